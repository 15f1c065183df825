// The workbench: what is chosen, the keys, and the acts. The server holds the edition; the page shows it.

import { ask, listen, Refused, send } from "./api.js";
import * as card from "./card.js";
import { all, closeDialog, dialog, el, find, say, whenClosed } from "./dom.js";
import * as list from "./list.js";
import * as panels from "./panels.js";
import * as text from "./text.js";
import { layerName, speak, w, wanted } from "./words.js";

let bench = null, chosen = null, turn = 0, busy = false, marked = [], collected = [];
const hidden = new Set(["pc"]);

// ---------------------------------------------------------------- showing
async function start() {
  await speak(wanted());
  find("#language").value = document.documentElement.lang;
  theme(localStorage.getItem("rubricator.theme") ?? "");
  bench = await guarded(() => ask("edition"));
  if (!bench) return;
  document.title = `${bench.title} – rubricator review`;
  find("#title").textContent = bench.title;
  find("#text").lang = bench.language;
  layersShown();
  standing(bench);
  await showPart(Number(new URLSearchParams(location.search).get("at") ?? location.hash.slice(1)) || bench.parts[0].start);
  if (bench.assigned) list.only({ mine: "1" }, () => {});
  await refreshList(text.shown().start);
  list.drawFilters(bench, filtered);
  card.nothing();
  document.body.dataset.ready = "1";
  listen(noticed, () => trouble([{ sentence: w("lost") }]));
}

function standing(found) {
  Object.assign(bench, { number: found.number, progress: found.progress, pending: found.pending, undo: found.undo, redo: found.redo, messages: found.messages, conflicts: found.conflicts, strange: found.strange });
  const { seen, total, layers } = found.progress;
  find("#bar").value = total ? seen / total : 1;
  const share = (names) => { const [done, of] = names.reduce(([a, b], one) => [a + (layers[one]?.[0] ?? 0), b + (layers[one]?.[1] ?? 0)], [0, 0]); return of ? Math.floor(100 * done / of) : null; };
  const parts = [["names", ["persName", "placeName", "orgName"]], ["speeches", ["said", "sp", "saidBlock"]], ["dates", ["date"]]].map(([name, some]) => [name, share(some)]).filter(([, value]) => value !== null);
  find("#seen").textContent = [w("seen", { seen, total }), ...parts.map(([name, value]) => `${w(`progress.${name}`)} ${value} %`)].join("; ");
  list.drawStrange(bench, { look, filtered });
  find("#undo").disabled = !found.undo;
  find("#redo").disabled = !found.redo;
  trouble(found.messages.filter((one) => one.severity === "error"));
  document.body.dataset.number = found.number;
}

function trouble(messages) {
  const place = find("#trouble");
  place.hidden = !messages.length;
  place.replaceChildren(...messages.map((one) => el("p", {}, one.place ? el("code", {}, `${one.place} `) : null, one.sentence, one.remedy ? el("em", {}, ` ${one.remedy}`) : null)));
}

async function showPart(at, keep = false) {
  const found = await ask("part", { at }), top = find("#text-side").scrollTop;
  text.show(found);
  const index = bench.parts.findIndex((one) => one.start <= at && at < one.end);
  const here = Math.max(index, 0);
  find("#where").textContent = w("partof", { number: here + 1, count: bench.parts.length, title: bench.parts[here]?.title ?? "" });
  find("#earlier").disabled = here <= 0;
  find("#later").disabled = here >= bench.parts.length - 1;
  text.choose(chosen, marked);
  find("#text-side").scrollTop = keep ? top : 0;
}

async function turnTo(by) {
  const here = bench.parts.findIndex((one) => one.start <= text.shown().start && text.shown().start < one.end);
  const to = bench.parts[here + by];
  if (to) await showPart(to.start);
}

async function refreshList(around) {
  await list.load(around ?? (chosen ? text.startOf(chosen) : text.shown().start));
  list.draw(bench, chosen, choose);
}

async function filtered() {
  await guarded(async () => { await refreshList(); list.drawFilters(bench, filtered); });
}

// ---------------------------------------------------------------- choosing
async function choose(key, how = "") {
  if (how === "entity") return openEntity(key);
  if (how === "collect") return collect(key);
  chosen = key;
  getSelection().removeAllRanges();
  const mine = turn += 1;
  if (!text.holds(text.startOf(key))) await showPart(text.startOf(key));
  if (mine !== turn) return;
  const here = text.choose(key, [...marked, ...collected]);
  text.lookAt(here);
  list.draw(bench, key, choose);
  await guarded(() => card.show(bench, key, { act, choose, collected, alive: () => mine === turn }));
  const row = list.row(key);
  say([layerName(text.layerOf(key)), find("#card blockquote")?.textContent, row ? w(`state.${row.state}`) : "", find("#card .because")?.textContent].filter(Boolean).join(", "));
}

async function look(at) {
  await guarded(async () => { await showPart(at); text.lookAt(text.near(at)); await refreshList(at); });
}

