"""Bytes to text and back."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rubricator.model.messages import RubricatorError
from rubricator.model.source import decode, read, to_bytes


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (b"plain", "utf-8", "plain"),
        ("é".encode(), "utf-8", "é"),
        (codecs.BOM_UTF8 + b"marked", "utf-8", "marked"),
        ("wide é".encode("utf-16"), "utf-16-le", "wide é"),
        (codecs.BOM_UTF16_BE + "big".encode("utf-16-be"), "utf-16-be", "big"),
        (b"caf\xe9 \x93x\x94", "windows-1252", "café “x”"),
        (b"caf\xe9 \x81", "iso-8859-1", "café \x81"),
    ],
)
def test_encodings_are_recognised(data: bytes, encoding: str, text: str) -> None:
    source = decode(data)
    assert (source.encoding, source.text) == (encoding, text)
    assert source.data == data


def test_a_guess_is_a_warning() -> None:
    assert [finding.code for finding in decode(b"\xe9").warnings] == ["in-guessed-encoding"]
    assert decode(b"e").warnings == ()


@pytest.mark.parametrize(
    ("data", "encoding", "code"),
    [
        (b"", None, "in-empty"),
        (codecs.BOM_UTF8, None, "in-empty"),
        (b"a\0b", None, "in-binary"),
        (b"\xe9", "utf-8", "in-encoding"),
        (b"a", "no-such-thing", "in-unknown-encoding"),
    ],
)
def test_what_is_not_text_is_refused(data: bytes, encoding: str | None, code: str) -> None:
    with pytest.raises(RubricatorError) as caught:
        decode(data, encoding=encoding)
    assert [finding.code for finding in caught.value.findings] == [code]
    assert caught.value.exit == 3


def test_missing_file_and_folder(tmp_path) -> None:
    for path, code in ((tmp_path / "none.txt", "in-missing"), (tmp_path, "in-directory")):
        with pytest.raises(RubricatorError) as caught:
            read(path)
        assert caught.value.findings[0].code == code


@pytest.mark.parametrize(
    ("text", "ending"),
    [("a\nb\n", "LF"), ("a\r\nb\r\n", "CRLF"), ("a\r\nb\n", "mixed"), ("a\rb", "mixed"), ("a", "LF")],
)
def test_line_ends(text: str, ending: str) -> None:
    assert decode(text.encode()).line_ending == ending


def test_positions_count_from_one() -> None:
    source = decode(b"ab\ncd\n")
    assert [source.position(offset) for offset in (0, 1, 3, 6)] == [(1, 1), (1, 2), (2, 1), (3, 1)]


@given(st.binary(min_size=1))
def test_whatever_is_decoded_comes_back(data: bytes) -> None:
    try:
        source = decode(data)
    except RubricatorError:
        return
    assert to_bytes(source.text, source.encoding, source.bom) == data
