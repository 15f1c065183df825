"""Bytes to `Source` and back: encoding, byte order mark and line ends are remembered, nothing is changed."""

from __future__ import annotations

import codecs
import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from sys import intern
from typing import Any, Final

from rubricator.model.messages import Finding, fail

BAD_CHARACTER: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Characters that XML 1.0 forbids; in a text each is written as ``g``."""
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_MARKS: Final = ".,;:!?…\"'“”‘’«»()[]{}<>—–-_*"
"""Marks that stand around words: what is left without them is mostly one word."""
_FALLBACKS: Final = ("windows-1252", "iso-8859-1")


@dataclass(frozen=True)
class Source:
    """The text as decoded, carriage returns and all; offsets are Unicode code points into `text`."""

    text: str
    name: str = "source.txt"
    encoding: str = "utf-8"
    bom: bytes = b""
    warnings: tuple[Finding, ...] = ()

    @cached_property
    def data(self) -> bytes:
        """The bytes of the file."""
        return to_bytes(self.text, self.encoding, self.bom)

    @cached_property
    def sha256(self) -> str:
        """Hexadecimal SHA-256 of the bytes."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def line_ending(self) -> str:
        """``CRLF`` when every line ends so, ``LF`` when no carriage return occurs, else ``mixed``."""
        if "\r" not in self.text:
            return "LF"
        pairs = self.text.count("\r\n")
        return "CRLF" if pairs == self.text.count("\r") == self.text.count("\n") else "mixed"

    @cached_property
    def sequence(self) -> list[str]:
        """The stretches between white space, in order; those that are alike are one, in a sixth of the memory."""
        return list(map(intern, self.text.split()))

    @cached_property
    def tokens(self) -> Counter[str]:
        """How often each stretch between white space occurs; what asks for words looks at these, which are few."""
        return Counter(self.sequence)

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word occurs; a hyphen or apostrophe between letters belongs to it."""
        counts: dict[str, int] = {}
        for token, count in self.tokens.items():
            bare = token if token.isalpha() else token.strip(_MARKS)
            for word in (bare,) if bare.isalpha() else _WORD.findall(bare):
                counts[word] = counts.get(word, 0) + count
        return Counter(counts)

    @cached_property
    def derived(self) -> dict[Hashable, Any]:
        """What has been derived from the text, kept by whoever derives it: its readings."""
        return {}

    def forget(self) -> None:
        """Let go of what was derived and counted, for whom has all the annotations: half of what is kept of a text."""
        for name in ("derived", "sequence", "tokens", "words"):
            self.__dict__.pop(name, None)

    @cached_property
    def _line_starts(self) -> list[int]:
        starts, at = [0], self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int | None:
        """The offset of a line and column, both from 1; None where the text has no such place."""
        if not 1 <= line <= len(self._line_starts):
            return None
        at = self._line_starts[line - 1] + column - 1
        end = self._line_starts[line] if line < len(self._line_starts) else len(self.text)
        return at if self._line_starts[line - 1] <= at < end else None


def to_bytes(text: str, encoding: str, bom: bytes = b"") -> bytes:
    """Inverse of `decode`."""
    return bom + text.encode(encoding)


def decode(data: bytes, name: str = "source.txt", encoding: str | None = None) -> Source:
    """Decode bytes without losing one.

    A byte order mark decides; else the declared encoding; else UTF-8, and where that fails
    Windows-1252 or Latin-1 with a warning. Raises RubricatorError for empty and binary input
    and where a declared encoding does not fit.
    """
    if not data:
        raise fail("in-empty", name)
    source = _decode_marked(data, name) or (
        _decode_declared(data, name, encoding) if encoding else _decode_guessed(data, name)
    )
    if not source.text:
        raise fail("in-empty", name)
    if (nul := source.text.find("\0")) >= 0:
        raise fail("in-binary", name, *source.position(nul), offset=nul)
    return source


def _decode_marked(data: bytes, name: str) -> Source | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return Source(data[len(bom) :].decode(encoding), name, encoding, bom)
            except UnicodeDecodeError:
                continue
    return None


def _decode_declared(data: bytes, name: str, encoding: str) -> Source:
    codec = text_codec(encoding, name)
    try:
        text = data.decode(codec)
        faithful = text.encode(codec) == data
    except UnicodeDecodeError as error:
        byte = f"0x{data[error.start]:02X}"
        raise fail("in-encoding", name, offset=error.start, byte=byte, encoding=encoding) from None
    except (ValueError, LookupError):
        raise fail("in-unknown-encoding", name, encoding=encoding) from None
    if not faithful:
        raise fail("in-encoding", name, offset=0, byte="the first", encoding=encoding)
    return Source(text, name, codec)


def text_codec(encoding: str, name: str = "-") -> str:
    """The codec of an encoding by its usual name. Raises RubricatorError for what is no encoding of characters."""
    try:
        found = codecs.lookup(encoding)
    except (LookupError, ValueError):
        raise fail("in-unknown-encoding", name, encoding=encoding) from None
    if not found._is_text_encoding or found.name in _NO_TEXT:
        raise fail("in-unknown-encoding", name, encoding=encoding)
    return found.name


_NO_TEXT: Final = frozenset({"idna", "undefined", "punycode", "unicode_escape", "raw_unicode_escape"})
"""Codecs that Python counts among the encodings, and that no file of text is in."""


def _decode_guessed(data: bytes, name: str) -> Source:
    try:
        return Source(data.decode("utf-8"), name)
    except UnicodeDecodeError:
        pass
    for encoding in _FALLBACKS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        warning = Finding("in-guessed-encoding", name, values={"encoding": encoding})
        return Source(text, name, encoding, warnings=(warning,))
    raise AssertionError("Latin-1 decodes every byte")


def read(path: Path, encoding: str | None = None) -> Source:
    """Read a text file. Raises RubricatorError with place and remedy for anything that is not text."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise fail("in-missing", path) from None
    except IsADirectoryError:
        raise fail("in-directory", path) from None
    except OSError as error:
        raise fail("in-unreadable", path, reason=error.strerror) from None
    source = decode(data, str(path), encoding)
    return Source(source.text, path.name, source.encoding, source.bom, source.warnings)
