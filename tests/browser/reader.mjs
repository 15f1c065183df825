// node reader.mjs FILE: a reader follows a note and returns, searches, opens an index entry, switches the reading,
// looks at the encoding, chooses colours and size, cites; prints as JSON what the page did, and its complaints.
import { withPage } from "./browser.mjs";

const seen = {};
const hash = (page) => page.evaluate(() => decodeURIComponent(location.hash.slice(1)));
const visible = (page, selector) => page.locator(selector).first().isVisible();

const complaints = await withPage(process.argv[2], { viewport: { width: 1300, height: 900 } }, async (page) => {
  const call = page.locator("main a.noteref").first();
  const callId = await call.getAttribute("id");
  await call.focus();
  await page.keyboard.press("Enter");
  const note = await hash(page);
  seen.note = await page.evaluate((id) => document.getElementById(id)?.getAttribute("role"), note);
  await page.locator(`[id="${note}"] a.return`).focus();
  await page.keyboard.press("Enter");
  seen.returned = (await hash(page)) === callId;

  await page.keyboard.press("Control+k");
  seen.focused = await page.evaluate(() => document.activeElement.id);
  const name = await page.locator("#persons .entry").first().textContent();
  await page.keyboard.type(name.slice(0, 5).toUpperCase());
  await page.keyboard.press("Enter");
  await page.waitForSelector("#results li");
  seen.counted = await page.locator("#found").textContent();
  seen.marked = (await page.locator("#results mark").first().textContent()).toLowerCase() === name.slice(0, 5).toLowerCase();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  seen.entry = (await hash(page)).startsWith("ix.");
  seen.closed = !(await visible(page, "#search"));
  await page.keyboard.press("Control+k");
  await page.fill("#sought", "zzzzzz");
  await page.keyboard.press("Enter");
  seen.nothing = await page.locator("#found").textContent();
  await page.keyboard.press("Escape");
  seen.back = await page.evaluate(() => document.activeElement.dataset.does);

  await page.locator("#persons .places a").first().click();
  const goal = await hash(page);
  seen.occurrence = await page.evaluate((id) => document.getElementById(id)?.closest("main") !== null, goal);
  seen.name = await page.locator("main a.name").first().getAttribute("href");

  const other = "main .corr + .instead";
  seen.corrected = await visible(page, "main .corr") && !(await visible(page, other));
  await page.click('[data-does="printed"]');
  seen.printed = await visible(page, other) && !(await visible(page, "main .corr"));
  seen.pressed = await page.locator('[data-does="printed"]').getAttribute("aria-pressed");
  seen.announced = (await page.locator("#announced").textContent()).length > 0;
  await page.click('[data-does="printed"]');

  if (await page.locator('[data-does="encoding"]').count()) {
    await page.click('[data-does="encoding"]');
    await page.locator("main [data-kind]").first().focus();
    seen.rule = await page.locator("#key").textContent();
    await page.click('[data-does="encoding"]');
  }

  await page.click('[data-does="display"]');
  await page.click('[data-theme="sepia"]');
  const before = await page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  await page.click('[data-size="1"]');
  seen.larger = await page.evaluate((size) => parseFloat(getComputedStyle(document.documentElement).fontSize) > size, before);
  await page.reload();
  seen.remembered = await page.evaluate(() => document.documentElement.dataset.theme);

  await page.locator(".cite").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelector("#announced").textContent);
  seen.cited = await page.locator("#announced").textContent();
  await page.locator(".contents ol a").last().click();
  await page.waitForFunction(() => document.querySelector('.contents [aria-current="location"]'));
  seen.current = await page.locator('.contents [aria-current="location"]').count();
});

await withPage(process.argv[2], { javaScriptEnabled: false }, async (page) => {
  seen.plain = !(await visible(page, ".tools")) && await visible(page, "main p") && await visible(page, ".contents ol a");
});
console.log(JSON.stringify({ ...seen, complaints }));
