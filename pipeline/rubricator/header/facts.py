"""What the header tells of: the document, its edition, what the text points to, which rule made how much."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from lxml import etree

from rubricator.header.entries import entries
from rubricator.model import decisions
from rubricator.model.context import Context
from rubricator.model.decisions import FILE as DECISIONS
from rubricator.model.decisions import RESP, is_editors, signature
from rubricator.model.document import Annotation, Document
from rubricator.model.edition import Metadata, Responsibility
from rubricator.model.layers import LAYERS


@dataclass(frozen=True)
class Facts:
    """What is known when the header is written.

    `fragments` is what `encode` will write; `rules` describes each rule.
    """

    document: Document
    context: Context
    fragments: Sequence[Annotation]
    rules: Mapping[str, str]
    text: str = ""
    """The element ``text`` as it is written."""

    @property
    def meta(self) -> Metadata:
        """[edition] of edition.toml, guesses filled in."""
        return self.context.edition.edition

    @cached_property
    def date(self) -> str:
        """The edition's own date, else SOURCE_DATE_EPOCH, else nothing."""
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if self.meta.date or not epoch.isdecimal():
            return str(self.meta.date)
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()

    @cached_property
    def pointed(self) -> set[str]:
        """Every id that something in the text points to."""
        pointing = {name: layer.pointing for name, layer in LAYERS.items()}
        values = {
            value for one in self.fragments for name, value in one.attrs.items() if name in pointing[one.layer]
        } | {one.resp for one in self.fragments}
        return {id for value in (*values, self.meta.author_id) for id in value.split()}

    @cached_property
    def editors(self) -> dict[str, str]:
        """The names of those who reviewed the markup, by id: whoever signed a decision, and whom edition.toml names."""
        signed = {signature(one.who): one.who for one in decisions.load(self.context.edition.folder)}
        found = {id: signed.get(id, "") for id in sorted(self.pointed) if is_editors(id)}
        encoder = self.meta.encoder
        if RESP in found or (encoder and encoder not in found.values()):
            found |= {RESP: encoder}
        return found

    @cached_property
    def made(self) -> Counter[str]:
        """How many annotations each rule made."""
        return Counter(one.rule for one in self.document.annotations if one.rule)

    @cached_property
    def entries(self) -> dict[str, etree._Element]:
        """Entries for standOff and particDesc, by id."""
        borne = {one.attrs["id"] for one in self.fragments if "id" in one.attrs}
        return entries(self.document, self.context.authority.entries, self.pointed, borne)

    @cached_property
    def fictional(self) -> frozenset[str]:
        """Ids of the entries that are of invented persons."""
        return frozenset(id for id in self.entries if self.context.authority.fictional(id))

    @cached_property
    def configuration(self) -> str:
        """Hexadecimal SHA-256 of edition, authority and decisions: what shapes the tagging besides text and program."""
        edition = self.context.edition
        found = hashlib.sha256(repr(_stated(replace(edition, folder=None))).encode())
        for key, entry in sorted(self.context.authority.entries.items()):
            found.update(key.encode() + etree.tostring(entry, with_tail=False))
        decided = edition.folder / DECISIONS if edition.folder else None
        found.update(decided.read_bytes() if decided and decided.is_file() else b"")
        return found.hexdigest()

    @cached_property
    def others(self) -> list[Responsibility]:
        """Responsibilities of persons that no other key of the edition names."""
        known = {*self.meta.author, self.meta.editor, self.meta.translator, self.meta.encoder}
        return [one for one in self.meta.responsibility if one.name not in known]


def _stated(value: Any) -> Any:
    """What differs from the defaults, by name: a key that a later version knows and nobody states changes nothing."""
    if not is_dataclass(value) or isinstance(value, type):
        return [_stated(one) for one in value] if isinstance(value, tuple) else value
    blank = type(value)()
    found = ((one.name, getattr(value, one.name), getattr(blank, one.name)) for one in fields(value))
    return {name: _stated(own) for name, own, default in found if own != default}
