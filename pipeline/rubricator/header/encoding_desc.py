"""``encodingDesc``: what was done to the text, by which rules, in which vocabulary (Guidelines 2.3)."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final
from urllib.parse import quote

from lxml import etree

from rubricator import __version__
from rubricator.encode.tags import rule_id
from rubricator.header.elements import NAMESPACE, e
from rubricator.header.facts import Facts
from rubricator.model.genres import GENRES
from rubricator.model.source import BAD_CHARACTER

_PREFIXES: Final = {
    "wd": ("(Q[0-9]+)", "https://www.wikidata.org/entity/$1", "Wikidata item."),
    "viaf": ("([0-9]+)", "https://viaf.org/viaf/$1", "VIAF cluster."),
    "gnd": ("([0-9X-]+)", "https://d-nb.info/gnd/$1", "Integrated Authority File of the German National Library."),
    "geonames": ("([0-9]+)", "https://sws.geonames.org/$1/", "GeoNames feature."),
}


_START: Final = re.compile(r"<([A-Za-z]\w*)")


def encoding_desc(facts: Facts) -> etree._Element:
    """The element ``encodingDesc``."""
    return e(
        "encodingDesc",
        e(
            "projectDesc",
            e(
                "p",
                "Plain text encoded in TEI P5 by rubricator. "
                "Every tag in the text is an inference of the program, but for those that an editor of the markup made "
                "or confirmed: their @resp names that editor. On a note, @resp says who wrote the note; @ana names the "
                "rule that found it.",
            ),
        ),
        _editorial_decl(facts),
        _tags_decl(facts),
        _refs_decl(facts),
        e("classDecl", _genres(facts), _rules(facts)),
        _prefixes(facts),
        _characters(facts),
        e(
            "appInfo",
            e(
                "application",
                e("label", "rubricator"),
                e("ptr", target="#src"),
                ident="rubricator",
                version=__version__,
                when=facts.date,
                xml_id="app.conv",
            ),
        ),
    )


def _editorial_decl(facts: Facts) -> etree._Element:
    """What was done to the text, with counts; n is the level of Best Practices for TEI in Libraries."""
    layers = Counter(one.layer for one in facts.fragments)
    fixes = layers["sic"] + layers["supplied"] + layers["gap"]
    hyphens = sum(1 for one in facts.fragments if one.layer == "sic" and one.attrs.get("type") == "hyphen")
    quotation = f"each in pc, inside the element that they delimit; {layers['pc']} are marked."
    return e(
        "editorialDecl",
        e(
            "correction",
            _p(
                "Errors of the source stand in sic beside corr, or are completed with supplied; "
                f"{fixes} places are marked."
            ),
            method="markup",
            status="low",
        ),
        e(
            "normalization",
            _p("Nothing is normalized silently; every character stands as in the source."),
            method="markup",
        ),
        e("punctuation", _p("All punctuation is kept as content."), marks="all", placement="internal"),
        e("quotation", _p(f"Quotation marks are kept as content, {quotation}"), marks="all"),
        e(
            "hyphenation",
            _p(
                "Hyphens left inside words by an earlier digitization are kept in sic, with corr type hyphen; "
                f"{hyphens} were found."
            ),
            eol="some",
        ),
        e("segmentation", _p(_segmentation(facts, layers))),
        e(
            "stdVals",
            _p(
                "The attributes when, from, to, notBefore and notAfter hold proleptic Gregorian ISO 8601; "
                "when-custom holds the date as written, in the calendar of datingMethod."
            ),
        ),
        e("interpretation", _p(_interpretation(facts))),
        e(
            "p",
            "The string value of the text, leaving out corr, reg and supplied and replacing each g by the code "
            "point mapped in charDecl, is the source, character for character.",
            xml_id="rule.reversibility",
        ),
        n="4",
    )


def _refs_decl(facts: Facts) -> etree._Element:
    """How passages are cited: by their names, which last, and the lines of a play by act, scene and line."""
    passage = e("citeStructure", unit="passage", match="//text//*[self::p or self::l or self::sp]", use="@xml:id")
    if not any(one.layer == "div" and one.attrs.get("type") == "scene" for one in facts.fragments):
        return e("refsDecl", passage)
    line = e("citeStructure", unit="line", match=".//l[not(@part) or @part = 'I']", use="position()", delim=".")
    scene = e("citeStructure", line, unit="scene", match=".//div[@type = 'scene']", use="position()", delim=".")
    act = e("citeStructure", scene, unit="act", match="//text//div[@type = 'act']", use="position()")
    return e("refsDecl", passage, act)


def _segmentation(facts: Facts, layers: Counter[str]) -> str:
    counts = f"{layers['div']} divisions, {layers['p']} paragraphs and {layers['l']} lines of verse"
    return (
        f"{counts} are marked. Divisions without a heading are inferred from the blank lines between them; "
        "no heading is invented."
    )


def _interpretation(facts: Facts) -> str:
    """Which annotators made tags, which were left out, what the signatures mean."""
    made = sorted({rule.partition("/")[0] for rule in facts.made} - {"editor", "reconcile"})
    off = ", ".join(facts.context.edition.annotate.off)
    decided = facts.made["editor/decision"]
    return (
        f"Identified by rules: {', '.join(made) or 'nothing'}."
        + (f" Left out by the edition: {off}." if off else "")
        + (f" Decided by the editor: {decided} annotations." if decided else "")
        + " The attribute ana names the rule, cert its confidence; an absent cert means high."
    )


def _tags_decl(facts: Facts) -> etree._Element:
    """The elements of the text as it is written, each with how often it occurs; what a viewer need not show."""
    counts = Counter(_START.findall(facts.text))
    usage = (e("tagUsage", gi=gi, occurs=str(count)) for gi, count in sorted(counts.items()))
    return e(
        "tagsDecl",
        e("rendition", "display: block; margin: 1em 2em", scheme="css", xml_id="r.block"),
        e("rendition", "display: none", scheme="css", selector="standOff", xml_id="r.standOff"),
        e("namespace", *usage, name=NAMESPACE) if counts else None,
        partial="true",
    )


def _genres(facts: Facts) -> etree._Element:
    categories = (e("category", e("catDesc", genre.gloss), xml_id=f"genre.{name}") for name, genre in GENRES.items())
    return e("taxonomy", *categories, xml_id="genre")


def _rules(facts: Facts) -> etree._Element:
    categories = (
        e("category", e("catDesc", f"{facts.rules.get(rule, rule)} ({count} annotations)"), xml_id=rule_id(rule))
        for rule, count in sorted(facts.made.items())
    )
    return e("taxonomy", e("desc", "The rules that made the annotations."), *categories, xml_id="rules")


def _prefixes(facts: Facts) -> etree._Element:
    used = {
        found for entry in facts.entries.values() for found in re.findall(r"\b([a-z]+):", entry.get("corresp") or "")
    }
    name = quote(facts.document.source.name)
    return e(
        "listPrefixDef",
        e(
            "prefixDef",
            e("p", "Code point range in the source file (RFC 5147)."),
            ident="src",
            matchPattern="([0-9]+),([0-9]+)",
            replacementPattern=f"{name}#char=$1,$2",
        ),
        *(
            e("prefixDef", e("p", words), ident=ident, matchPattern=match, replacementPattern=replacement)
            for ident, (match, replacement, words) in _PREFIXES.items()
            if ident in used
        ),
    )


def _characters(facts: Facts) -> etree._Element | None:
    found = sorted(set(BAD_CHARACTER.findall(facts.document.text)))
    chars = [
        e(
            "char",
            e("localProp", name="name", value=f"CONTROL CHARACTER {ord(one):04X}"),
            e("mapping", f"U+{ord(one):04X}", type="codepoint"),
            xml_id=f"ch.u{ord(one):04x}",
        )
        for one in found
    ]
    return e("charDecl", *chars) if chars else None


def _p(words: str) -> etree._Element:
    return e("p", words)
