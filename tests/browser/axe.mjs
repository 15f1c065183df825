// node axe.mjs FILE: violations of WCAG 2.2 AA at three widths in two themes, reading aids open and closed, as JSON lines.
import { readFileSync } from "node:fs";
import { require, withPage } from "./browser.mjs";

const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf-8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function violations(page) {
  const { violations: found } = await page.evaluate((tags) => window.axe.run({ runOnly: tags }), tags);
  return found.map(({ id, nodes }) => ({ id, count: nodes.length, target: nodes[0].target.join(" "), why: nodes[0].failureSummary }));
}

for (const width of [360, 800, 1500]) {
  for (const colorScheme of ["light", "dark"]) {
    const options = { viewport: { width, height: 900 }, colorScheme, bypassCSP: true };
    await withPage(process.argv[2], options, async (page) => {
      await page.evaluate(axe);
      const found = await violations(page);
      if (await page.locator('[data-does="encoding"]').count()) await page.click('[data-does="encoding"]');
      if (await page.locator('[data-does="printed"]').count()) await page.click('[data-does="printed"]');
      await page.click('[data-does="display"]');
      found.push(...await violations(page));
      await page.click('[data-does="search"]');
      await page.fill("#sought", "the");
      await page.waitForSelector("#results li");
      found.push(...await violations(page));
      for (const one of found) console.log(JSON.stringify({ width, colorScheme, ...one }));
    });
  }
}
