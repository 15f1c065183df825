// node widths.mjs FILE…: what stands over the edge of a page at the widths of telephones, tablets and desks, with and
// without script, as JSON lines.
import { run, withPage } from "./browser.mjs";

const widths = [320, 390, 768, 1440];

// the page as a whole, and the words that no scrolling brings back
function beyond() {
  const edge = document.documentElement.clientWidth;
  const wide = document.scrollingElement.scrollWidth;
  const scrolls = (element) => element && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walk.nextNode(); node && found.length < 3; node = walk.nextNode()) {
    if (!node.data.trim() || scrolls(node.parentElement) || node.parentElement.closest(".skip, .said-aloud, svg, .tei, .no")) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const out = [...range.getClientRects()].find((box) => box.width > 1 && (box.right > edge + 1 || box.left < -1));
    if (out) found.push(node.data.trim().slice(0, 40));
  }
  return wide > edge + 1 || found.length ? { wide, found } : null;
}

await run(async () => {
  for (const file of process.argv.slice(2)) {
    for (const width of widths) {
      for (const javaScriptEnabled of [true, false]) {
        await withPage(file, { viewport: { width, height: 900 }, bypassCSP: true, javaScriptEnabled }, async (page) => {
          const over = await page.evaluate(beyond);
          if (over) console.log(JSON.stringify({ file, width, script: javaScriptEnabled, ...over }));
        });
      }
    }
  }
});
