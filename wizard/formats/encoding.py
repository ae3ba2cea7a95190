"""Bytes of a file to text and back, every byte kept: encodings, byte order marks, line ends."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from wizard.formats.errors import FormatError

LARGEST_FILE = 5 * 1024 * 1024

# The longer mark first: the one of UTF-32 LE begins with the one of UTF-16 LE.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-bom", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
_BY_ENCODING = {encoding: (mark, codec) for mark, encoding, codec in _MARKS}
_BY_ENCODING["utf-8"] = (b"", "utf-8")
_BY_ENCODING["latin-1"] = (b"", "latin-1")

_SAVE_AS_UTF8 = "Save the file as UTF-8 without a byte order mark"


class Text(NamedTuple):
    """A file as text.

    `text` has the line ends of the file but not its byte order mark. `encoding` is "utf-8",
    "utf-8-bom", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be" (all but the first with a
    mark) or "latin-1". `newline` is "\\n" or "\\r\\n", and "" when the file has both. `notes`
    says what a reader of plain UTF-8 with LF would trip over.
    """

    text: str
    encoding: str = "utf-8"
    newline: str = "\n"
    notes: tuple[str, ...] = ()


def decode(data: bytes, path: str, *, allow_legacy: bool = False) -> Text:
    """The text of a file's bytes; `encode` of the result gives the same bytes.

    With allow_legacy, bytes that are no UTF-8 are read as Latin-1, with a note. Raises
    FormatError for a binary file, one above LARGEST_FILE bytes, or bytes that do not fit the
    encoding.
    """
    if len(data) > LARGEST_FILE:
        raise FormatError(
            f"the file has {len(data)} bytes, more than the {LARGEST_FILE} that are read",
            "Check that this is the file you meant",
            path=path,
        )
    for mark, encoding, codec in _MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding, codec, path)
    if b"\0" in data:
        raise _binary(data, path)
    try:
        return _text(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if allow_legacy:
            note = "not UTF-8: read as Latin-1, so letters beyond ASCII may be wrong"
            return _text(data.decode("latin-1"), "latin-1", note)
        raise _undecodable(data, error, path) from None


def encode(text: str, encoding: str = "utf-8", newline: str = "") -> bytes:
    """The bytes of a text, with the byte order mark that belongs to the encoding.

    `encode(t.text, t.encoding, t.newline)` gives back the bytes that `decode` read. A newline
    of "\\n" or "\\r\\n" is used for every line end, "" leaves them as they are. Raises
    FormatError when the encoding cannot carry a character.
    """
    mark, codec = _BY_ENCODING[encoding]
    if newline:
        text = text.replace("\r\n", "\n")
        if newline != "\n":
            text = text.replace("\n", newline)
    try:
        return mark + text.encode(codec)
    except UnicodeEncodeError as error:
        raise FormatError(
            f"the character {text[error.start]!r} cannot be written as {encoding}",
            "Remove it, or save the file as UTF-8 first",
            line=text.count("\n", 0, error.start) + 1,
        ) from None


def _marked(data: bytes, encoding: str, codec: str, path: str) -> Text:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        raise FormatError(
            f"the file begins with the byte order mark of {encoding.removesuffix('-bom')} "
            f"but byte {error.start + 1} behind the mark does not fit it",
            _SAVE_AS_UTF8,
            path=path,
        ) from None
    if "\0" in text:
        raise _binary(data, path)
    what = "a byte order mark" if encoding == "utf-8-bom" else f"{encoding.upper()}, not UTF-8"
    return _text(text, encoding, f"{what}: a shell does not read such a file as meant")


def _text(text: str, encoding: str, *notes: str) -> Text:
    windows = text.count("\r\n")
    plain = text.count("\n") - windows
    if not windows:
        return Text(text, encoding, "\n", notes)
    if not plain:
        return Text(text, encoding, "\r\n", (*notes, "lines end with CR LF, as on Windows"))
    mixed = f"line ends are mixed: {plain} lines end with LF and {windows} with CR LF"
    return Text(text, encoding, "", (*notes, mixed))


def _binary(data: bytes, path: str) -> FormatError:
    zeros = data[:4096].count(0)
    if zeros * 3 >= len(data[:4096]):
        return FormatError(
            "the file has NUL bytes; it looks like UTF-16 without a byte order mark",
            _SAVE_AS_UTF8,
            path=path,
        )
    return FormatError(
        "the file has NUL bytes, so it is a binary file and not text",
        "Check that this is the file you meant",
        path=path,
    )


def _undecodable(data: bytes, error: UnicodeDecodeError, path: str) -> FormatError:
    return FormatError(
        f"the byte 0x{data[error.start]:02x} is not UTF-8 (byte {error.start + 1} of the file)",
        _SAVE_AS_UTF8,
        path=path,
        line=data.count(b"\n", 0, error.start) + 1,
    )
