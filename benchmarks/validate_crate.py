"""Validate an RO-Crate by rocrate-validator without the network: the context comes from the npm package ro-crate.

    python validate_crate.py CONTEXT.json CRATE PROFILE…

Run by `clients.py` in the clients' own virtual environment. One line an issue; exit 1 where there is one.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from rocrate_validator import services
from rocrate_validator.models import Severity
from rocrate_validator.utils import document_loader

_ONLINE = ["ro-crate-1.1_3.1", "ro-crate-1.1_3.2"]
"""Checks that fetch the context from its address, whatever loader is used."""
_CONTEXT = re.compile(r"https://w3id\.org/ro/crate/\d\.\d/context")


def at_hand(context: dict[str, Any]) -> None:
    """Have the validator's loader take the context from the package instead of its address."""
    fetch = document_loader._original_source_to_json

    def from_package(source: Any, *more: Any) -> Any:
        return (context, None) if _CONTEXT.fullmatch(str(source)) else fetch(source, *more)

    document_loader._original_source_to_json = from_package


def issues(crate: Path, profile: str) -> list[str]:
    """What a profile has against a crate, down to what it recommends."""
    settings = services.ValidationSettings(
        rocrate_uri=str(crate),
        profile_identifier=profile,
        requirement_severity=Severity.RECOMMENDED,
        skip_checks=_ONLINE,
    )
    result = services.validate(settings)
    return [f"{profile} {one.severity.name}: {one.check.identifier} {one.message}" for one in result.get_issues()]


def main() -> None:
    context, crate, *profiles = sys.argv[1:]
    at_hand(json.loads(Path(context).read_text(encoding="utf-8")))
    found = [one for profile in profiles for one in issues(Path(crate), profile)]
    print("\n".join(found))
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
