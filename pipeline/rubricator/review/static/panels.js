// What opens over the page: contents, layers, names with their entries, history, table, keys.

import { ask } from "./api.js";
import { button, closeDialog, dialog, el, fill, find } from "./dom.js";
import { picker } from "./fields.js";
import { map } from "./map.js";
import { layerName, w } from "./words.js";

export const KEYS = [
  ["j", "next"], ["k", "previous"], ["c", "confirm"], ["x", "reject"], ["e", "edit"], ["1 2 3 4", "scope"],
  ["w  ← →  ⇧← ⇧→", "wordmode"], ["a", "add"], ["[ ] { }", "borders"], ["b", "structure"], ["s", "collect"],
  ["g", "give"], ["m", "pairmark"], ["o", "outer"], ["n", "later"], ["p", "earlier"], ["u", "undo"], ["r", "redo"], ["h", "history"], ["f", "filters"],
  ["?", "keys"], ["Esc", "leave"],
];

export function keys() {
  dialog(w("keys"), el("table", { class: "keys" }, el("tbody", {}, KEYS.map(([key, name]) => el("tr", {}, el("th", { scope: "row" }, key.split(" ").filter(Boolean).map((one) => [el("kbd", {}, one), " "])), el("td", {}, w(`key.${name}`)))))));
}

export function contents(bench, go) {
  dialog(w("contents"), el("ol", { class: "contents" }, bench.contents.map((one) => el("li", { class: `depth-${Math.min(one.depth, 5)}` }, button(one.title, () => { closeDialog(); go(one.start); })))));
}

export function layers(bench, hidden, changed) {
  const known = Object.keys(bench.layers).filter((one) => ["phrase", "point", "aside"].includes(bench.layers[one].level));
  const all = (on) => () => { for (const one of known) if (on) hidden.delete(one); else hidden.add(one); changed(); layers(bench, hidden, changed); };
  dialog(w("layers"), el("p", { class: "row" }, button(w("all"), all(true)), button(w("none"), all(false))),
    el("ul", { class: "plain" }, known.map((one) => el("li", {}, el("label", { class: `swatch ${one}` }, el("input", { type: "checkbox", checked: !hidden.has(one), onchange: (event) => { if (event.target.checked) hidden.delete(one); else hidden.add(one); changed(); } }), " ", layerName(one, bench.layers[one].gloss))))));
}

export async function history(bench, undo) {
  const acts = await ask("history");
  const differ = bench.conflicts.length ? el("details", {}, el("summary", {}, w("differ", { count: bench.conflicts.length })),
    el("ul", {}, bench.conflicts.map((one) => el("li", {}, w("conflict", { quote: one.after.quote, first: one.before.who || "?", second: one.after.who || "?" }))))) : null;
  const told = bench.messages.filter((one) => one.severity !== "note");
  dialog(w("history"), differ, told.length ? el("details", {}, el("summary", {}, w("messages", { count: told.length })), el("ul", {}, told.map((one) => el("li", {}, one.sentence, " ", el("em", {}, one.remedy))))) : null, acts.length ? el("ol", { class: "history", reversed: true }, acts.map((one) => el("li", {},
    el("p", {}, el("b", {}, one.decisions.length ? sentence(one) : w("entries", { files: one.files.join(", ") })), one.why ? el("em", {}, ` ${one.why}`) : null),
    el("p", { class: "where" }, [one.who, one.when.replace("T", " ").slice(0, 19)].filter(Boolean).join(" · "), " ", one.when ? button(w("takeback"), () => { closeDialog(); undo(one.when); }) : null)))) : el("p", {}, w("nohistory")));
}

function sentence(one) {
  const first = one.decisions.at(-1);
  const more = one.count > 1 ? ` ${w("andmore", { count: one.count - 1 })}` : "";
  const values = Object.entries(first.attrs).map(([name, value]) => `${name}=${value}`).join(" ");
  return `${w(`op.${first.op}`)} ${layerName(first.layer)} “${first.quote.slice(0, 60)}” ${values}${more}`;
}

export function table(send, done) {
  const file = el("input", { type: "file", id: "table-file", accept: ".csv,text/csv" });
  dialog(w("table"), el("p", {}, w("tablehelp")), el("p", {}, el("a", { href: "doubts.csv", download: "" }, w("download"))),
    el("p", {}, el("label", { for: "table-file" }, w("upload")), " ", file),
    el("p", {}, button(w("take"), async () => { if (file.files[0]) { const words = await file.files[0].text(); closeDialog(); done(await send("table", { table: words })); } }, { class: "main" })));
}

// ---------------------------------------------------------------- names and their entries
export function names(open) {
  const found = picker("names-find", "", { name: w("names"), chosen: (one) => open(one.id, one) });
  dialog(w("names"), el("p", {}, w("nameshelp")), found.element);
  found.focus();
}

