"""Every compiled pattern of the package is linear: no input makes it slow."""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from types import ModuleType

import pytest

import rubricator

LENGTH = 2_000
BUDGET = 1.0
"""Seconds of processor time for one search in two thousand characters; a linear one takes a thousandth."""
PIECES = ["a", "A", "1", " ", "\n", ".", "(", "[", "”", "“", "-", "_", "I", "Aa ", "A. ", "1, ", "[1]", "A:\n"]  # fmt: skip


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(rubricator.__path__, "rubricator."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    seen: set[str] = set()
    for module in modules():
        for name, value in vars(module).items():
            values = (
                value.values() if isinstance(value, dict) else value if isinstance(value, (tuple, list)) else [value]
            )
            for one in values:
                if isinstance(one, re.Pattern) and isinstance(one.pattern, str) and one.pattern not in seen:
                    seen.add(one.pattern)
                    yield f"{module.__name__}.{name}", one


PATTERNS = list(patterns())


def test_there_are_patterns_to_try() -> None:
    assert len(PATTERNS) > 100


@pytest.mark.parametrize("piece", PIECES)
def test_no_pattern_is_slow(piece: str) -> None:
    text = (piece * LENGTH)[:LENGTH]
    slow = []
    for name, pattern in PATTERNS:
        start = time.process_time()
        for _ in zip(pattern.finditer(text), range(LENGTH), strict=False):
            if time.process_time() - start > BUDGET:
                break
        if time.process_time() - start > BUDGET:
            slow.append(name)
    assert slow == []


def test_paragraphs_of_one_short_line_cost_no_more_the_more_they_are() -> None:
    """Each of them could begin a list that goes on to the end."""
    costs = []
    for count in (500, 2000):
        text = "\n\n".join(f"Line {number} of many." for number in range(count))
        start = time.process_time()
        rubricator.encode(text)
        costs.append(time.process_time() - start)
    assert costs[1] < 10 * max(costs[0], 0.1)