async function step(forward) {
  const place = chosen ? text.startOf(chosen) : text.shown().start;
  const next = await list.step(chosen, place, forward);
  if (next) await choose(next.key);
  else say(w("nomore"));
}

function collect(key) {
  collected = collected.includes(key) ? collected.filter((one) => one !== key) : [...collected, key];
  text.choose(chosen, collected);
  say(w("turns", { count: collected.length }));
}

function give() {
  if (!collected.length && chosen && text.layerOf(chosen) === "said") collected = [chosen];
  if (!collected.length) { say(w("collectfirst")); return; }
  const made = card.rotation(bench, collected, {}, act, () => { closeDialog(); collected = []; });
  dialog(w("give"), made.element);
  made.focus();
}

function noteSelection() {
  const found = text.selected();
  if (!found) return;
  turn += 1;
  chosen = null;
  text.choose(null);
  card.selection(bench, found, act);
}

// ---------------------------------------------------------------- acting
async function guarded(work) {
  try {
    return await work();
  } catch (error) {
    const messages = error instanceof Refused ? error.messages : [{ sentence: w("lost") }];
    trouble(messages);
    say(messages.map((one) => one.sentence).join(" "));
    return null;
  }
}

async function act(wish) {
  if (busy) return;
  busy = true;
  document.body.dataset.busy = "1";
  const marks = { start: chosen ? text.startOf(chosen) : wish.start ?? text.shown().start };
  const told = await guarded(() => send("act", wish));
  if (told) await after(told, marks.start, w(`did.${wish.act}`));
  busy = false;
  delete document.body.dataset.busy;
}

const undo = (when = "") => done(() => send("undo", { when: typeof when === "string" ? when : "" }), "did.undo");
const redo = () => done(() => send("redo"), "did.redo");

async function done(work, words) {
  if (busy) return;
  busy = true;
  document.body.dataset.busy = "1";
  const told = await guarded(work);
  if (told) await after(told, told.spans[0]?.[0] ?? text.shown().start, w(words));
  busy = false;
  delete document.body.dataset.busy;
}

// the page after an act: the part that is shown, the list, what else changed; then on to the next
async function after(told, place, words) {
  const forward = told.meant.length ? told.meant[0] : chosen;
  standing(told);
  if (told.divided) await again();
  const part = text.shown();
  const touched = told.divided || told.spans.some(([start, end]) => start <= part.end && end >= part.start);
  await Promise.all([
    touched ? showPart(Math.min(Math.max(place, part.start), part.end - 1), true) : null,
    list.load(place),
  ]);
  list.drawFilters(bench, filtered);
  panels.changes(bench, told, { back: (keys) => act({ act: "back", keys }), choose, close: () => { find("#changes").hidden = true; } });
  const others = told.others ? w("alsochanged", { count: told.others }) : "";
  marked = told.meant;
  if (forward && list.filters().state === "open" && list.row(forward) === undefined) {
    chosen = forward;
    const next = await list.step(null, place, true);
    if (next) await choose(next.key);
    else if (text.pieces(forward).length) await choose(forward);
    else { chosen = null; card.nothing(); }
  } else if (forward && text.pieces(forward).length) {
    await choose(forward);
  } else {
    chosen = null;
    card.nothing();
    list.draw(bench, null, choose);
  }
  say([words, others].filter(Boolean).join(". "));
}

async function again() {
  const found = await ask("edition");
  Object.assign(bench, { parts: found.parts, contents: found.contents, layers: found.layers });
}

// another window, or somebody outside, has changed the edition
async function noticed(number) {
  if (!bench || busy || number === bench.number) return;
  const late = bench.pending, found = await guarded(() => ask(late ? "outcome" : "edition"));
  if (!found || busy) return;
  Object.assign(bench, late ? {} : found);
  standing(found);
  if (late) {
    if (found.divided) await again();
    panels.changes(bench, found, { back: (keys) => act({ act: "back", keys }), choose, close: () => { find("#changes").hidden = true; } });
  }
  await showPart(text.shown().start, true);
  await refreshList();
  text.choose(chosen, [...marked, ...collected]);
  // what somebody is typing stays
  const typing = find("#card").dataset.touched || find("#card").contains(document.activeElement);
  const mine = turn;
  if (chosen && !typing) await guarded(() => card.show(bench, chosen, { act, choose, collected, alive: () => mine === turn }));
  if (!late) say(w("noticed"));
  else if (found.others) say(w("alsochanged", { count: found.others }));
}

function openEntity(id) {
  return guarded(() => panels.entity(id, { act, choose, only: (values) => list.only(values, filtered) }));
}

// ---------------------------------------------------------------- keys and clicks
function scope(number) {
  const all = [...document.querySelectorAll("#card [data-scope]")];
  const wantedScope = ["here", "words", "onward", "entity"][number - 1];
  all.find((one) => one.dataset.scope === wantedScope)?.click();
}

const cardButton = (title) => find(`#card button[title="${title}"]`)?.click();

