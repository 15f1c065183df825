// node axe.mjs [--everywhere] FILE…: violations of WCAG 2.2 AA at three widths in two themes, as JSON lines. Sepia, and
// reading aids in use, are looked at at the greatest width only, or everywhere.
import { readFileSync } from "node:fs";
import { require, run, withPage } from "./browser.mjs";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf-8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const widths = [360, 800, 1500];
const everywhere = process.argv.includes("--everywhere");
const files = process.argv.slice(2).filter((name) => name !== "--everywhere");

// what another theme can change; the light one is held to every rule
const coloured = ["color-contrast", "link-in-text-block", "target-size"];

async function violations(page, rules) {
  const { violations: found } = await page.evaluate((rules) => window.axe.run({ runOnly: rules, resultTypes: ["violations"] }), rules);
  return found.map(({ id, nodes }) => ({ id, count: nodes.length, target: nodes[0].target.join(" "), why: nodes[0].failureSummary }));
}

const press = async (page, ...names) => {
  for (const name of names) {
    const button = page.locator(`[data-does="${name}"]`);
    if (await button.count()) await button.click();
  }
};

const states = {
  speakers: async (page) => {
    await press(page, "voices", "search");
    await page.fill("#sought", "the");
    await page.waitForFunction(() => document.querySelector("#found").textContent);
  },
  encoding: async (page) => {
    await page.keyboard.press("Escape");
    await press(page, "voices", "encoding", "printed", "display");
  },
  source: async (page) => {
    await press(page, "encoding", "display");
    const source = page.locator(".one-page .tei").first();
    if (await source.count()) await source.evaluate((link) => link.click());
  },
};

async function look(file, width, theme) {
  const options = { viewport: { width, height: 900 }, colorScheme: theme === "dark" ? "dark" : "light", bypassCSP: true };
  await withPage(file, options, async (page) => {
    const tell = async (state) => {
      for (const one of await violations(page, theme === "light" ? tags : coloured)) console.log(JSON.stringify({ file, width, theme, state, ...one }));
    };
    await page.evaluate(axe);
    await page.evaluate((theme) => {
      if (theme === "sepia") document.querySelector('[data-theme="sepia"]').click();
      // sources of passages are hidden until asked for; one is enough to look at
      for (const source of [...document.querySelectorAll(".one-page .tei-source")].slice(1)) source.remove();
    }, theme);
    await tell("plain");
    if (!everywhere && width !== widths.at(-1)) return;
    for (const [name, enter] of Object.entries(states)) {
      if (!everywhere && theme === "sepia") return;
      await enter(page);
      await tell(name);
    }
  });
}

await run(async () => {
  const looks = files.flatMap((file) => widths.flatMap((width) =>
    ["light", "dark", ...(everywhere || width === widths.at(-1) ? ["sepia"] : [])].map((theme) => () => look(file, width, theme))));
  const worker = async () => { for (let next = looks.shift(); next; next = looks.shift()) await next(); };
  await Promise.all([worker(), worker()]);
});
