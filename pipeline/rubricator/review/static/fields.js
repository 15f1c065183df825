// Typed fields: persons and places by name, dates in both calendars, closed lists, numbers.

import { ask } from "./api.js";
import { button, el, fill } from "./dom.js";
import { choiceName, fieldName, w } from "./words.js";

const KINDS = { persName: "person", placeName: "place", orgName: "org", title: "bibl", speaker: "person", said: "person,org", sp: "person,org", saidBlock: "person,org", quote: "person,org", quoteBlock: "person,org" };
const BY_NAME = new Set(["ref", "who", "toWhom", "source"]);
let count = 0;

// a field for each attribute; `value()` of the result gives those that were changed
export function form(layer, fields, attrs, labels) {
  const made = fields.map((one) => ({ name: one.name, ...field(layer, one, attrs[one.name] ?? "", labels) }));
  // what has a value, and the first field, stand open; the others wait behind a line
  const shown = made.filter((one, at) => at === 0 || attrs[one.name]), rest = made.filter((one) => !shown.includes(one));
  return {
    element: el("div", { class: "fields" }, shown.map((one) => one.element),
      rest.length ? el("details", { open: rest.length < 2 }, el("summary", {}, w("morefields")), el("div", { class: "fields" }, rest.map((one) => one.element))) : null),
    values: () => Object.fromEntries(made.filter((one) => one.get() !== (attrs[one.name] ?? "")).map((one) => [one.name, one.get()])),
    first: () => made.find((one) => one.focus)?.focus(),
  };
}

function field(layer, one, value, labels) {
  const id = `field-${count += 1}`;
  const label = el("label", { for: id }, fieldName(one.name));
  if ((one.kind === "pointer" || one.kind === "pointers") && BY_NAME.has(one.name)) {
    const found = picker(id, value, { kinds: KINDS[layer] ?? "", several: one.kind === "pointers", labels, name: fieldName(one.name) });
    return { element: el("div", { class: "field" }, label, found.element), get: found.get, focus: found.focus };
  }
  if (one.kind === "date") return dated(id, label, value);
  if (one.kind === "choice" || one.kind === "bool") {
    const choices = one.kind === "bool" ? ["true", "false"] : one.choices;
    const input = el("select", { id }, el("option", { value: "" }, "—"), choices.map((choice) => el("option", { value: choice, selected: choice === value }, choiceName(choice))));
    input.value = value;
    return { element: el("div", { class: "field" }, label, input), get: () => input.value, focus: () => input.focus() };
  }
  const input = el("input", { id, value, type: "text", autocomplete: "off", spellcheck: "false", inputmode: one.kind === "int" || one.kind === "decimal" ? "decimal" : null });
  return { element: el("div", { class: "field" }, label, input), get: () => input.value.trim(), focus: () => input.focus() };
}

// a date: what is written counts as Gregorian; a Julian day may be typed and is turned into one
function dated(id, label, value) {
  const input = el("input", { id, value, type: "text", autocomplete: "off", placeholder: "1842-04-04" });
  const julian = el("input", { id: `${id}-j`, type: "text", autocomplete: "off", placeholder: "1842-03-23" });
  const show = async (from, calendar, to) => {
    const found = await ask("convert", { value: from.value.trim(), calendar }).catch(() => ({}));
    to.value = found[calendar === "gregorian" ? "julian" : "gregorian"] ?? "";
  };
  input.addEventListener("input", () => show(input, "gregorian", julian));
  julian.addEventListener("input", () => show(julian, "julian", input));
  if (value) show(input, "gregorian", julian);
  const both = el("div", { class: "both" },
    el("span", {}, input, el("small", {}, w("gregorian"))),
    el("span", {}, julian, el("label", { for: `${id}-j` }, el("small", {}, w("julian")))));
  return { element: el("div", { class: "field" }, label, both), get: () => input.value.trim(), focus: () => input.focus() };
}

// somebody or something by name: a box in which names are typed and a list from which one is taken
export function picker(id, value, { kinds = "", several = false, labels = {}, name = "", chosen = null } = {}) {
  let ids = value.split(/\s+/).filter(Boolean), options = [], at = -1, turn = 0;
  const chips = el("span", { class: "chips" });
  const input = el("input", { id, type: "text", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-autocomplete": "list", placeholder: w("typename") });
  const list = el("ul", { id: `${id}-list`, role: "listbox", "aria-label": name || w("typename"), hidden: true });
  const draw = () => fill(chips, ids.map((one) => el("span", { class: "chip" }, labels[one] ?? one, button("×", () => { ids = ids.filter((other) => other !== one); draw(); input.focus(); }, { "aria-label": w("remove", { name: labels[one] ?? one }) }))));
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); at = -1; };
  const take = (one) => {
    labels[one.id] = one.label;
    ids = several ? [...new Set([...ids, one.id])] : [one.id];
    input.value = "";
    close();
    draw();
    chosen?.(one);
  };
  const mark = (to) => {
    at = Math.max(-1, Math.min(to, options.length - 1));
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    if (at >= 0) { input.setAttribute("aria-activedescendant", list.children[at].id); list.children[at].scrollIntoView({ block: "nearest" }); }
  };
  const offer = async () => {
    const words = input.value.trim(), mine = turn += 1;
    if (!words) { close(); return; }
    const found = await ask("find", { words, kinds });
    if (mine !== turn) return;
    const kind = (kinds || "person").split(",")[0];
    options = [...found, { id: `new:${kind}:${words}`, label: words, fresh: true }];
    fill(list, options.map((one, index) => el("li", { id: `${id}-${index}`, role: "option", "aria-selected": "false", onmousedown: (event) => { event.preventDefault(); take(one); } },
      one.fresh ? w("newentry", { name: one.label }) : [el("b", {}, one.label), " ", el("small", {}, [one.dates, one.count ? w("times", { count: one.count }) : w(`from.${one.source}`)].filter(Boolean).join(" · "))])));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(found.length ? 0 : -1);
  };
  input.addEventListener("input", offer);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); mark(at + (event.key === "ArrowDown" ? 1 : -1)); }
    else if (event.key === "Enter" && !list.hidden && at >= 0) { event.preventDefault(); event.stopPropagation(); take(options[at]); }
    else if (event.key === "Escape" && !list.hidden) { event.preventDefault(); event.stopPropagation(); close(); }
    else if (event.key === "Backspace" && !input.value && ids.length) { ids.pop(); draw(); }
  });
  draw();
  return { element: el("div", { class: "picker" }, chips, input, list), get: () => ids.join(" "), focus: () => input.focus() };
}
