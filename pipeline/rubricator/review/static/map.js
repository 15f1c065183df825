// Places on a plain map of parallels and meridians; no tile is fetched from anywhere.

import { el } from "./dom.js";

const SPACE = "http://www.w3.org/2000/svg";

function svg(name, values, ...children) {
  const made = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(values)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const numbers = (one) => one.coordinates.split(/[\s,]+/).map(Number);

// `places` with their coordinates; `clicked` gets latitude and longitude
export function map(places, clicked, around = []) {
  const all = [...places, ...around].filter((one) => one.coordinates).map((one) => ({ ...one, at: numbers(one) }));
  const lats = all.map((one) => one.at[0]), longs = all.map((one) => one.at[1]);
  const pad = 4;
  const box = all.length
    ? { north: Math.min(90, Math.max(...lats) + pad), south: Math.max(-90, Math.min(...lats) - pad), west: Math.max(-180, Math.min(...longs) - pad * 2), east: Math.min(180, Math.max(...longs) + pad * 2) }
    : { north: 75, south: -60, west: -180, east: 180 };
  const width = 360, height = Math.max(120, Math.min(240, width * (box.north - box.south) / (box.east - box.west)));
  const x = (long) => (long - box.west) / (box.east - box.west) * width, y = (lat) => (box.north - lat) / (box.north - box.south) * height;
  const step = [1, 2, 5, 10, 20, 30].find((one) => (box.east - box.west) / one <= 9) ?? 30;
  const lines = [];
  for (let long = Math.ceil(box.west / step) * step; long <= box.east; long += step) lines.push(svg("line", { x1: x(long), x2: x(long), y1: 0, y2: height }), svg("text", { x: x(long) + 2, y: height - 3 }, `${long}°`));
  for (let lat = Math.ceil(box.south / step) * step; lat <= box.north; lat += step) lines.push(svg("line", { x1: 0, x2: width, y1: y(lat), y2: y(lat) }), svg("text", { x: 2, y: y(lat) - 2 }, `${lat}°`));
  const dots = all.map((one) => svg("g", { class: one.here ? "here" : "" }, svg("circle", { cx: x(one.at[1]), cy: y(one.at[0]), r: one.here ? 5 : 2.5 }), one.here || all.length < 14 ? svg("text", { x: x(one.at[1]) + 7, y: y(one.at[0]) + 3 }, one.label) : ""));
  const drawn = svg("svg", { viewBox: `0 0 ${width} ${height}`, class: "map", role: "img", "aria-label": places.map((one) => `${one.label} ${one.coordinates}`).join(", ") || "map" }, ...lines, ...dots);
  if (clicked) drawn.addEventListener("click", (event) => {
    const frame = drawn.getBoundingClientRect();
    const long = box.west + (event.clientX - frame.left) / frame.width * (box.east - box.west);
    const lat = box.north - (event.clientY - frame.top) / frame.height * (box.north - box.south);
    clicked(lat.toFixed(2), long.toFixed(2));
  });
  return el("div", { class: "mapped" }, drawn);
}
