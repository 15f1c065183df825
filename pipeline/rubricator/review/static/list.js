// The list of doubts beside the text: filtered, counted, with what became of each.

import { ask } from "./api.js";
import { button, el, fill, find } from "./dom.js";
import { layerName, w } from "./words.js";

let asked = { state: "open", layer: "", cert: "", rule: "", words: "", entity: "", mine: "" };
let rows = [], total = 0, at = 0, first = 0, counts = null;

export const filters = () => ({ ...asked });
export const row = (key) => rows.find((one) => one.key === key);

export async function load(around) {
  const found = await ask("rows", { ...asked, around, count: 80 });
  ({ rows, total, at, first } = found);
  counts = found.counts;
  return found;
}

// the row after or before a place; the list is asked again where it does not hold it
export async function step(key, place, forward) {
  const index = rows.findIndex((one) => one.key === key);
  let next;
  if (index >= 0) next = rows[index + (forward ? 1 : -1)];
  else next = forward ? rows.find((one) => one.start >= place) : rows.findLast((one) => one.start < place);
  if (next || !total) return next ?? null;
  const edge = forward ? rows.at(-1) : rows[0];
  if (edge && (forward ? first + rows.length < total : first > 0)) {
    await load(edge.start);
    const here = rows.findIndex((one) => one.key === edge.key);
    return rows[here + (forward ? 1 : -1)] ?? null;
  }
  return null;
}

export function draw(bench, chosen, choose) {
  const name = (layer) => layerName(layer, bench.kinds[layer]?.gloss);
  find("#counted").textContent = w("counted", { count: total });
  fill(find("#rows"), rows.map((one) => el("li", { "data-row": one.key, class: [one.state, one.key === chosen ? "chosen" : ""].join(" "), "aria-current": one.key === chosen ? "true" : null },
    button([
      el("span", { class: "kind" }, name(one.layer)), " ", el("span", { class: "words" }, one.words || "·"), " ",
      el("small", {}, one.state === "open" ? (one.layer === "flag" ? one.reason : w(`cert.${one.cert}`)) : w(`state.${one.state}`)),
    ], () => choose(one.key), { class: "row" }))));
  find("#rows .chosen")?.scrollIntoView({ block: "nearest" });
}

// what is strange as a whole: a button leads to its place, or to the flags that say so
export function drawStrange(bench, { look, filtered }) {
  const place = find("#strange"), told = bench.strange ?? [];
  place.hidden = !told.length;
  place.querySelector("summary").textContent = w("strange", { count: told.length });
  fill(place.querySelector("ul"), told.map((one) => el("li", {}, el("span", {}, one.what), " ",
    button(w(one.rule ? "strange.these" : "strange.look"), async () => {
      place.open = false;
      if (one.rule) await only({ rule: one.rule, state: "open", layer: "flag" }, filtered);
      await look(one.start);
    }, { title: one.remedy }))));
}

export function drawFilters(bench, changed) {
  const place = find("#filters");
  const set = (name) => (event) => { asked[name] = event.target.value; changed(); };
  const choice = (name, label, known, called) => el("label", {}, el("span", {}, label), el("select", { id: `filter-${name}`, onchange: set(name) },
    el("option", { value: "" }, w("any")), known.map((one) => el("option", { value: one, selected: asked[name] === one }, called(one)))));
  const tally = (name, one) => counts?.[name]?.[one] ? ` (${counts[name][one]})` : "";
  fill(place,
    choice("state", w("state"), bench.states, (one) => w(`state.${one}`) + tally("state", one)),
    choice("layer", w("kind"), Object.keys(counts?.layer ?? {}), (one) => layerName(one, bench.kinds[one]?.gloss) + tally("layer", one)),
    choice("cert", w("certainty"), bench.certs, (one) => w(`cert.${one}`) + tally("cert", one)),
    choice("rule", w("rule"), Object.keys(counts?.rule ?? {}).filter(Boolean), (one) => one + tally("rule", one)),
    el("label", {}, el("span", {}, w("words")), el("input", { id: "filter-words", type: "search", value: asked.words, onchange: set("words") })),
    bench.assigned ? el("label", {}, el("span", {}, w("mine")), el("input", { id: "filter-mine", type: "checkbox", checked: Boolean(asked.mine), onchange: (event) => { asked.mine = event.target.checked ? "1" : ""; changed(); } })) : null,
    asked.entity ? el("p", {}, w("onlyentity", { name: asked.entity }), " ", button("×", () => { asked.entity = ""; changed(); }, { "aria-label": w("any") })) : null);
  place.onsubmit = (event) => event.preventDefault();
}

export function only(values, changed) {
  asked = { ...asked, ...values };
  return changed();
}
