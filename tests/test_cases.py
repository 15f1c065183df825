"""Cases: texts with what is expected of them, as plain files that an editor can add to (see tests/cases/README.md)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from rubricator.build import Encoded, encode
from rubricator.model.document import Annotation, Document
from rubricator.model.edition import Edition, Metadata
from rubricator.model.layers import LAYERS
from rubricator.model.source import Source

CASES = Path(__file__).parent / "cases"
EXAMPLES = re.findall(
    r"^```case\n(.*?)^```$", (CASES.parents[1] / "docs" / "structure.md").read_text(encoding="utf-8"), re.M | re.S
)
_RULE = re.compile(r"^={5,}[ \t]*\n", re.MULTILINE)
_SETTING = re.compile(r"# (?P<key>[a-z_]+ = .*)")
_EXPECTED = re.compile(
    r"""(?:(?P<no>no)\ |(?P<count>\d+)\ )?
        (?P<layer>[A-Za-z]+)
        (?P<attributes>(?:\ [\w:-]+=(?:'[^']*'|[^\s'"]+))*)
        (?:\ "(?P<words>.*)")?
        (?P<more>(?:\ [\w:-]+=(?:'[^']*'|[^\s'"]+))*)""",
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(r"([\w:-]+)=(?:'([^']*)'|(\S+))")
_OF_CLAIM = ("rule", "cert", "resp")
_BESIDE = ("message", "tei")
"""What a line may name beside layers: the messages to the editor, the TEI as it is written."""


class Expected(NamedTuple):
    """One expected line: a layer, the words it covers, its attributes; `count` of them, or one at least (-1)."""

    line: str
    layer: str
    words: str | None
    attributes: dict[str, str]
    count: int


def expected(line: str) -> Expected:
    """Read one line of what is expected."""
    match = _EXPECTED.fullmatch(line)
    assert match, f'cannot read {line!r}: write LAYER "words" attribute=value, or no LAYER, or a number before it'
    assert match["layer"] in (*LAYERS, *_BESIDE), f"{match['layer']} is no layer"
    pairs = _ATTRIBUTE.findall(match["attributes"] + match["more"])
    count = 0 if match["no"] else int(match["count"] or -1)
    return Expected(line, match["layer"], match["words"], {key: value or bare for key, value, bare in pairs}, count)


def parsed(case: str) -> tuple[str, Metadata, list[Expected]]:
    """The text of a case, its settings for [edition], and what is expected of it."""
    settings = []
    while match := _SETTING.match(case):
        settings.append(match["key"])
        case = case[match.end() :].removeprefix("\n")
    text, rule, rest = case.rpartition(_RULE.findall(case)[-1])
    assert rule, "no line of five equals signs parts the text from what is expected"
    lines = [line for line in map(str.strip, rest.splitlines()) if line and not line.startswith("#")]
    return text, Metadata(**tomllib.loads("\n".join(settings))), [expected(line) for line in lines]


def fits(document: Document, one: Annotation, wanted: Expected) -> bool:
    """True where an annotation is what a line expects."""
    return covers(document.slice(one), wanted.words) and all(
        _value(document, one, name) == value if value != "*" else bool(_value(document, one, name))
        for name, value in wanted.attributes.items()
    )


def covers(text: str, words: str | None) -> bool:
    """True for the words themselves, white space folded; an ellipsis stands for anything."""
    if words is None:
        return True
    pattern = ".*".join(re.escape(" ".join(part.split())) for part in words.split("…"))
    return re.fullmatch(pattern, " ".join(text.split())) is not None


def _value(document: Document, one: Annotation, name: str) -> str:
    if name == "in":
        return _home(document, one)
    return str(getattr(one, name) if name in _OF_CLAIM else one.attrs.get(name, ""))


def _home(document: Document, one: Annotation) -> str:
    """The division, or the part of the text, in which an annotation stands: its type, or front, body, back."""
    around = [each for each in document.covering(one.start, one.end, "front", "body", "back", "div") if each != one]
    inner = around[-1] if around else one
    return inner.attrs.get("type", inner.layer)


def found(encoded: Encoded, wanted: Expected) -> int:
    """How many of what a line expects there are."""
    if wanted.layer in _BESIDE:
        lines = _messages(encoded) if wanted.layer == "message" else [" ".join(encoded.tei.split())]
        return sum(line.count(wanted.words or line) for line in lines)
    document = encoded.document
    return sum(fits(document, one, wanted) for one in document.in_layer(wanted.layer))


def faults(case: str) -> Iterator[str]:
    """What of a case does not come out."""
    text, metadata, lines = parsed(case)
    encoded = encode(Source(text), Edition(edition=metadata))
    for wanted in lines:
        count = found(encoded, wanted)
        if count != wanted.count and not (wanted.count < 0 and count):
            yield f"{wanted.line}\n    found {count}; in this layer stand:\n{_shown(encoded, wanted.layer)}"


def _messages(encoded: Encoded) -> list[str]:
    return [f"{one.code}: {one.sentence}" for one in encoded.findings]


def _shown(encoded: Encoded, layer: str) -> str:
    if layer in _BESIDE:
        return "\n".join(f"    {line}" for line in _messages(encoded)) if layer == "message" else ""
    document = encoded.document
    return "\n".join(f"    {_line(document, one)}" for one in document.in_layer(layer)[:40])


def _line(document: Document, one: Annotation) -> str:
    words = " ".join(document.slice(one).split())
    shown = words if len(words) < 70 else f"{words[:40]} … {words[-20:]}"
    return " ".join([f'{one.layer} "{shown}"', *(f"{name}={value}" for name, value in one.attrs.items())])


@pytest.mark.parametrize("path", sorted(CASES.glob("*/*.txt")), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_case(path: Path) -> None:
    wrong = list(faults(path.read_text(encoding="utf-8")))
    assert not wrong, "\n".join([f"{path.parent.name}/{path.name}", *wrong])


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
def test_example_in_the_documentation(number: int) -> None:
    wrong = list(faults(EXAMPLES[number]))
    assert not wrong, "\n".join([f"docs/structure.md, example {number + 1}", *wrong])


@pytest.mark.parametrize(
    "line, layer, count, attributes",
    [
        ('div type=poem "THE … LAMP"', "div", -1, {"type": "poem"}),
        ('div "“Yes,” said "he"" n=1', "div", -1, {"n": "1"}),
        ("no titlePage", "titlePage", 0, {}),
        ("3 l", "l", 3, {}),
        ("sp who='c.a c.b'", "sp", -1, {"who": "c.a c.b"}),
    ],
)
def test_a_line_is_read(line: str, layer: str, count: int, attributes: dict[str, Any]) -> None:
    one = expected(line)
    assert (one.layer, one.count, one.attributes) == (layer, count, attributes)
