"""Each citation gets its id, its work and, where it repeats one, its target (3.12.3 [COBIXR])."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rubricator.annotate.citations.finder import Citation
from rubricator.annotate.citations.tail import Part
from rubricator.annotate.citations.works import Cited, Works, surname_key
from rubricator.model.document import Annotation, Cert
from rubricator.reading.corrected import Reading


class Past(NamedTuple):
    """A citation gone by: its id, the id of its work, the surnames of its authors; `whole` unless it repeats."""

    id: str
    work: str
    surnames: frozenset[str]
    whole: bool


@dataclass
class Catalogue:
    """Gives each citation its id, its work and, where it repeats one, its target."""

    reading: Reading
    works: Works
    past: list[Past] = field(default_factory=list)
    by_author: dict[str, list[Past]] = field(default_factory=dict)

    def run(self, found: Sequence[Citation]) -> Iterator[Annotation]:
        """The annotations of all citations."""
        for number, one in enumerate(found, 1):
            repeated = self._repeats(one)
            work = repeated.work if repeated else self._work(one)
            names = self._surnames(one) or (self.works.authors(work) if work else frozenset())
            doubtful = one.rule == "opcit" and self._several(names)
            yield from self._annotations(one, f"cit.{number}", work, repeated.id if repeated else "", doubtful)
            self._remember(Past(f"cit.{number}", work, names, one.rule not in ("ibid", "opcit")))

    def _remember(self, past: Past) -> None:
        self.past.append(past)
        for name in past.surnames:
            self.by_author.setdefault(name, []).append(past)

    def _text(self, part: Part) -> str:
        return " ".join(self.reading.text[part.start : part.end].split())

    def _surnames(self, one: Citation) -> frozenset[str]:
        people = one.of("author") or one.of("editor")
        return frozenset(surname_key(self._text(part)) for part in people)

    def _work(self, one: Citation) -> str:
        if one.rule in ("ibid", "opcit"):
            return ""
        titles = [part for part in one.of("title") if part.attrs.get("level") != "j"] or one.of("title")
        if not titles:
            return ""
        people = [surname_key(self._text(part)) for part in one.of("author") + one.of("editor")]
        edition = one.edition
        if one.rule == "hosted":
            piece = len(titles) > 1
            titles, people, edition = titles[:1], people[:1] if piece else people[-1:], "" if piece else edition
        if one.implied and not people and self.past:
            people = sorted(self.past[-1].surnames)
        year = next((part.attrs.get("when", "") for part in one.of("date")), "")
        names = [self._text(part).strip("‘’“”\"'") for part in titles]
        cited = Cited(tuple(people), tuple(names), year, edition)
        return self.works.find(cited) or self.works.add(cited)

    def _repeats(self, one: Citation) -> Past | None:
        if one.rule not in ("ibid", "opcit") or not self.past:
            return None
        names = self._surnames(one)
        if one.rule == "ibid":
            same = [past for past in self.past[-4:] if names & past.surnames]
            return same[-1] if same else self.past[-1]
        same = [past for name in sorted(names) for past in self.by_author.get(name, ())] if names else self.past
        whole = (past for past in reversed(same) if past.work == same[-1].work and past.whole)
        return next(whole, same[-1]) if same else None

    def _several(self, names: frozenset[str]) -> bool:
        return len({past.work for name in names for past in self.by_author.get(name, ())[-20:]}) > 1

    def _annotations(self, one: Citation, id: str, work: str, target: str, doubtful: bool) -> Iterator[Annotation]:
        repeat = one.rule in ("ibid", "opcit")
        attrs = {"id": id, **({"corresp": work} if work else {}), **({"type": one.rule} if repeat else {})}
        cert: Cert = "low" if repeat and not target else "medium" if doubtful else one.cert
        yield Annotation("bibl", *self.reading.source(one.start, one.end), attrs, one.rule, cert)
        for part in one.parts:
            given = dict(part.attrs)
            if part.layer == "citeref" and target:
                given["target"] = target
            if given.get("level") == "j" and (journal := self.works.find(Cited((), (self._text(part),)))) not in (
                "",
                work,
            ):
                given["ref"] = journal
            yield Annotation(part.layer, *self.reading.source(part.start, part.end), given, one.rule, cert)
