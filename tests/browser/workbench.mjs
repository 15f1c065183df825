// node workbench.mjs ADDRESS [SHOTS]: an editor on the workbench. Each line of standard input is a step, an array: the
// name of a step and what it takes; what a step finds out is printed as a line of JSON. The last line counts the key
// presses and clicks, and repeats what the page complained of.
import { createInterface } from "node:readline";
import { require } from "./browser.mjs";

const { chromium } = require("playwright-core");
const [, , address, size = "1300x900"] = process.argv;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const [width, height] = size.split("x").map(Number);
const context = await browser.newContext({ viewport: { width, height }, locale: "en" });
const complaints = [];
let acts = 0;

async function opened() {
  const page = await context.newPage();
  page.setDefaultTimeout(60000);
  page.on("console", (message) => { if (message.type() === "error" && !/422/.test(message.text())) complaints.push(message.text()); });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => { if (!request.url().startsWith(new URL(address).origin)) complaints.push(`asks for ${request.url()}`); });
  return page;
}

let page = await opened();
const pages = [page];
const ready = () => page.waitForSelector("body[data-ready]");
const quiet = () => page.waitForFunction(() => !document.body.dataset.busy);
const number = () => page.evaluate(() => Number(document.body.dataset.number));
const piece = (key) => page.locator(`#text [data-k="${key}"]`).first();

// a click on the first letters of what may run over several lines, once the page has come to rest
async function clicked(element) {
  await element.waitFor({ state: "attached" });
  await element.evaluate((one) => one.scrollIntoView({ block: "center" }));
  let at = null;
  for (let last = ""; JSON.stringify(at) !== last || !at; await page.waitForTimeout(40)) {
    last = JSON.stringify(at);
    at = await element.evaluate((one) => { const box = one.getClientRects()[0]; return box && { x: box.left + 3, y: box.top + Math.min(box.height / 2, 8) }; }).catch(() => null);
  }
  await page.mouse.click(at.x, at.y);
}

// something is done that makes a new state: wait until the page shows it
async function acting(work) {
  const before = await number();
  await work();
  await page.waitForFunction((old) => Number(document.body.dataset.number) > old && !document.body.dataset.busy, before);
}

const steps = {
  open: async () => { await page.goto(address); await ready(); return page.title(); },
  reload: async () => { await page.reload(); await ready(); return null; },
  window: async () => { page = await opened(); pages.push(page); await page.goto(address); await ready(); return null; },
  turn: async (at) => { page = pages[at]; return null; },
  click: async (selector) => { acts += 1; await page.locator(selector).first().click(); return null; },
  choose: async (key) => { acts += 1; await clicked(piece(key)); await page.waitForSelector(`#card[data-key="${key}"]`); return null; },
  chosen: async (key) => { await page.waitForSelector(`#card[data-key="${key}"]`); return null; },
  press: async (...keys) => { for (const key of keys) { acts += 1; await page.keyboard.press(key); } return null; },
  act: async (...keys) => { await acting(async () => { for (const key of keys) { acts += 1; await page.keyboard.press(key); } }); return number(); },
  clickact: async (selector) => { acts += 1; await acting(() => page.locator(selector).first().click()); return number(); },
  type: async (words) => { acts += words.length; await page.keyboard.type(words); return null; },
  fill: async (selector, words) => { acts += words.length; await page.fill(selector, words); return null; },
  select: async (selector, value) => { acts += 2; await page.selectOption(selector, value); return null; },
  selectact: async (selector, value) => { acts += 2; await acting(() => page.selectOption(selector, value)); return number(); },
  text: async (selector) => (await page.locator(selector).first().textContent())?.trim(),
  texts: async (selector) => (await page.locator(selector).allTextContents()).map((one) => one.trim()),
  count: async (selector) => page.locator(selector).count(),
  wait: async (selector) => { await page.waitForSelector(selector); return null; },
  until: async (words) => { await page.waitForFunction((wanted) => document.body.innerText.includes(wanted), words); return null; },
  quiet: async () => { await quiet(); return null; },
  // words of the source are selected as a mouse would: `at` is a place in the source
  mark: async (at, length) => { acts += 1; return page.evaluate(async ([start, size]) => {
    const text = await import("/static/text.js"), root = document.querySelector("#text");
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), range = document.createRange();
    let place = text.shown().start, begun = false;
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const size_ = [...node.data].length;
      if (!begun && start < place + size_) { range.setStart(node, start - place); begun = true; }
      if (begun && start + size <= place + size_) { range.setEnd(node, start + size - place); break; }
      place += size_;
    }
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    root.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
    await new Promise((done) => setTimeout(done, 30));
    return text.selected();
  }, [at, length]); },
  drag: async (from, to) => {
    acts += 1;
    await piece(from).locator("> .border").scrollIntoViewIfNeeded();
    const start = await piece(from).locator("> .border").boundingBox(), end = await piece(to).boundingBox();
    await page.mouse.move(start.x + 20, start.y + 3);
    await page.mouse.down();
    await page.mouse.move(end.x + 20, end.y + 8, { steps: 4 });
    await acting(() => page.mouse.up());
    return number();
  },
  axe: async () => {
    await page.evaluate(require("node:fs").readFileSync(require.resolve("axe-core"), "utf8"));
    const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
    return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html.slice(0, 120)).slice(0, 3).join(" | ")}`);
  },
  overflow: async () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
  size: async (w, h) => { await page.setViewportSize({ width: w, height: h }); return null; },
  shot: async (path) => { await page.waitForTimeout(250); await page.screenshot({ path }); return null; },
  dark: async (on) => { await page.emulateMedia({ colorScheme: on ? "dark" : "light" }); return null; },
  timed: async (...keys) => { const begun = Date.now(); await acting(async () => { for (const key of keys) await page.keyboard.press(key); }); return Date.now() - begun; },
};

try {
  for await (const line of createInterface({ input: process.stdin })) {
    const [name, ...given] = JSON.parse(line);
    try {
      console.log(JSON.stringify((await steps[name](...given)) ?? null));
    } catch (error) {
      const said = await page.locator("#trouble").textContent().catch(() => "");
      const seen = await page.evaluate(() => `${document.querySelector("#card")?.dataset.key} ${document.activeElement?.id} ${document.querySelector("#where")?.textContent}`).catch(() => "");
      console.log(JSON.stringify({ failed: `${line}: ${error.message.split("\n")[0]} ${said} ${seen} ${complaints}` }));
    }
  }
  console.log(JSON.stringify({ acts, complaints }));
} finally {
  await browser.close();
}
