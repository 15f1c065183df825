// The card of what is chosen: what it is taken for, why, and everything that can be done about it.

import { ask } from "./api.js";
import { button, el, fill, find } from "./dom.js";
import { form, picker } from "./fields.js";
import { map } from "./map.js";
import { choiceName, fieldName, layerName, w } from "./words.js";

const ADDED = ["persName", "placeName", "orgName", "date", "title", "said", "quote", "soCalled", "mentioned", "foreign", "measure", "bibl", "rs", "name", "noteref", "hi"];
const TURNED = ["p", "head", "l", "ab", "item", "trailer", "byline", "stage", "salute", "signed", "dateline"];
const SPEECHES = new Set(["said", "sp", "saidBlock"]);

const place = () => find("#card");
const kindName = (bench, layer) => layerName(layer, bench.kinds[layer]?.gloss);

export function nothing() {
  delete place().dataset.key;
  delete place().dataset.touched;
  fill(place(), el("p", { class: "hint" }, w("hint")));
}

// a selection of words: what they may be
export function selection(bench, chosen, act) {
  const scope = scopes({ words: 2, onward: 2 }, "add");
  const layers = bench.kinds;
  const other = el("select", { "aria-label": w("otherkind") }, el("option", { value: "" }, w("otherkind")),
    Object.keys(layers).filter((one) => layers[one].level === "phrase" && !ADDED.includes(one)).map((one) => el("option", { value: one }, kindName(bench, one))));
  const details = el("div", { id: "details" });
  const begin = (layer) => {
    const fields = layers[layer].fields;
    const typed = form(layer, fields, {}, {});
    const done = () => act({ act: "add", layer, start: chosen.start, end: chosen.end, attrs: typed.values(), scope: scope.value() });
    fill(details, el("form", { onsubmit: (event) => { event.preventDefault(); done(); } }, el("h3", {}, kindName(bench, layer)), typed.element, el("p", {}, el("button", { type: "submit", class: "main" }, w("add")))));
    typed.first();
  };
  other.addEventListener("change", () => other.value && begin(other.value));
  place().dataset.key = "selection";
  delete place().dataset.touched;
  const corr = el("input", { type: "text", id: "corr-new", autocomplete: "off", value: chosen.words.trim() });
  fill(place(),
    el("h2", {}, w("selection")), el("blockquote", {}, short(chosen.words)),
    el("p", { class: "kinds" }, ADDED.map((layer) => button(kindName(bench, layer), () => begin(layer), { "data-add": layer })), other),
    scope.element, details,
    el("form", { class: "row", onsubmit: (event) => { event.preventDefault(); act({ act: "correct", start: chosen.start, end: chosen.end, attrs: { corr: corr.value } }); } },
      el("label", { for: "corr-new" }, w("readas")), corr, el("button", { type: "submit" }, w("correct"))),
    blocks(bench, { start: chosen.start, end: chosen.end, keys: [] }, act));
}

export function begin(layer) {
  find(`#card [data-add="${layer}"]`)?.click();
}