const LINES = ["name", "variants", "sex", "birth", "death", "occupation", "identifiers", "type", "coordinates", "note"];
const OF = { person: new Set(["name", "variants", "sex", "birth", "death", "occupation", "identifiers", "note"]), place: new Set(["name", "variants", "type", "identifiers", "coordinates", "note"]), org: new Set(["name", "variants", "type", "identifiers", "note"]), bibl: new Set(["name", "identifiers", "note"]) };

export async function entity(id, { act, choose, only }) {
  if (id.startsWith("new:")) {
    const [, kind, ...name] = id.split(":");
    return edit({ id: "", kind, label: name.join(":"), name: name.join(":"), mentions: [], known: false, own: true }, { act, choose, only });
  }
  return edit(await ask("entity", { id }), { act, choose, only });
}

async function edit(one, { act, choose, only }) {
  const places = one.kind === "place" ? await ask("places") : [];
  const inputs = {};
  const fresh = !one.id;
  const fields = LINES.filter((name) => OF[one.kind || "person"]?.has(name)).map((name) => {
    const id = `entry-${name}`, value = one[name] ?? (name === "name" ? one.label : "");
    inputs[name] = name === "variants" ? el("textarea", { id, rows: 3 }) : el("input", { id, type: "text", autocomplete: "off" });
    inputs[name].value = value;
    return el("div", { class: "field" }, el("label", { for: id }, w(`entry.${name}`)), inputs[name]);
  });
  const values = () => Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, input.value.trim()]).filter(([name, value]) => value !== (one[name] ?? (fresh ? "" : name === "name" ? one.label : ""))));
  const pick = inputs.coordinates ? map(one.coordinates ? [{ ...one, here: true }] : [], (lat, long) => { inputs.coordinates.value = `${lat} ${long}`; }, places.filter((other) => other.id !== one.id)) : null;
  const other = picker("merge-with", "", { kinds: one.kind, name: w("mergewith") });
  const chosen = new Set();
  const splitName = el("input", { type: "text", id: "split-name", autocomplete: "off" });
  const locked = one.known && !one.own;
  dialog(one.label,
    locked ? el("p", { class: "hint" }, w("shared")) : null,
    el("form", { id: "entry", onsubmit: (event) => { event.preventDefault(); closeDialog(); act(fresh ? { act: "create", layer: one.kind, attrs: values() } : { act: "entry", keys: [one.id], attrs: values() }); } }, fields, pick,
      locked ? null : el("p", { class: "row" }, el("button", { type: "submit", class: "main" }, w("save")))),
    fresh ? null : [
      el("p", { class: "row" }, button(w("onlythese"), () => { closeDialog(); only({ entity: one.id, state: "" }); })),
      el("form", { class: "row", onsubmit: (event) => { event.preventDefault(); if (other.get()) { closeDialog(); act({ act: "merge", keys: [one.id, other.get()] }); } } }, el("label", { for: "merge-with" }, w("mergewith")), other.element, el("button", { type: "submit" }, w("merge"))),
      el("details", {}, el("summary", {}, w("mentions", { count: one.mentions.length })),
        el("ul", { class: "others" }, one.mentions.map((mention) => el("li", {}, el("input", { type: "checkbox", "aria-label": mention.words, onchange: (event) => { if (event.target.checked) chosen.add(mention.key); else chosen.delete(mention.key); } }), button(mention.words, () => { closeDialog(); choose(mention.key); })))),
        el("form", { class: "row", onsubmit: (event) => { event.preventDefault(); if (chosen.size && splitName.value.trim()) { closeDialog(); act({ act: "separate", keys: [...chosen], attrs: { name: splitName.value.trim() } }); } } }, el("label", { for: "split-name" }, w("splitoff")), splitName, el("button", { type: "submit" }, w("split")))),
    ]);
}

// what else changed by an act, each of which may be kept as it was
export function changes(bench, told, { back, choose, close }) {
  const place = find("#changes");
  place.hidden = !told.others;
  if (!told.others) { fill(place); return; }
  const groups = new Map();
  for (const one of told.changes) {
    const key = [one.layer, one.kind, one.after || one.before].join("|");
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  fill(place, el("h2", {}, w("alsochanged", { count: told.others }), " ", button("×", close, { "aria-label": w("close"), class: "close" })),
    el("ul", {}, [...groups.values()].map((some) => el("li", {},
      el("details", {}, el("summary", {}, `${some.length} × ${layerName(some[0].layer, bench.kinds[some[0].layer]?.gloss)} ${w(`change.${some[0].kind}`)}${some[0].after && some[0].kind !== "removed" ? `: ${some[0].after}` : ""} `),
        el("ul", {}, some.map((one) => el("li", {}, button(one.words || "·", () => choose(one.key)), one.before && one.kind === "changed" ? el("small", {}, ` ${w("was")} ${one.before}`) : null, " ", button(w("keepold"), () => back([one.key])))))),
      some.length > 1 ? button(w("keepold"), () => back(some.map((one) => one.key))) : null))));
}
