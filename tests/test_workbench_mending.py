"""An editor at a browser mends fifty errors of all kinds; what comes out is the intended edition, byte for byte."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from bench_driver import Editor, editor, workbench
from conftest import ROOT
from test_browser import _missing

from rubricator import build
from rubricator.model import decisions, edition
from rubricator.model.decisions import Decision
from rubricator.model.document import Annotation, Document
from rubricator.review.acts import key_of, line

pytestmark = pytest.mark.skipif(bool(_missing()), reason=_missing())
EDITION = ROOT / "xml/editions/san-stefano"
UPTO = 35_000
"""The first part of the text, which the page shows when it is opened."""
SIGNED = re.compile(r' (?:ana|resp|cert)="[^"]*"')


def body(folder: Path) -> str:
    """The encoded text without the signatures: what rule or editor says so, and how surely."""
    loaded = edition.load(folder)
    tei = build.encode(loaded.read_text(folder / "source.txt"), loaded).tei
    return SIGNED.sub("", tei[tei.index("<text ") :])


class Seeds:
    """Errors put into an edition, and where they stand."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.made: list[Decision] = []
        self.errors = 0

    def seed(self, *made: Decision) -> None:
        """One error, of one or several decisions."""
        self.made += made
        self.errors += 1

    def layer(self, name: str, words: str = "", **attrs: str) -> list[Annotation]:
        """Annotations of the first part, by layer, words and values."""
        return [
            one
            for one in self.document.in_layer(name)
            if one.end < UPTO
            and (not words or self.document.slice(one) == words)
            and all(one.attrs.get(key) == value for key, value in attrs.items())
        ]

    def drop(self, one: Annotation) -> Decision:
        return line(self.document, "drop", one.layer, one.start, one.end)

    def change(self, one: Annotation, **attrs: str) -> Decision:
        return line(self.document, "change", one.layer, one.start, one.end, attrs)

    def add(self, layer: str, start: int, end: int, **attrs: str) -> Decision:
        return line(self.document, "add", layer, start, end, attrs)

    def moved(self, one: Annotation, start: int, end: int) -> list[Decision]:
        return [self.drop(one), line(self.document, "add", one.layer, start, end, one.attrs)]


def bare(seeds: Seeds, layer: str) -> Iterator[Annotation]:
    """Blocks that begin with words that nothing is said about, so that a click there means the block."""
    for one in seeds.layer(layer):
        over = seeds.document.covering(one.start, one.start + 12)
        if over[-1] == one and not seeds.document.within(
            one.start, one.start + 25, "persName", "placeName", "date", "pc"
        ):
            yield one


def plain_words(seeds: Seeds) -> Iterator[tuple[int, int]]:
    """Words inside paragraphs that nothing is said about."""
    for one in re.finditer(r"(?<= )[a-z]{7,12}(?= [a-z]+ )", seeds.document.text[:UPTO]):
        if seeds.document.text.count(one[0]) == 1 and seeds.document.covering(*one.span())[-1].layer == "p":
            yield one.span()


