// A page in Debian's chromium, without network; complaints of the page and its policy are collected.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

export const require = createRequire(import.meta.url);

export async function withPage(file, options, work) {
  const { chromium } = require("playwright-core");
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
  try {
    const context = await browser.newContext({ offline: true, ...options });
    const page = await context.newPage();
    const complaints = [];
    page.on("console", (message) => { if (message.type() === "error") complaints.push(message.text()); });
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("request", (request) => { if (/^https?:/.test(request.url())) complaints.push(`asks for ${request.url()}`); });
    await page.goto(pathToFileURL(file).href);
    await work(page);
    return complaints;
  } finally {
    await browser.close();
  }
}
