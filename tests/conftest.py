"""Shared fixtures: invented texts, and the outside data where it is at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("no clock", deadline=None)
settings.load_profile("no clock")

ROOT = Path(__file__).resolve().parent.parent
EDITIONS = sorted(path.parent for path in (ROOT / "xml/editions").glob("*/edition.toml"))


def outside(variable: str) -> Path | None:
    """The folder or file that an environment variable names, if it is there."""
    value = os.environ.get(variable, "")
    return Path(value).resolve() if value and Path(value).exists() else None


@pytest.fixture
def corpora() -> Path:
    """The development data; skips where EVAL is not set."""
    found = outside("EVAL")
    if found is None:
        pytest.skip("needs the corpora: set EVAL")
    return found / "dev"


def pytest_report_header() -> list[str]:
    """One line for each piece of outside data that is missing."""
    needs = {"EVAL": "corpora", "TEXTS": "texts of editions that hold none", "TEI_ALL": "the full TEI schema"}
    return [
        f"{name} is not set: tests that need {what} are skipped" for name, what in needs.items() if not outside(name)
    ]
