// node book.mjs FILE.epub [FOLDER]: opens a book in foliate-js and turns its pages from the first to the last; prints
// what a reader would see, as one JSON line, and puts pictures of some pages into FOLDER.
import { readFile } from "node:fs/promises";
import { dirname, join, extname } from "node:path";
import { require } from "./browser.mjs";

const [file, folder] = process.argv.slice(2);
const engine = dirname(require.resolve("foliate-js/view.js"));
const origin = "http://book.invalid/";
const kinds = { ".js": "text/javascript", ".html": "text/html", ".epub": "application/epub+zip" };
const shell = `<!doctype html><meta charset="utf-8"><title>Reader</title>
<style>html, body, foliate-view { margin: 0; height: 100%; display: block; }</style>
<script type="module">import "./view.js"; window.ready = true;</script>`;

async function answer(route) {
  const name = new URL(route.request().url()).pathname.slice(1);
  const body = name === "" ? shell : await readFile(name === "book.epub" ? file : join(engine, name)).catch(() => null);
  if (body === null) return route.fulfill({ status: 404, body: "" });
  return route.fulfill({ body, contentType: name === "" ? "text/html" : kinds[extname(name)] ?? "text/plain" });
}

async function open(page) {
  await page.goto(origin);
  await page.waitForFunction(() => window.ready);
  return page.evaluate(async () => {
    const data = await (await fetch("book.epub")).blob();
    const view = document.createElement("foliate-view");
    document.body.append(view);
    await view.open(new File([data], "book.epub"));
    view.renderer.setAttribute("max-column-count", "1");
    view.addEventListener("load", ({ detail }) => { window.shown = detail.doc; window.chapters = (window.chapters ?? 0) + 1; });
    view.addEventListener("relocate", ({ detail }) => { window.place = detail; });
    window.view = view;
    await view.init({ showTextStart: false });
    const { book } = view;
    const cover = await book.getCover();
    const labels = (items) => (items ?? []).flatMap((item) => [item.label.trim().replace(/\s+/g, " "), ...labels(item.subitems)]);
    return {
      title: book.metadata.title, sections: book.sections.filter((section) => section.linear !== "no").length,
      contents: labels(book.toc), landmarks: (book.landmarks ?? []).flatMap(({ type }) => type),
      pages: labels(book.pageList), cover: cover ? { type: cover.type, size: cover.size } : null,
    };
  });
}

// every page, until the last one does not turn any more
async function turn(page, picture) {
  let turns = 0;
  let seen = "";
  for (; turns < 2000; turns += 1) {
    const here = await page.evaluate(() => ({ fraction: window.place?.fraction, words: window.place?.range?.toString() ?? "" }));
    seen += ` ${here.words}`;
    await picture(turns);
    const before = await page.evaluate(() => JSON.stringify([window.place.cfi, window.place.fraction]));
    await page.evaluate(() => window.view.next());
    const after = await page.evaluate(() => JSON.stringify([window.place.cfi, window.place.fraction]));
    if (after === before) break;
  }
  return { turns, words: seen.split(/\s+/).filter(Boolean) };
}

// the first call leads to its note, the note back to its call
async function follow(page) {
  return page.evaluate(async () => {
    for (const [index, section] of window.view.book.sections.entries()) {
      const doc = await section.createDocument();
      const call = doc.querySelector("[role=doc-noteref]");
      if (!call) continue;
      const resolve = (href) => window.view.book.resolveHref(section.resolveHref?.(href) ?? href);
      const goal = resolve(call.getAttribute("href"));
      const note = goal?.index === index ? goal.anchor(doc) : null;
      const back = note?.querySelector("[role=doc-backlink]");
      const home = back ? resolve(back.getAttribute("href")) : null;
      return { note: note?.getAttribute("role") ?? null, returns: home?.index === index && home.anchor(doc) === call };
    }
    return null;
  });
}

const { chromium } = require("playwright-core");
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
try {
  const page = await browser.newPage({ viewport: { width: 620, height: 880 }, deviceScaleFactor: folder ? 1.5 : 1 });
  const complaints = [];
  page.on("console", (message) => { if (message.type() === "error") complaints.push(message.text()); });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.route("**/*", (route) => (route.request().url().startsWith(origin) ? answer(route) : route.continue()));
  const book = await open(page);
  const picture = async (turns) => {
    if (folder && turns < 60) await page.screenshot({ path: join(folder, `page-${String(turns).padStart(2, "0")}.png`) });
  };
  const { turns, words } = await turn(page, picture);
  const notes = await follow(page);
  console.log(JSON.stringify({
    ...book, turns, notes, words: words.length, last: await page.evaluate(() => window.place.fraction), complaints,
  }));
} finally {
  await browser.close();
}
