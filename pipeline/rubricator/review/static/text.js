// The part of the text that is shown: marks that are chosen, words that are selected, and their places in the source.
// Places are code points of the source; the characters of the page are those of the source.

import { all, find } from "./dom.js";

const root = () => find("#text");
let part = { start: 0, end: 0 };

export const shown = () => part;
export const holds = (place) => place >= part.start && place < part.end;

export function show(found) {
  part = found;
  // the server has escaped every character of the source; the policy of the page allows no script in it anyway
  root().innerHTML = found.html;
}

const points = (words) => { let count = 0; for (const _ of words) count += 1; return count; };

function place(node, offset) {
  const range = document.createRange();
  range.selectNodeContents(root());
  range.setEnd(node, offset);
  return part.start + points(range.toString());
}

// what is selected, as a span of the source; null where nothing is
export function selected() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!root().contains(range.startContainer) || !root().contains(range.endContainer)) return null;
  const start = place(range.startContainer, range.startOffset), end = place(range.endContainer, range.endOffset);
  return start < end ? { start, end, words: selection.toString() } : null;
}

// the first mark at a place or after it
export const near = (at) => all("[data-k]", root()).find((one) => startOf(one.dataset.k) >= at) ?? null;

const quoted = (key) => `[data-k="${CSS.escape(key)}"]`;
export const pieces = (key) => all(quoted(key), root());

export function choose(key, also = []) {
  for (const one of all(".chosen, .also", root())) one.classList.remove("chosen", "also");
  for (const other of also) for (const one of pieces(other)) one.classList.add("also");
  const here = key ? pieces(key) : [];
  for (const one of here) one.classList.add("chosen");
  return here[0] ?? null;
}

export function lookAt(element) {
  if (!element) return;
  const box = element.getBoundingClientRect(), frame = find("#text-side").getBoundingClientRect();
  if (box.top < frame.top + 60 || box.bottom > frame.bottom - 40) element.scrollIntoView({ block: box.height > frame.height - 120 ? "start" : "center" });
}

// the annotation under a click: the innermost of those that are shown, or, clicked again, the one around it
export function under(target, current, hidden) {
  const over = [];
  for (let one = target.closest?.("[data-k]"); one && root().contains(one); one = one.parentElement?.closest("[data-k]")) {
    if (!hidden.has(layerOf(one.dataset.k))) over.push(one.dataset.k);
  }
  return over[over.indexOf(current) + 1] ?? over[0] ?? null;
}

export const startOf = (key) => Number(key.split(":")[1]);
export const endOf = (key) => Number(key.split(":")[2]);
export const layerOf = (key) => key.split(":")[0];

// words by the keyboard: the selection moves or grows by a word
export function byWord(forward, extend, key) {
  const selection = getSelection();
  if (!selection.rangeCount || !root().contains(selection.anchorNode)) {
    const from = pieces(key ?? "")[0] ?? root();
    const range = document.createRange();
    range.setStart(from, 0);
    range.collapse(true);
    selection.removeAllRanges();
    selection.addRange(range);
    selection.modify("move", "forward", "word");
    selection.modify("move", "backward", "word");
    selection.modify("extend", "forward", "word");
    return;
  }
  if (extend) {
    selection.modify("extend", forward ? "forward" : "backward", "word");
    return;
  }
  if (forward) selection.collapseToEnd(); else selection.collapseToStart();
  selection.modify("move", forward ? "forward" : "backward", "word");
  if (forward) selection.modify("move", "backward", "word");
  selection.modify("extend", "forward", "word");
}