def test_fifty_errors_are_mended_with_150_keys_and_clicks(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(EDITION, tmp_path / "san-stefano"))
    loaded = edition.load(folder)
    wanted = body(folder)
    kept = (folder / decisions.FILE).read_text(encoding="utf-8")
    seeds = Seeds(
        build.annotate(loaded.read_text(folder / "source.txt"), loaded, decided=decisions.load(folder)).document
    )
    mend = Mending(seeds)
    steps = [*mend.plan()]
    assert seeds.errors == 50
    (folder / decisions.FILE).write_text(kept + decisions.as_lines(seeds.made), encoding="utf-8")
    assert body(folder) != wanted
    half = max(at for at, step in enumerate(steps) if at < len(steps) // 2 and step[0] == "act") + 1
    seeded = (folder / decisions.FILE).read_bytes()
    with workbench(folder) as server, editor(server.address) as at:
        at.do("select", "#filter-state", "")
        for step in steps[:half]:
            run(at, step)
        server.kill()
    with workbench(folder) as server, editor(server.address) as at:
        at.do("select", "#filter-state", "")
        for step in steps[half:]:
            run(at, step)
        mended = (folder / decisions.FILE).read_bytes()
        assert body(folder) == wanted
        at.do("reload")
        while (folder / decisions.FILE).read_bytes() != seeded:
            at.do("act", "u")
        while (folder / decisions.FILE).read_bytes() != mended:
            at.do("act", "r")
        left = at.leave()
        assert left["complaints"] == []
    assert sum(cost(step) for step in steps) <= 150


Step = Sequence[object]


def run(at: Editor, step: Step) -> None:
    """One step, with its words in the message where it fails."""
    at.do(str(step[0]), *step[1:])


def cost(step: Step) -> int:
    """Key presses and clicks of a step."""
    name, *given = step
    if name in ("press", "act"):
        return len(given)
    if name == "type":
        return len(str(given[0]))
    if name in ("select", "selectact"):
        return 2
    return 0 if name in ("wait", "chosen", "quiet") else 1


class Mending:
    """The errors, each with what an editor does about it."""

    def __init__(self, seeds: Seeds) -> None:
        self.seeds = seeds
        self.words = plain_words(seeds)
        self.blocks = bare(seeds, "p")

    def plan(self) -> Iterator[Step]:
        for part in (
            self.names_lost, self.names_of_another, self.wrong_speakers, self.names_that_are_none, self.wrong_kinds,
            self.corrections, self.borders, self.headings, self.paragraphs, self.quotation, self.verse, self.letter,
            self.division, self.block_speaker, self.note,
        ):  # fmt: skip
            yield from part()

    def names_lost(self) -> Iterator[Step]:
        """A place that is not tagged anywhere: one selection, everywhere."""
        document = self.seeds.document
        lost = [one for one in document.in_layer("placeName") if document.slice(one) == "Adrianople"]
        assert len(lost) == len(re.findall(r"\bAdrianople\b", document.text))
        for one in lost:
            self.seeds.seed(self.seeds.drop(one))
        yield "mark", lost[0].start, len("Adrianople")
        yield "click", '[data-add="placeName"]'
        yield "click", '[name="scope-add"][value="words"]'
        yield "click", "#details .picker input"
        yield from self.named("adri")
        yield "act", "Enter"

    def named(self, words: str) -> Iterator[Step]:
        """Somebody is typed and taken from the list."""
        yield "type", words
        yield "wait", '.picker [aria-selected="true"]'
        yield "press", "Enter"

    def names_of_another(self) -> Iterator[Step]:
        """One person taken for another in seven places."""
        meant = self.seeds.layer("persName", "Bismarck")
        for one in meant:
            self.seeds.seed(self.seeds.change(one, ref="p.gorchakov"))
        yield "choose", key_of(meant[0])
        yield "press", "2", "e"
        yield from self.named("bisma")
        yield "act", "Enter"

    def wrong_speakers(self) -> Iterator[Step]:
        """Five turns given to somebody else."""
        turns = self.seeds.layer("said", who="p.ignatiev")[:5]
        for one in turns:
            self.seeds.seed(self.seeds.change(one, who="p.namyk"))
        for one in turns:
            yield "choose", key_of(one)
            yield "press", "s"
        yield "press", "g"
        yield from self.named("ignat")
        yield "act", "Enter"

    def names_that_are_none(self) -> Iterator[Step]:
        """Common words tagged as persons and dates."""
        for layer in ("persName", "persName", "orgName", "date", "placeName", "measure", "foreign", "title"):
            start, end = next(self.words)
            self.seeds.seed(self.seeds.add(layer, start, end))
            yield "choose", f"{layer}:{start}:{end}"
            yield "act", "x"

    def wrong_kinds(self) -> Iterator[Step]:
        """A river taken for a body, everywhere."""
        meant = self.seeds.layer("placeName", "Danube")
        for one in meant:
            self.seeds.seed(self.seeds.drop(one), self.seeds.add("orgName", one.start, one.end))
        first = meant[0]
        yield "choose", f"orgName:{first.start}:{first.end}"
        yield "press", "2"
        yield "select", "#kind", "placeName"
        yield "click", "#change .picker input"
        yield from self.named("danub")
        yield "act", "Enter"

    def corrections(self) -> Iterator[Step]:
        """Words mended that were right, and one mended wrongly."""
        for _ in range(2):
            start, end = next(self.words)
            self.seeds.seed(self.seeds.add("sic", start, end, corr="wrong", evidence="conjecture"))
            yield "choose", f"sic:{start}:{end}"
            yield "act", "x"

    def borders(self) -> Iterator[Step]:
        """Names and dates a word too long or too short."""
        text = self.seeds.document.text
        chosen = [one for one in self.seeds.layer("placeName") if re.match(r" [a-z]+ [a-z]+ ", text[one.end :])]
        document = self.seeds.document
        free = [
            one
            for one in chosen
            if document.covering(one.start, one.end)[-2].layer == "p"
            and document.slice(one) not in ("Danube", "Adrianople")
            and len(document.within(one.start, one.end + 12, "placeName", "persName", "orgName")) == 1
        ]
        for one in free[20:24]:
            longer = one.end + len(re.match(r" [a-z]+", text[one.end :])[0])  # type: ignore[index]
            self.seeds.seed(*self.seeds.moved(one, one.start, longer))
            yield "choose", f"placeName:{one.start}:{longer}"
            yield "act", "}"
        dates = [
            one for one in self.seeds.layer("date") if re.fullmatch(r"\d+ [A-Z][a-z]+", self.seeds.document.slice(one))
        ]
        for one in dates[4:7]:
            shorter = one.start + text[one.start : one.end].index(" ")
            self.seeds.seed(*self.seeds.moved(one, one.start, shorter))
            yield "choose", f"date:{one.start}:{shorter}"
            yield "act", "]"

    def headings(self) -> Iterator[Step]:
        """A heading taken for a paragraph."""
        head = self.seeds.layer("head", "Two Men at a Table")[0]
        self.seeds.seed(self.seeds.drop(head), self.seeds.add("p", head.start, head.end))
        yield "choose", f"p:{head.start}:{head.end}"
        yield "press", "b"
        yield "act", "Enter"

    def paragraphs(self) -> Iterator[Step]:
        """One paragraph cut in two, and two that were made one."""
        text = self.seeds.document.text
        one = next(one for one in self.blocks if ". " in text[one.start + 100 : one.end - 100])
        cut = text.index(". ", one.start + 100) + 1
        self.seeds.seed(
            self.seeds.drop(one), self.seeds.add("p", one.start, cut), self.seeds.add("p", cut + 1, one.end)
        )
        yield "choose", f"p:{one.start}:{cut}"
        yield "press", "b"
        yield "clickact", '[data-act="join"]'
        pairs = zip(some := self.seeds.layer("p"), some[1:], strict=False)
        first, second = next((a, b) for a, b in pairs if a.start > one.end and b.start - a.end == 2)
        self.seeds.seed(self.seeds.drop(first), self.seeds.drop(second), self.seeds.add("p", first.start, second.end))
        yield "mark", second.start, 5
        yield "press", "b"
        yield "clickact", '[data-act="split"]'

    def quotation(self) -> Iterator[Step]:
        """A block quotation that was overlooked."""
        block = self.seeds.layer("quoteBlock")[0]
        self.seeds.seed(self.seeds.drop(block))
        yield "choose", f"p:{block.start}:{block.end}"
        yield "press", "b"
        yield "clickact", '[data-act="quotation"]'

    def verse(self) -> Iterator[Step]:
        """A paragraph taken for verse."""
        one = next(one for one in self.blocks if one.start > 20_000)
        self.seeds.seed(
            self.seeds.drop(one),
            self.seeds.add("lg", one.start, one.end, type="stanza"),
            self.seeds.add("l", one.start, one.end),
        )
        yield "choose", f"l:{one.start}:{one.end}"
        yield "press", "b"
        yield "clickact", '[data-act="plain"]'

    def letter(self) -> Iterator[Step]:
        """A paragraph taken for a letter."""
        one = next(one for one in self.blocks if one.start > 22_000)
        self.seeds.seed(self.seeds.add("floatingText", one.start, one.end, type="letter"))
        yield "choose", key_of(one)
        yield "press", "o"
        yield "chosen", f"floatingText:{one.start}:{one.end}"
        yield "act", "x"

    def division(self) -> Iterator[Step]:
        """A division that begins a paragraph too late: its border is dragged back to the heading."""
        head = self.seeds.layer("head", "The Honest Broker")[0]
        second = next(one for one in self.seeds.document.in_layer("div") if one.start == head.start)
        first = [one for one in self.seeds.document.in_layer("div") if one.end <= head.start][-1]
        after = next(one for one in self.seeds.layer("p") if one.start > head.end)
        self.seeds.seed(
            *self.seeds.moved(first, first.start, head.end), *self.seeds.moved(second, after.start, second.end)
        )
        yield "drag", f"div:{after.start}:{second.end}", key_of(head)

    def block_speaker(self) -> Iterator[Step]:
        """A speech in a paragraph of its own given to the wrong one."""
        block = self.seeds.layer("saidBlock", who="p.gorchakov")[0]
        self.seeds.seed(self.seeds.change(block, who="p.bismarck"))
        place = next(one for one in self.seeds.layer("placeName") if one.start == block.start)
        yield "choose", key_of(place)
        yield "press", "o"
        yield "chosen", f"p:{block.start}:{block.end}"
        yield "press", "o"
        yield "chosen", key_of(block)
        yield "press", "e", "Backspace"
        yield from self.named("gorch")
        yield "act", "Enter"

    def note(self) -> Iterator[Step]:
        """A call and its note that lost each other."""
        call = self.seeds.layer("noteref", "[5]")[0]
        note = next(one for one in self.seeds.document.in_layer("note") if one.attrs["id"] == call.attrs["target"])
        self.seeds.seed(
            self.seeds.change(call, target=""),
            line(self.seeds.document, "change", "note", note.start, note.end, {"target": ""}),
        )
        yield "choose", key_of(call)
        yield "press", "m", "n"
        yield "choose", key_of(note)
        yield "act", "m"
