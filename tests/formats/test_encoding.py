"""Bytes to text and back."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.formats.encoding import LARGEST_FILE, Text, decode, encode
from wizard.formats.errors import FormatError

MARKED = {
    "utf-8-bom": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
}
lines = st.lists(st.text("abé€𝄞\ufeff\x85\u2028 =", max_size=5), max_size=5)
ends = st.sampled_from(["\n", "\r\n", "\r", "\r\r\n", ""])


@given(parts=st.lists(st.tuples(lines.map("".join), ends)), encoding=st.sampled_from([*MARKED]))
def test_every_byte_comes_back(parts: list[tuple[str, str]], encoding: str) -> None:
    text = "".join(line + end for line, end in parts)
    data = MARKED[encoding] + text.encode(encoding.removesuffix("-bom"))
    read = decode(data, "file")
    assert (read.text, read.encoding) == (text, encoding)
    assert encode(read.text, read.encoding, read.newline) == data
    plain = text.lstrip("\ufeff").encode()
    read = decode(plain, "file")
    assert (read.text, read.encoding) == (text.lstrip("\ufeff"), "utf-8")
    assert encode(read.text, read.encoding, read.newline) == plain


@given(data=st.binary())
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for legacy in (False, True):
        try:
            read = decode(data, "file", allow_legacy=legacy)
        except FormatError:
            continue
        assert encode(read.text, read.encoding, read.newline) == data


def test_a_plain_file_has_no_notes() -> None:
    assert decode(b"A=1\n", "x") == Text("A=1\n", "utf-8", "\n", ())
    assert decode(b"", "x") == Text("", "utf-8", "\n", ())


@pytest.mark.parametrize(
    ("data", "newline", "note"),
    [
        (b"a\r\nb\r\n", "\r\n", "CR LF"),
        (b"a\r\nb\n", "", "mixed"),
        (codecs.BOM_UTF8 + b"a\n", "\n", "byte order mark"),
        (codecs.BOM_UTF16_LE + "a\n".encode("utf-16-le"), "\n", "UTF-16-LE"),
    ],
)
def test_what_others_trip_over_is_noted(data: bytes, newline: str, note: str) -> None:
    read = decode(data, "x")
    assert read.newline == newline
    assert any(note in each for each in read.notes)


def test_line_ends_are_made_uniform_on_request() -> None:
    assert encode("a\r\nb\n", newline="\n") == b"a\nb\n"
    assert encode("a\r\nb\n", newline="\r\n") == b"a\r\nb\r\n"


def test_latin_1_is_read_only_when_allowed() -> None:
    data = "A=1\nB=Malmö\n".encode("latin-1")
    with pytest.raises(FormatError) as caught:
        decode(data, "team/.env")
    assert str(caught.value).startswith("team/.env:2: the byte 0xf6 is not UTF-8")
    read = decode(data, "team/.env", allow_legacy=True)
    assert (read.text, read.encoding) == ("A=1\nB=Malmö\n", "latin-1")
    assert "Latin-1" in read.notes[0]
    assert encode(read.text, read.encoding) == data


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x7fELF\x02\x01\x01" + b"x" * 200 + b"\0" * 9, "binary"),
        ("A=1\n".encode("utf-16-le"), "UTF-16 without a byte order mark"),
        (b"a" * (LARGEST_FILE + 1), "more than"),
        (codecs.BOM_UTF16_LE + b"a", "does not fit"),
        (codecs.BOM_UTF16_LE + b"a\0\0\0b\0", "NUL"),
        (codecs.BOM_UTF8 + b"\xff", "does not fit"),
    ],
)
def test_files_that_are_no_text_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(FormatError, match=reason) as caught:
        decode(data, "some.file", allow_legacy=True)
    assert caught.value.path == "some.file"
    assert caught.value.remedy


def test_what_an_encoding_cannot_carry_is_refused() -> None:
    with pytest.raises(FormatError, match="latin-1") as caught:
        encode("a\nprice €\n", "latin-1")
    assert caught.value.line == 2
    with pytest.raises(FormatError):
        encode("\ud800")
