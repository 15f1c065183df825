"""The one place that knows where style sheets, schemas and shared authority files lie."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent.parent
_ROOTS = (_HERE / "data", _HERE.parent.parent)


def resource(name: str) -> Path:
    """Path of a file or folder that travels with the program, e.g. ``schemas/rubricator.rng``.

    Looked for inside the installed package first, then in the checkout two levels up.
    Raises FileNotFoundError where neither holds it.
    """
    for root in _ROOTS:
        if (path := root / name).exists():
            return path
    raise FileNotFoundError(f"{name} is missing from this installation of rubricator")
