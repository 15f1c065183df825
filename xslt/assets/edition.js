/* Reading aids of the HTML edition: search, the other reading, the encoding, colours and size, citing, the current
   place in the contents. The page is whole without them. Every word they show stands in the page already. */
(() => {
  "use strict";
  const root = document.documentElement;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const tools = one(".tools");
  if (!tools) return;

  // ~~~ what the reader chose last time; a browser may forbid to remember

  const remember = (name, value) => {
    try { localStorage.setItem(`rubricator.${name}`, value); } catch { /* not allowed: the choice lasts for this page */ }
  };
  const recall = (name) => {
    try { return localStorage.getItem(`rubricator.${name}`); } catch { return null; }
  };

  const announced = one("#announced");
  const announce = (words) => { announced.textContent = words; };
  const button = (name) => one(`[data-does="${name}"]`, tools);

  // ~~~ panels: one open at a time, Escape closes and gives the focus back

  const show = (name, open) => {
    for (const panel of all(".panel", tools)) {
      const now = open && panel.id === name;
      panel.hidden = !now;
      button(panel.id)?.setAttribute("aria-expanded", String(now));
    }
    if (open && name === "search") one("#sought").focus();
  };
  const isOpen = (name) => button(name).getAttribute("aria-expanded") === "true";
  for (const name of ["search", "display"]) {
    button(name).addEventListener("click", () => show(name, !isOpen(name)));
  }
  // the contents as a drawer over the page, which stays where it is: at hand on every screen that has no room beside the text
  const contents = one("#contents");
  const room = document.createElement("div");
  const drawer = (open) => {
    const top = scrollY;
    if (open) {
      const { marginTop, marginBottom } = getComputedStyle(contents);
      room.style.height = `${contents.offsetHeight + Number.parseFloat(marginTop) + Number.parseFloat(marginBottom)}px`;
      contents.after(room);
    } else room.remove();
    root.classList.toggle("drawer", open);
    button("contents").setAttribute("aria-expanded", String(open));
    scrollTo({ top, behavior: "instant" });
    if (!open) return;
    show("", false);
    const here = one("[aria-current]", contents) ?? one(":is(ol, ul) a", contents);
    here?.focus({ preventScroll: true });
    if (here) contents.scrollTop = here.offsetTop - contents.clientHeight / 2;
  };
  const drawn = () => root.classList.contains("drawer");
  button("contents").addEventListener("click", () => drawer(!drawn()));
  contents.addEventListener("click", (event) => { if (event.target.closest("a")) drawer(false); });
  document.addEventListener("click", (event) => {
    if (drawn() && !event.target.closest("#contents, [data-does='contents']")) drawer(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawn()) return;
    drawer(false);
    button("contents").focus({ preventScroll: true });
  });

  tools.addEventListener("keydown", (event) => {
    const open = ["search", "display"].find(isOpen);
    if (event.key !== "Escape" || !open) return;
    show(open, false);
    button(open).focus();
  });
  button("close").addEventListener("click", () => { show("search", false); button("search").focus(); });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    show("search", true);
  });

  // ~~~ switches

  const press = (target, on) => target.setAttribute("aria-pressed", String(on));
  const pressed = (target) => target.getAttribute("aria-pressed") === "true";

  const printed = button("printed");
  const choose = (on) => {
    press(printed, on);
    root.classList.toggle("printed", on);
    for (const other of all("main .instead")) other.hidden = !on;
    for (const shown of all("main :is(.corr, .sic, .supplied)")) shown.hidden = on;
    texts = null;
  };
  let texts = null;
  printed?.addEventListener("click", () => {
    choose(!pressed(printed));
    remember("printed", pressed(printed) ? "yes" : "");
    announce(pressed(printed) ? printed.dataset.on : printed.dataset.off);
  });
  if (printed && recall("printed")) choose(true);

  const key = one("#key");
  const coloured = () => all("main [data-kind]");
  const describe = (element) => {
    const { kind, rule, cert } = element.dataset;
    const parts = [key.dataset[kind], `${key.dataset.rule} ${rule}`];
    if (cert) parts.push(`${key.dataset.cert} ${cert}`);
    return parts.join(" · ");
  };
  const encoding = button("encoding");
  encoding?.addEventListener("click", () => {
    const on = !pressed(encoding);
    press(encoding, on);
    root.classList.toggle("encoding", on);
    key.hidden = !on;
    one("#legend").hidden = !on;
    key.textContent = key.dataset.hint;
    for (const element of coloured()) {
      if (element.matches("a")) continue;
      if (on) element.tabIndex = 0; else element.removeAttribute("tabindex");
    }
  });
  const tell = (event) => {
    const element = event.target.closest?.("main [data-kind]");
    if (element && encoding && pressed(encoding)) key.textContent = describe(element);
  };
  document.addEventListener("pointerover", tell);
  document.addEventListener("focusin", tell);

  const voices = button("voices");
  const colour = (on) => {
    press(voices, on);
    root.classList.toggle("voices", on);
    one("#voices").hidden = !on;
  };
  voices?.addEventListener("click", () => {
    colour(!pressed(voices));
    remember("voices", pressed(voices) ? "yes" : "");
  });
  if (voices && recall("voices")) colour(true);

  // ~~~ colours and size

  const themes = all("[data-theme]", tools);
  const paint = (theme) => {
    if (theme) root.dataset.theme = theme; else delete root.dataset.theme;
    for (const choice of themes) press(choice, choice.dataset.theme === theme);
  };
  for (const choice of themes) {
    choice.addEventListener("click", () => {
      const theme = pressed(choice) ? "" : choice.dataset.theme;
      paint(theme);
      remember("theme", theme);
    });
  }
  paint(recall("theme") || "");

  const sizes = [87.5, 100, 112.5, 125, 150, 175, 200];
  let size = 2;
  const measure = (step) => {
    size = Math.min(sizes.length - 1, Math.max(0, step));
    root.style.fontSize = size === 2 ? "" : `${sizes[size]}%`;
    remember("size", String(size));
  };
  for (const step of all("[data-size]", tools)) {
    step.addEventListener("click", () => measure(size + Number(step.dataset.size)));
  }
  const kept = Number.parseInt(recall("size") ?? "", 10);
  if (kept >= 0) measure(kept);

  // ~~~ search: case and accents do not count

  const fold = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’‘]/g, "'");
  const unread = ".no, .ln, .tei, .noteref, .return, .cite, .notes, [hidden]";
  const textOf = (element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
      node.nodeType === Node.ELEMENT_NODE && node.matches(unread) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    let words = "";
    while (walker.nextNode()) {
      const node = walker.currentNode;
      words += node.nodeType === Node.TEXT_NODE ? node.data : node.matches("p, li, td, blockquote") ? " " : "";
    }
    return words.replace(/\s+/g, " ").trim();
  };
  const entry = (element, label, name, chapter) => {
    const words = textOf(element);
    return { href: `#${element.id}`, label, name, chapter, words, folded: fold(words) };
  };
  const titles = new Map();
  const chapterOf = (element) => {
    const unit = element.closest(".unit");
    if (unit && !titles.has(unit)) titles.set(unit, textOf(one("h2, h3, h4", unit) ?? document.createElement("i")));
    return titles.get(unit) ?? "";
  };
  // names first, then what stands in the book, in its order
  const found = (element) => {
    if (element.matches(".no")) return entry(element.parentElement, element.textContent, false, chapterOf(element));
    if (element.matches(".note")) return entry(element, one(".return", element)?.textContent ?? "", false, chapterOf(element));
    return entry(element, "", false, chapterOf(element));
  };
  const gather = () => [
    ...all(".back-matter section:not(.speakers) .index > li")
      .map((item) => ({ ...entry(one(".entry", item), "", true, textOf(one("h2", item.closest("section")))), href: `#${item.id}` })),
    ...all("main :is(.no, .note[id], h2[id], h3[id], h4[id])").map(found),
  ];

  // a site brings the texts of all its pages in a script of its own
  const given = () => new Promise((resolve) => {
    const source = root.dataset.search;
    if (!source) { resolve(null); return; }
    const ready = () => resolve(window.rubricatorTexts?.map((text) => ({ ...text, folded: fold(text.words) })) ?? null);
    document.head.append(Object.assign(document.createElement("script"), { src: source, onload: ready, onerror: ready }));
  });

  // the place of a folded character in the words as written
  const unfolded = (words, place) => {
    let length = 0;
    let index = 0;
    for (const character of words) {
      if (length >= place) break;
      length += fold(character).length;
      index += character.length;
    }
    return index;
  };
  const around = (words, start, end) => {
    const before = words.slice(Math.max(0, start - 50), start).replace(start > 50 ? /^\S*\s/ : /^/, start > 50 ? "… " : "");
    const after = words.slice(end, end + 70).replace(end + 70 < words.length ? /\s\S*$/ : /$/, end + 70 < words.length ? " …" : "");
    const mark = document.createElement("mark");
    mark.textContent = words.slice(start, end);
    return [before, mark, after];
  };
  const result = (found, sought) => {
    const at = found.folded.indexOf(sought);
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = found.href;
    if (found.label) link.append(Object.assign(document.createElement("b"), { textContent: found.label }), " ");
    link.append(...around(found.words, unfolded(found.words, at), unfolded(found.words, at + sought.length)));
    if (found.name) link.className = "of-name";
    item.append(link);
    return item;
  };

  const MOST = 200;
  const input = one("#sought");
  const results = one("#results");
  const status = one("#found");
  const asked = () => fold(input.value.replace(/\s+/g, " ").trim());
  const seek = async () => {
    const sought = asked();
    results.replaceChildren();
    status.textContent = "";
    if (sought.length < 2) return;
    texts ??= await given() ?? gather();
    if (sought !== asked()) return;
    const hits = texts.filter((text) => text.folded.includes(sought));
    status.textContent = hits.length
      ? `${hits.length} ${hits.length === 1 ? status.dataset.one : status.dataset.many}` : status.dataset.none;
    let chapter = "";
    for (const hit of hits.slice(0, MOST)) {
      if (hit.chapter && hit.chapter !== chapter) {
        results.append(Object.assign(document.createElement("li"), { className: "chapter", textContent: hit.chapter }));
      }
      chapter = hit.chapter;
      results.append(result(hit, sought));
    }
  };
  let waiting = 0;
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(seek, 120); });
  one("#search").addEventListener("keydown", (event) => {
    const links = all("a", results);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" && event.target === input) { clearTimeout(waiting); seek(); }
    if (!step || !links.length) return;
    event.preventDefault();
    const next = links.indexOf(document.activeElement) + step;
    (links[next] ?? (next < 0 ? input : links.at(-1))).focus();
  });

  // a result closes the list, shows its place and puts the keyboard there
  results.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const goal = link?.hash && link.pathname === location.pathname && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!goal) return;
    show("search", false);
    if (!goal.hasAttribute("tabindex")) goal.tabIndex = -1;
    goal.focus({ preventScroll: true });
  });

  // ~~~ an entry of an index shows its places in context: from the page itself, on a site from the texts of the search

  const fromPage = (goal) => {
    const block = goal.closest(".note[id], :has(> .no)");
    if (!block) return null;
    const words = textOf(block);
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEndBefore(goal);
    const own = goal === block ? "" : textOf(goal);
    const start = own && Math.max(0, words.indexOf(own, Math.max(0, textOf(range.cloneContents()).length - 1)));
    return around(words, start || 0, (start || 0) + own.length);
  };
  const fromTexts = (link, named) => {
    const note = Boolean(one(".in-note", link));
    const file = link.pathname.split("/").at(-1);
    const number = link.dataset.number ?? (note ? link.textContent.replace(/^.*\D/, "") : link.textContent);
    const found = texts?.find((text) => !text.name && text.note === note && text.label === number && text.href.startsWith(`${file}#`));
    if (!found) return null;
    const word = named.find((part) => found.folded.includes(part)) ?? "";
    const at = Math.max(0, found.folded.indexOf(word));
    return around(found.words, unfolded(found.words, at), unfolded(found.words, at + word.length));
  };
  const context = (link, named) => {
    const goal = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const words = goal ? fromPage(goal) : fromTexts(link, named);
    if (!words) return null;
    const item = document.createElement("li");
    item.append(Object.assign(link.cloneNode(true), { className: "" }), " ", ...words);
    return item;
  };
  // a run of paragraphs as single links
  const single = (link) => (link.dataset.run?.split(" ") ?? [null]).map((number, at) => {
    if (number === null) return link;
    const one = link.cloneNode(true);
    Object.assign(one, { textContent: number });
    one.dataset.number = number;
    const home = at && [...document.querySelectorAll("main .no")].find((no) => no.textContent === number);
    if (home) one.href = `#${home.parentElement.id}`;
    return one;
  });
  const contexts = (entry) => {
    const named = fold(one(".entry", entry).textContent).split(/[^\p{L}\p{N}]+/u).filter((part) => part.length > 2);
    const list = Object.assign(document.createElement("ol"), { className: "contexts" });
    list.append(...all(".places a", entry).flatMap(single).map((link) => context(link, named)).filter(Boolean));
    return list;
  };
  for (const item of all(".index > li")) {
    const more = Object.assign(document.createElement("button"), { type: "button", className: "in-context", textContent: "≡" });
    more.title = announced.dataset.context;
    more.setAttribute("aria-label", `${announced.dataset.context}: ${one(".entry", item).textContent}`);
    more.setAttribute("aria-expanded", "false");
    more.addEventListener("click", async () => {
      const open = more.getAttribute("aria-expanded") === "true";
      more.setAttribute("aria-expanded", String(!open));
      if (open) { one(".contexts", item)?.remove(); return; }
      if (root.dataset.search) texts ??= await given();
      item.append(contexts(item));
    });
    one(".places", item).before(more, " ");
  }

  // ~~~ citing

  const copy = async (words) => {
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      const field = Object.assign(document.createElement("textarea"), { value: words, className: "said-aloud" });
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
  };
  const addressOf = (block) => `${location.href.split("#")[0]}#${block.id}`;
  const stated = JSON.parse(one('script[type="application/ld+json"]')?.textContent ?? "{}");
  const metas = (name) => all(`meta[name="${name}"]`).map((meta) => meta.content);
  const year = String(stated.datePublished ?? "").slice(0, 4);
  const filed = (name) => {
    const [family, ...given] = name.split(", ");
    return given.length ? { family, given: given.join(", ") } : { literal: name };
  };
  const present = (fields) => fields.filter(([, value]) => value);
  const formats = {
    text: (block, number) =>
      `${document.body.dataset.citation}, § ${number}: “${textOf(block).split(" ").slice(0, 8).join(" ")} …”. ${addressOf(block)}`,
    bibtex: (block, number) => {
      const fields = present([["author", metas("citation_author").join(" and ")], ["title", stated.name], ["editor", metas("citation_editor").join(" and ")],
        ["publisher", stated.publisher?.name], ["address", stated.locationCreated?.name], ["year", year], ["isbn", stated.isbn],
        ["doi", metas("citation_doi")[0]], ["series", stated.isPartOf?.name], ["note", `§ ${number}`], ["url", addressOf(block)]]);
      const key = `${(metas("citation_author")[0] ?? stated.name).split(/[^\p{L}]/u)[0].toLowerCase()}${year}`;
      return `@book{${key},\n${fields.map(([name, value]) => `  ${name} = {${String(value).replace(/[{}\\]/g, "")}}`).join(",\n")}\n}`;
    },
    ris: (block, number) => [["TY", "BOOK"], ...present([...metas("citation_author").map((name) => ["AU", name]), ...metas("citation_editor").map((name) => ["ED", name]),
      ["TI", stated.name], ["PB", stated.publisher?.name], ["CY", stated.locationCreated?.name], ["PY", year], ["SN", stated.isbn],
      ["DO", metas("citation_doi")[0]], ["T2", stated.isPartOf?.name], ["SE", `§ ${number}`], ["UR", addressOf(block)]]), ["ER", ""]]
      .map(([name, value]) => `${name}\u0020\u0020- ${value}`).join("\n"),
    csl: (block, number) => JSON.stringify([Object.fromEntries(present([["id", block.id], ["type", "book"], ["title", stated.name],
      ["author", metas("citation_author").map(filed)], ["publisher", stated.publisher?.name], ["publisher-place", stated.locationCreated?.name],
      ["issued", year && { "date-parts": [[Number(year)]] }], ["ISBN", stated.isbn], ["DOI", metas("citation_doi")[0]],
      ["section", number], ["language", stated.inLanguage], ["URL", addressOf(block)]]))], null, 1),
  };

  // One pair of buttons serves the passage at which the reader is: a page has no stop for each of thousands
  const cite = Object.assign(document.createElement("button"), { type: "button", className: "cite", textContent: "¶" });
  const acts = Object.assign(document.createElement("span"), { className: "acts" });
  let passage = null;
  const numberOf = (block) => one(":scope > .no", block).textContent;
  const host = (block) => (block.matches("p, li, pre") ? one(":scope > .words", block) ?? block : all("p", block).filter((p) => !p.closest(".notes")).at(-1));
  const attend = (block) => {
    if (block === passage || !block) return;
    passage = block;
    cite.setAttribute("aria-label", `${announced.dataset.cite}: ${announced.dataset.paragraph} ${numberOf(block)}`);
    const source = one(":scope > .tei", block)?.cloneNode(true);
    source?.removeAttribute("tabindex");
    acts.replaceChildren(...[cite, source].filter(Boolean));
    const end = host(block);
    end?.insertBefore(acts, one(":scope > .notes", end));
  };
  const citeAs = async (format) => {
    const words = formats[format](passage, numberOf(passage));
    await copy(words);
    announce(`${announced.dataset.cited}: ${words}`);
    cite.classList.add("done");
    setTimeout(() => cite.classList.remove("done"), 1500);
  };
  cite.addEventListener("click", () => { citeAs("text"); show("citing", true); });
  for (const choice of all("[data-format]", tools)) choice.addEventListener("click", () => citeAs(choice.dataset.format));
  button("enough").addEventListener("click", () => { show("citing", false); cite.focus(); });
  const passageOf = (event) => event.target.closest?.("main :has(> .no)");
  document.addEventListener("pointerover", (event) => attend(passageOf(event)));
  document.addEventListener("focusin", (event) => attend(passageOf(event)));

  // numbers and sources of all passages, for who works with them: then they are stops of the keyboard, too
  const marks = button("marks");
  marks.addEventListener("click", () => {
    const on = !pressed(marks);
    press(marks, on);
    root.classList.toggle("marks", on);
    for (const link of all("main :is(.no, .tei):not(.acts *)")) {
      if (on) link.removeAttribute("tabindex"); else link.tabIndex = -1;
    }
  });

  // ~~~ the source of a passage: Escape closes it, and the keyboard returns to the passage

  const sheet = () => one(".one-page .tei-source:is(:target, :has(:target))");
  const opened = () => {
    const source = sheet();
    if (!source) return;
    source.tabIndex = -1;
    source.focus({ preventScroll: true });
  };
  addEventListener("hashchange", opened);
  document.addEventListener("keydown", (event) => {
    const source = event.key === "Escape" && sheet();
    if (source) location.hash = (one(".passage:target a", source) ?? one(".passage a", source)).hash;
  });

  // ~~~ notes in the margin, each level with its call but below the note before it

  const wide = matchMedia("(min-width: 62rem)");
  const text = one("main");
  const called = all(".note[role]", text).map((note) => ({ note, call: document.getElementById(one(".return", note)?.hash.slice(1)) }))
    .filter(({ call }) => call);
  const level = () => {
    root.classList.toggle("level", wide.matches && called.length > 0);
    if (!wide.matches) return;
    const { top } = text.getBoundingClientRect();
    const places = called.map(({ note, call }) => ({ note, at: call.getBoundingClientRect().top - top, height: note.offsetHeight }));
    let free = 0;
    for (const { note, at, height } of places) {
      const start = Math.max(at, free);
      note.style.top = `${start}px`;
      free = start + height + 12;
    }
  };
  new ResizeObserver(level).observe(text);

  // ~~~ where the reader is, in the contents

  const entries = new Map(all(".contents ol a").map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  const goals = [...entries.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  const own = [...entries].find(([, link]) => link.pathname === location.pathname)?.[0];
  const follow = () => {
    const passed = goals.filter((goal) => goal.getBoundingClientRect().top < innerHeight / 3).at(-1)
      ?? (root.dataset.search && own && document.getElementById(own));
    for (const [id, link] of entries) {
      if (passed?.id === id) link.setAttribute("aria-current", "location"); else link.removeAttribute("aria-current");
    }
  };
  let frame = 0;
  addEventListener("scroll", () => { cancelAnimationFrame(frame); frame = requestAnimationFrame(follow); }, { passive: true });

  root.classList.add("scripted");
  tools.hidden = false;
  level();
  follow();
})();