const KEYS = {
  j: () => step(true), k: () => step(false), c: () => cardButton("c"), x: () => cardButton("x"), Delete: () => cardButton("x"),
  e: () => find("#change .fields input, #change .fields select")?.focus(), u: () => undo(), r: () => redo(), h: () => guarded(() => panels.history(bench, undo)),
  f: () => find("#filter-words").focus(), "?": () => panels.keys(), n: () => turnTo(1), p: () => turnTo(-1), s: () => chosen && collect(chosen), g: () => give(),
  b: () => { const box = find("#card .blocks"); if (box) { box.open = true; find("button", box).focus(); } },
  a: () => { noteSelection(); find("#card .kinds button")?.focus(); },
  w: () => { text.byWord(true, false, chosen); find("#text").focus({ preventScroll: true }); },
  "[": () => border("start", -1), "{": () => border("start", 1), "]": () => border("end", 1), "}": () => border("end", -1),
  o: () => { const outer = text.pieces(chosen ?? "")[0]?.parentElement?.closest("#text [data-k]"); if (outer) choose(outer.dataset.k); },
  m: () => pairing(), 1: () => scope(1), 2: () => scope(2), 3: () => scope(3), 4: () => scope(4),
};

function border(side, by) {
  if (chosen) act({ act: "resize", keys: [chosen], side, by });
}

let waiting = null;

// a call is marked, then its note (or the other way round), and the two are paired
function pairing() {
  const here = text.selected() ?? (chosen ? { key: chosen } : null);
  if (!here) return;
  if (!waiting) { waiting = here; say(w("pairwith")); return; }
  const both = [waiting, here];
  waiting = null;
  const keys = both.map((one) => one.key).filter(Boolean), words = both.find((one) => !one.key);
  act({ act: "pair", keys, start: words?.start ?? -1, end: words?.end ?? -1 });
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, select, textarea, dialog[open]");
  if (event.key === "Escape" && !find("#dialog").open) { event.target.blur(); find("#text").focus({ preventScroll: true }); waiting = null; return; }
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "z" && !typing) { event.preventDefault(); if (event.shiftKey) redo(); else undo(); return; }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === find("#text") && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
    event.preventDefault();
    text.byWord(event.key === "ArrowRight", event.shiftKey, chosen);
    return;
  }
  if (event.target === find("#rows") && (event.key === "ArrowDown" || event.key === "ArrowUp")) { event.preventDefault(); step(event.key === "ArrowDown"); return; }
  const work = KEYS[event.key];
  if (!work || !bench) return;
  event.preventDefault();
  work();
});

find("#text").addEventListener("click", (event) => {
  if (!getSelection().isCollapsed) return;
  const key = text.under(event.target, chosen, hidden);
  if (key) choose(key);
});
find("#text").addEventListener("mouseup", () => setTimeout(noteSelection));
for (const kind of ["input", "change"]) find("#card").addEventListener(kind, () => { find("#card").dataset.touched = "1"; });
find("#undo").addEventListener("click", () => undo());
find("#redo").addEventListener("click", () => redo());
find("#earlier").addEventListener("click", () => turnTo(-1));
find("#later").addEventListener("click", () => turnTo(1));
find("#dialog").addEventListener("close", whenClosed);
find("#language").addEventListener("change", async (event) => { await speak(event.target.value); standing(bench); list.drawFilters(bench, filtered); await refreshList(); if (chosen) choose(chosen); else card.nothing(); showPart(text.shown().start); });
find("#theme").addEventListener("click", () => theme({ "": "dark", dark: "light", light: "" }[document.documentElement.dataset.theme ?? ""]));
for (const one of all("[data-open]", find("#tools"))) one.addEventListener("click", () => open(one.dataset.open));

function open(name) {
  guarded(async () => {
    if (name === "contents") panels.contents(bench, (at) => showPart(at).then(() => text.lookAt(all("#text .head").find((head) => text.startOf(head.dataset.k ?? "x:0") >= at))));
    if (name === "layers") panels.layers(bench, hidden, layersShown);
    if (name === "names") panels.names(openEntity);
    if (name === "history") await panels.history(bench, undo);
    if (name === "table") panels.table(send, (told) => after(told, told.spans[0]?.[0] ?? 0, w("did.table")));
    if (name === "keys") panels.keys();
  });
}

function layersShown() {
  find("#text").className = [...hidden].map((one) => `hide-${one}`).join(" ");
}

function theme(name) {
  document.documentElement.dataset.theme = name;
  localStorage.setItem("rubricator.theme", name);
}

// dragging the bar above a division moves its border to another block
let dragged = null;
find("#text").addEventListener("pointerdown", (event) => {
  if (!event.target.classList.contains("border")) return;
  dragged = event.target.parentElement.dataset.k;
  event.target.setPointerCapture(event.pointerId);
  event.preventDefault();
});
find("#text").addEventListener("pointerup", (event) => {
  if (!dragged) return;
  const key = dragged;
  dragged = null;
  const under = document.elementsFromPoint(event.clientX, event.clientY).find((one) => one.closest("#text .b[data-k]:not(.div)"));
  const block = under?.closest("#text .b[data-k]:not(.div)");
  if (block) act({ act: "border", keys: [key], start: text.startOf(block.dataset.k) });
});

start();
