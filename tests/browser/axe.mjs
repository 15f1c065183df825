// node axe.mjs FILE…: violations of WCAG 2.2 AA at three widths in three themes, reading aids closed and open, as JSON
// lines.
import { readFileSync } from "node:fs";
import { require, withPage } from "./browser.mjs";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf-8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(page) {
  const { violations: found } = await page.evaluate((tags) => window.axe.run({ runOnly: tags }), tags);
  return found.map(({ id, nodes }) => ({ id, count: nodes.length, target: nodes[0].target.join(" "), why: nodes[0].failureSummary }));
}

async function look(file, width, theme) {
  const options = { viewport: { width, height: 900 }, colorScheme: theme === "dark" ? "dark" : "light", bypassCSP: true };
  await withPage(file, options, async (page) => {
    await page.evaluate(axe);
    if (theme === "sepia") await page.evaluate(() => document.querySelector('[data-theme="sepia"]').click());
    const found = await violations(page);
    for (const name of ["encoding", "printed", "voices"]) {
      const button = page.locator(`[data-does="${name}"]`);
      if (!(await button.count())) continue;
      await button.click();
      if (name !== "printed") found.push(...await violations(page));
      if (name === "encoding") await button.click();
    }
    await page.click('[data-does="display"]');
    await page.click('[data-does="search"]');
    await page.fill("#sought", "the");
    await page.waitForFunction(() => document.querySelector("#found").textContent);
    found.push(...await violations(page));
    const source = page.locator(".one-page .tei").first();
    if (await source.count()) {
      await page.keyboard.press("Escape");
      await source.evaluate((link) => link.click());
      found.push(...await violations(page));
    }
    for (const one of found) console.log(JSON.stringify({ file, width, theme, ...one }));
  });
}

for (const file of process.argv.slice(2)) {
  for (const width of [360, 800, 1500]) {
    for (const theme of ["light", "dark", "sepia"]) await look(file, width, theme);
  }
}
