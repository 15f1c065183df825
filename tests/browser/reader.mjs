// node reader.mjs FILE: a reader follows a note and returns, searches, opens an index entry, switches the reading,
// looks at the encoding, the speakers and the TEI, chooses colours and size, cites; then without script, and on a
// telephone; prints as JSON what the page did, and its complaints.
import { run, withPage } from "./browser.mjs";

const seen = {};
const hash = (page) => page.evaluate(() => decodeURIComponent(location.hash.slice(1)));
const visible = (page, selector) => page.locator(selector).first().isVisible();

await run(async () => {
  const complaints = await withPage(process.argv[2], { viewport: { width: 1300, height: 900 } }, async (page) => {
    const call = page.locator("main a.noteref").first();
    const callId = await call.getAttribute("id");
    await call.focus();
    await page.keyboard.press("Enter");
    const note = await hash(page);
    seen.level = await page.evaluate(([a, b]) => Math.abs(document.getElementById(a).getBoundingClientRect().top
      - document.getElementById(b).getBoundingClientRect().top) < 12, [callId, note]);
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

    const more = page.locator("#persons .in-context").first();
    await more.click();
    seen.contexts = await page.locator("#persons .contexts").first().locator("mark").allTextContents();
    await more.click();
    seen.folded = (await page.locator("#persons .contexts").count()) === 0;

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
    await page.waitForTimeout(1000); // what is stored reaches the disk after a while; on a busy machine a reload is faster
    await page.reload();
    seen.remembered = await page.evaluate(() => document.documentElement.dataset.theme);

    seen.stops = await page.locator("main :is(.no, .tei):not([tabindex])").count();
    await page.click('[data-does="marks"]');
    seen.marked_passages = await page.locator("main .no:not([tabindex])").count() > 0;
    await page.locator("main .no").first().focus();
    await page.locator(".cite").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector("#announced").textContent);
    seen.cited = await page.locator("#announced").textContent();
    const told = {};
    for (const format of ["bibtex", "ris", "csl"]) {
      await page.click(`[data-format="${format}"]`);
      await page.waitForFunction((start) => document.querySelector("#announced").textContent.includes(start), { bibtex: "@book", ris: "TY  - ", csl: "[" }[format]);
      told[format] = (await page.locator("#announced").textContent()).length > 60;
    }
    seen.formats = told;
    await page.click('[data-does="enough"]');
    await page.locator("main .no").first().focus();
    if (await page.locator('[data-does="voices"]').count()) {
      await page.click('[data-does="voices"]');
      const speech = page.locator("main [data-who='1']").first();
      const shown = await speech.evaluate((node) => getComputedStyle(node).backgroundColor + getComputedStyle(node).borderLeftColor);
      await page.click('[data-does="voices"]');
      const plain = await speech.evaluate((node) => getComputedStyle(node).backgroundColor + getComputedStyle(node).borderLeftColor);
      seen.voiced = shown !== plain;
      seen.key = await page.locator("#voices li").count() > 1;
    }

    await page.locator(".cite + .tei").first().focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement.matches(".tei-source"));
    seen.source = (await page.locator(".passage:target code").textContent()).startsWith("<");
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => !document.querySelector(".tei-source:has(:target)"));
    seen.home = (await hash(page)).startsWith("par.");

    await page.click('[data-does="marks"]');
    await page.locator(".contents ol a").last().click();
    await page.waitForFunction(() => document.querySelector('.contents [aria-current="location"]'));
    seen.current = await page.locator('.contents [aria-current="location"]').count();
  });

  // without the script: text, notes, indexes and sources are reached by links alone
  const bare = await withPage(process.argv[2], { javaScriptEnabled: false, viewport: { width: 1300, height: 900 } }, async (page) => {
    seen.plain = !(await visible(page, ".tools")) && await visible(page, "main p") && await visible(page, ".contents ol a");
    const { x } = await page.locator("main .note[role]").first().boundingBox();
    const { width, x: left } = await page.locator("main").boundingBox();
    seen.beside = x >= left + width;
    seen.sealed = await page.locator(".tei-source").first().isHidden();
    await page.locator(".no + .tei").first().click();
    seen.unsealed = await visible(page, ".passage:target");
    await page.locator(".passage:target a").click();
    seen.resealed = await page.locator(".tei-source").first().isHidden();
  });

  // on a telephone: each note below its paragraph
  const small = await withPage(process.argv[2], { viewport: { width: 380, height: 800 } }, async (page) => {
    const place = () => page.evaluate(() => Math.round(scrollY));
    await page.evaluate(() => scrollTo({ top: 900, behavior: "instant" }));
    const before = await place();
    await page.evaluate(() => document.querySelector('[data-does="contents"]').click()); // the page must not be moved to click
    seen.drawer = await page.evaluate(() => document.activeElement.closest("nav")?.id) === "contents" && Math.abs(await place() - before) < 3;
    await page.keyboard.press("Escape");
    seen.back_at = Math.abs(await place() - before) < 3 && await page.evaluate(() => document.activeElement.dataset.does);
    seen.bar = (await page.locator(".tools").boundingBox()).y < 5;
    const note = await page.locator("main .note[role]").first().boundingBox();
    const main = await page.locator("main").boundingBox();
    seen.inline = note.x >= main.x && note.x + note.width <= main.x + main.width;
  });
  console.log(JSON.stringify({ ...seen, complaints: [...complaints, ...bare, ...small] }));
});