export async function show(bench, key, { act, choose, collected, alive }) {
  const found = await ask("card", { key });
  if (!alive()) return;
  place().dataset.key = key;
  delete place().dataset.touched;
  if (found.gone) {
    fill(place(), head(bench, found), el("p", {}, w("rejected")));
    return;
  }
  const labels = Object.fromEntries(found.entities.map((one) => [one.id, one.label]));
  const scope = scopes(found.scopes, "card");
  const block = found.level === "container" || found.level === "leaf";
  const typed = form(found.layer, found.fields, found.attrs, labels);
  const kinds = Object.keys(bench.kinds).filter((one) => bench.kinds[one].level === found.level && found.level === "phrase");
  const kind = el("select", { id: "kind" }, kinds.map((one) => el("option", { value: one, selected: one === found.layer }, kindName(bench, one))));
  const cert = el("select", { id: "cert" }, bench.certs.map((one) => el("option", { value: one, selected: one === "high" }, w(`cert.${one}`))));
  let fresh = null;
  const holder = el("div", {}, typed.element);
  kind.addEventListener("change", () => { fresh = form(kind.value, bench.kinds[kind.value].fields, kind.value === found.layer ? found.attrs : {}, labels); fill(holder, fresh.element); });
  const change = () => act({
    act: "change", keys: [key], scope: scope.value(), layer: kinds.length ? kind.value : "",
    attrs: (fresh ?? typed).values(), cert: cert.value === "high" ? "" : cert.value, why: why.value,
  });
  const why = el("input", { type: "text", id: "why", autocomplete: "off" });
  const wish = (name) => () => act({ act: name, keys: [key], scope: scope.value(), why: why.value });
  const isFlag = found.layer === "flag";
  fill(place(),
    head(bench, found),
    el("p", { class: "because" }, found.because),
    found.clues.length ? el("details", { open: found.clues.length < 9 }, el("summary", {}, w("clues")), el("ul", { class: "clues" }, found.clues.map((one) => el("li", {}, one)))) : null,
    isFlag ? el("p", { class: "row" }, found.remedies.map((one) => button(one.label ? w("itis", { name: one.label }) : w("dismiss"), () => act(one.act), { class: one.label ? "main" : "" })))
      : el("p", { class: "row" }, button(w("confirm"), wish("confirm"), { class: "main", title: "c" }), button(w("reject"), wish("drop"), { title: "x" }), SPEECHES.has(found.layer) ? button(collected.includes(key) ? w("uncollect") : w("collect"), () => choose(key, "collect"), { title: "s" }) : null),
    scope.element,
    isFlag ? null : el("form", { id: "change", onsubmit: (event) => { event.preventDefault(); change(); } },
      kinds.length > 1 ? el("div", { class: "field" }, el("label", { for: "kind" }, w("kind")), kind) : null,
      holder,
      found.calendars.map((one) => el("p", { class: "calendars" }, `${fieldName(one.name)}: ${w("gregorian")} ${one.gregorian}, ${w("julian")} ${one.julian}`)),
      el("div", { class: "field" }, el("label", { for: "cert" }, w("certainty")), cert),
      el("div", { class: "field" }, el("label", { for: "why" }, w("why")), why),
      el("p", { class: "row" }, el("button", { type: "submit", class: "main" }, w("change")))),
    found.layer === "sic" ? el("p", { class: "row" }, button(w("asprinted"), wish("drop")), button(w("asmended"), wish("confirm"))) : null,
    found.level === "phrase" ? el("p", { class: "row borders" }, el("span", {}, w("borders")), resize(key, "start", -1, "[", act), resize(key, "start", 1, "{", act), resize(key, "end", -1, "}", act), resize(key, "end", 1, "]", act)) : null,
    found.entities.map((one) => entity(one, choose)),
    found.others.length ? el("details", {}, el("summary", {}, w("others", { count: found.scopes.words - 1 })), el("ul", { class: "others" }, found.others.map((one) => el("li", {}, button(el("span", {}, `… ${one.before} `, el("mark", {}, one.words), ` ${one.after} …`), () => choose(one.key)), el("small", {}, ` ${labels[one.value] ?? one.value}`))))) : null,
    found.around.length ? el("p", { class: "row around" }, el("span", {}, w("around")), found.around.map((one) => button(kindName(bench, one.layer), () => choose(one.key)))) : null,
    block || found.around.length ? blocks(bench, { keys: [block ? key : found.around.at(-1).key], start: -1, end: -1, layer: block ? found.layer : found.around.at(-1).layer }, act) : null);
}

const short = (words) => words.length > 300 ? `${words.slice(0, 240)} … ${words.slice(-50)}` : words;

