// Pages in Debian's chromium, without network; complaints of a page and its policy are collected.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

export const require = createRequire(import.meta.url);

let launched;
const browser = () => {
  const { chromium } = require("playwright-core");
  return launched ??= chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
};

// `work` done with a page in a context of its own; what the page complained of
export async function withPage(file, options, work) {
  const context = await (await browser()).newContext({ offline: true, ...options });
  try {
    const page = await context.newPage();
    const complaints = [];
    page.on("console", (message) => { if (message.type() === "error") complaints.push(message.text()); });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("request", (request) => { if (/^https?:/.test(request.url())) complaints.push(`asks for ${request.url()}`); });
    await page.goto(pathToFileURL(file).href);
    await work(page);
    return complaints;
  } finally {
    await context.close();
  }
}

// a script as a whole: the browser is closed whatever happens
export async function run(script) {
  try {
    await script();
  } finally {
    await (await launched)?.close();
  }
}
