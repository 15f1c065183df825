"""``python -m rubricator.language CODE``: the subjects and classes that English has and a language lacks."""

import sys
from collections.abc import Iterator, Mapping
from typing import Any

from rubricator.language.lexicon import lexicon


def missing(code: str) -> Iterator[str]:
    """Subjects and classes of the English lexicon that another one lacks."""
    own, english = lexicon(code), lexicon("en")
    for subject in sorted(english.subjects):
        if subject not in own.subjects:
            yield f"{subject}.toml"
        else:
            yield from _without(own.table(subject), english.table(subject), subject)


def _without(own: Mapping[str, Any], english: Mapping[str, Any], path: str) -> Iterator[str]:
    for name, value in english.items():
        if name not in own:
            yield f"{path}: {name}"
        elif isinstance(value, Mapping) and path == "speech":
            yield from _without(own[name], value, f"{path}.{name}")


if __name__ == "__main__":
    print("\n".join(missing(sys.argv[1])))