function head(bench, found) {
  return [
    el("h2", {}, kindName(bench, found.layer), " ", el("small", { class: `cert ${found.cert}` }, found.decided ? w("decided") : w(`cert.${found.cert}`))),
    el("blockquote", {}, found.words),
    el("p", { class: "where" }, w("at", { line: found.line, column: found.column }), " · ", el("code", {}, found.rule)),
  ];
}

function resize(key, side, by, sign, act) {
  const words = w(`${by > 0 === (side === "end") ? "more" : "less"}.${side}`);
  return button(sign, () => act({ act: "resize", keys: [key], side, by }), { "aria-label": words, title: `${words} (${sign})` });
}

// for this place, all places with the same words, from here on, or the whole entity
function scopes(counts, name) {
  const known = ["here", "words", "onward", "entity"].filter((one) => one === "here" || (counts[one] ?? 0) > 1);
  const made = known.map((one, at) => el("label", {}, el("input", { type: "radio", name: `scope-${name}`, value: one, checked: at === 0, "data-scope": one }), w(`scope.${one}`), counts[one] > 1 && name === "card" ? el("small", {}, ` ${counts[one]}`) : null));
  return {
    element: known.length > 1 ? el("fieldset", { class: "scopes" }, el("legend", {}, w("scope")), made) : el("span"),
    value: () => made.map((one) => find("input", one)).find((one) => one.checked)?.value ?? "here",
  };
}

function entity(one, choose) {
  const life = [one.birth, one.death].filter(Boolean).join("–");
  return el("div", { class: "entity" },
    el("h3", {}, button(one.label, () => choose(one.id, "entity")), " ", el("small", {}, one.known ? one.id : w("noentry"))),
    el("p", {}, [life, one.occupation, one.identifiers, w("times", { count: one.count })].filter(Boolean).join(" · ")),
    one.coordinates ? map([{ ...one, here: true }], null) : null);
}

// headings, divisions, verse, quotations, letters, lists, notes, paragraphs
function blocks(bench, meant, act) {
  const wish = (name, more = {}) => () => act({ act: name, keys: meant.keys, start: meant.start, end: meant.end, ...more });
  const layer = meant.layer ?? "";
  const turn = el("select", { "aria-label": w("turn") }, el("option", { value: "" }, w("turn")), TURNED.filter((one) => one !== layer).map((one) => el("option", { value: one }, kindName(bench, one))));
  turn.addEventListener("change", () => turn.value && wish("turn", { layer: turn.value })());
  const acts = [
    layer === "head" ? ["unhead"] : ["heading"], ["divide"], ["undivide"], ["verse"], ["list"], ["plain"], ["join"],
    ...(meant.start >= 0 ? [["split"]] : []),
    ...["quotation", "letter", "epigraph", "note"].map((side) => ["wrap", { side }]),
  ];
  return el("details", { class: "blocks", "data-open": "blocks" }, el("summary", {}, w("structure")),
    el("p", { class: "row" }, acts.map(([name, more]) => button(w(more ? `wrap.${more.side}` : `block.${name}`), wish(name, more), { "data-act": more?.side ?? name })), turn));
}

// turns given to speakers in rotation
export function rotation(bench, keys, labels, act, done) {
  const first = picker("speaker-a", "", { kinds: "person,org", labels, name: w("speaker.a") });
  const second = picker("speaker-b", "", { kinds: "person,org", labels, name: w("speaker.b") });
  return {
    element: el("form", { onsubmit: (event) => { event.preventDefault(); const who = [first.get(), second.get()].filter(Boolean).join(" "); if (who) { act({ act: "speakers", keys, attrs: { who } }); done(); } } },
      el("p", {}, w("turns", { count: keys.length })),
      el("div", { class: "field" }, el("label", { for: "speaker-a" }, w("speaker.a")), first.element),
      el("div", { class: "field" }, el("label", { for: "speaker-b" }, w("speaker.b")), second.element),
      el("p", { class: "row" }, el("button", { type: "submit", class: "main" }, w("give")))),
    focus: first.focus,
  };
}

export { choiceName };
