"""The right side of an assignment as bash reads it: quotes, escapes, references.

Nothing is ever executed. What only a running shell can know (commands, arithmetic, home
folders) makes the word unreadable, with the reason.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# What follows runs up to the next character with a meaning of its own. A carriage return
# belongs to the line end only in front of a line feed; alone it is a character like others.
_PLAIN = re.compile(r"""(?:[^ \t\r\n\\'"$`;&|()<>]|\r(?!\n))+""")
_DOUBLE = re.compile(r"""[^\\"$`]+""")
_LINE_END = re.compile(r"\r?\n")
_BROKEN = re.compile(r"(?:\\\r?\n)+")
# Bash takes a backslash at the end of a line away before it looks for the end of a name.
_NAME = r"[A-Za-z_](?:[A-Za-z0-9_]|\\\r?\n)*"
_REFERENCE = re.compile(rf"\$(?:({_NAME})|\{{({_NAME})\}})")
_SPECIAL = re.compile(r"\$[0-9@*#?$!-]")
_ANSI = re.compile(
    r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|(.))", re.DOTALL
)
_ANSI_LETTERS = {
    "a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "n": "\n", "r": "\r",
    "t": "\t", "v": "\v", "\\": "\\", "'": "'", '"': '"', "?": "?",
}  # fmt: skip
_OPENERS = {"(": ")", "{": "}", "[": "]"}


class Unclosed(Exception):
    """A quote or bracket has no end before the end of what may be read."""

    def __init__(self, opener: str) -> None:
        super().__init__(opener)
        self.opener = opener


class Reference(NamedTuple):
    """`$NAME` or `${NAME}`: stands for the value that the name has at this place of the file."""

    name: str


class Word(NamedTuple):
    """A word that ends before offset `end`; `quote` is plain, single, double or mixed."""

    end: int
    parts: tuple[str | Reference, ...]
    quote: str
    unreadable: str | None

    def literal(self) -> str | None:
        """The value when it depends on nothing else."""
        if self.unreadable is not None or not all(isinstance(part, str) for part in self.parts):
            return None
        return "".join(part for part in self.parts if isinstance(part, str))


def read_word(text: str, start: int, end: int) -> Word:
    """The word at `start`, never reading behind `end`.

    Raises Unclosed when a quote or bracket is open at `end`.
    """
    return _Reader(text, start, end).read()


class _Reader:
    """Reads one word; `at` is the next character, `kinds` the quotings met so far."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.at = start
        self.end = end
        self.parts: list[str | Reference] = []
        self.kinds: list[str] = []
        self.unreadable: str | None = None

    def read(self) -> Word:
        while self.at < self.end:
            char = self.text[self.at]
            if char == "'":
                self._single()
            elif char == '"':
                self._double()
            elif char == "\\":
                self._backslash()
            elif char == "`":
                self._kind("mixed")
                self._command("`")
            elif char == "$":
                self._dollar()
            elif not self._plain():
                break
        quote = self.kinds[0] if len(self.kinds) == 1 else "mixed" if self.kinds else "plain"
        return Word(self.at, tuple(self.parts), quote, self.unreadable)

    def _kind(self, kind: str) -> None:
        if self.kinds[-1:] != [kind] or kind != "plain":
            self.kinds.append(kind)

    def _refuse(self, reason: str) -> None:
        self.unreadable = self.unreadable or reason

    def _plain(self) -> bool:
        match = _PLAIN.match(self.text, self.at, self.end)
        if match is None:
            return False
        run = match.group()
        if ":~" in run or (run[0] == "~" and self._home_folder_may_follow()):
            self._refuse("an unquoted ~ stands for a home folder")
        self._kind("plain")
        self.parts.append(run)
        self.at = match.end()
        return True

    def _home_folder_may_follow(self) -> bool:
        last = self.parts[-1] if self.parts else ":"
        return isinstance(last, str) and last.endswith(":")

    def _single(self) -> None:
        close = self.text.find("'", self.at + 1, self.end)
        if close < 0:
            raise Unclosed("'")
        self._kind("single")
        self.parts.append(self.text[self.at + 1 : close].replace("\r\n", "\n"))
        self.at = close + 1

    def _backslash(self) -> None:
        self._kind("mixed")
        line_end = _LINE_END.match(self.text, self.at + 1, self.end)
        if line_end:
            self.at = line_end.end()
            return
        escaped = self.text[self.at + 1 : min(self.at + 2, self.end)]
        if not escaped:
            # Bash keeps it or drops it, depending on what stands before it.
            self._refuse("a backslash ends the file")
        self.parts.append(escaped)
        self.at = min(self.at + 2, self.end)

    def _double(self) -> None:
        self._kind("double")
        self.at += 1
        while self.at < self.end:
            match = _DOUBLE.match(self.text, self.at, self.end)
            if match:
                self.parts.append(match.group().replace("\r\n", "\n"))
                self.at = match.end()
                continue
            char = self.text[self.at]
            if char == '"':
                self.at += 1
                return
            if char == "\\":
                self._escape_in_double()
            elif char == "`":
                self._command("`")
            else:
                self._expansion()
        raise Unclosed('"')

    def _escape_in_double(self) -> None:
        line_end = _LINE_END.match(self.text, self.at + 1, self.end)
        if line_end:
            self.at = line_end.end()
            return
        escaped = self.text[self.at + 1 : self.at + 2]
        self.parts.append(escaped if escaped and escaped in '$`"\\' else "\\" + escaped)
        self.at += 2

    def _dollar(self) -> None:
        self._join()
        following = self.text[self.at + 1 : min(self.at + 2, self.end)]
        if following == "'":
            self._kind("mixed")
            self._ansi()
        elif following == '"':
            # A text to be translated: without a catalogue of translations it stands for itself.
            self._kind("mixed")
            self.at += 1
            self._double()
        else:
            self._kind("plain")
            self._expansion()

    def _join(self) -> None:
        """Behind a dollar sign bash goes on in the next line, as if there were no end of line."""
        broken = _BROKEN.match(self.text, self.at + 1, self.end)
        if broken:
            self._refuse("what belongs to a $ is broken over two lines")
            self.at = broken.end() - 1

    def _expansion(self) -> None:
        """What a dollar sign means outside of single quotes."""
        self._join()
        match = _REFERENCE.match(self.text, self.at, self.end)
        if match:
            self.parts.append(Reference(_BROKEN.sub("", match.group(1) or match.group(2))))
            self.at = match.end()
        elif self.text[self.at + 1 : min(self.at + 2, self.end)] in ("(", "{", "["):
            self._command("$" + self.text[self.at + 1])
        elif _SPECIAL.match(self.text, self.at, self.end):
            self._refuse(f"{self.text[self.at : self.at + 2]} is known to a running shell only")
            self.at += 2
        else:
            self.parts.append("$")
            self.at += 1

    def _command(self, opener: str) -> None:
        """Steps over what only a running shell can evaluate."""
        self._refuse(
            "${...} with an operator is evaluated by a running shell"
            if opener == "${"
            else "$[...] is arithmetic, which a running shell evaluates"
            if opener == "$["
            else f"it runs a command ({'$(...)' if opener == '$(' else '`...`'})"
        )
        close = _OPENERS.get(opener[-1], "`")
        depth = 0
        at = self.at + len(opener)
        while at < self.end:
            char = self.text[at]
            if char == "\\":
                at += 1
            elif char == close and not depth:
                self.at = at + 1
                return
            elif char in "'\"" and close != "`":
                at = self._quoted_in_command(at)
            elif char == opener[-1] and close != "`":
                depth += 1
            elif char == close:
                depth -= 1
            at += 1
        raise Unclosed(opener)

    def _quoted_in_command(self, at: int) -> int:
        quote = self.text[at]
        at += 1
        while at < self.end and self.text[at] != quote:
            at += 2 if self.text[at] == "\\" and quote == '"' else 1
        return at

    def _ansi(self) -> None:
        at = self.at + 2
        while at < self.end and self.text[at] != "'":
            at += 2 if self.text[at] == "\\" else 1
        if at >= self.end:
            raise Unclosed("$'")
        body = self.text[self.at + 2 : at].replace("\r\n", "\n")
        self.parts.append(_ANSI.sub(self._ansi_escape, body))
        self.at = at + 1

    def _ansi_escape(self, match: re.Match[str]) -> str:
        octal, byte, short, long, letter = match.groups()
        if letter is not None:
            if letter == "c":
                self._refuse("$'...' with \\c stands for a control character")
            elif letter in "xuU":
                self._refuse(f"$'...' has \\{letter} without a number that is understood")
            return _ANSI_LETTERS.get(letter, match.group())
        code = int(octal, 8) if octal else int(byte or short or long, 16)
        if code == 0 or code > 0x10FFFF or 0xD800 <= code < 0xE000:
            self._refuse("$'...' names a character that no text can have")
            return ""
        if code > 0x7F and (octal or byte):
            self._refuse("$'...' names a byte beyond ASCII, not a character")
        return chr(code)
