"""The style sheets keep their own rules: every template says what it makes, none stands twice, lines can be read."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

ROOT = Path(__file__).parents[1] / "xslt"
SHEETS = sorted(ROOT.rglob("*.xsl"))
XSL = "{http://www.w3.org/1999/XSL/Transform}"
LONGEST_LINE = 140

pytestmark = pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.relative_to(ROOT).as_posix())


def parts(path: Path, *names: str) -> list[etree._Element]:
    """Declarations of a style sheet; ids in it may be templates of values."""
    tree = etree.parse(path, etree.XMLParser(recover=True, collect_ids=False))
    return list(tree.iter(*(XSL + name for name in names)))


def alternatives(pattern: str) -> list[str]:
    """The patterns that | joins; not what it joins within brackets."""
    found, depth = [""], 0
    for character in " ".join(pattern.split()):
        depth += (character in "([") - (character in ")]")
        if character == "|" and not depth:
            found.append("")
        else:
            found[-1] += character
    return [part.strip() for part in found]


def test_every_template_and_function_is_typed(path: Path) -> None:
    declared = parts(path, "template", "function", "param")
    untyped = [(one.sourceline, one.get("match") or one.get("name")) for one in declared if one.get("as") is None]
    assert untyped == []


def test_no_template_stands_twice(path: Path) -> None:
    seen = Counter(
        (pattern, mode)
        for one in parts(path, "template")
        for pattern in alternatives(one.get("match") or f"name {one.get('name')}")
        for mode in (one.get("mode") or "").split() or [""]
    )
    assert [one for one, count in seen.items() if count > 1] == []


def test_lines_can_be_read(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [number for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE] == []
