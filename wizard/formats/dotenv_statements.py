"""One logical line of a `.env` that is not a simple assignment, read word by word as bash does."""

from __future__ import annotations

import re

from wizard.formats.bash_names import NAME_PATTERN, is_name, why_owned
from wizard.formats.dotenv_pieces import Assignment, Piece, Trouble
from wizard.formats.dotenv_words import Reference, Unclosed, Word, read_word

_CONTINUATION = re.compile(r"\\\r?\n")
_BLANKS = re.compile(r"(?:[ \t]|\\\r?\n)*")
_LINE_END = re.compile(r"\r?\n|\Z")
_ASSIGNMENT = re.compile(rf"({NAME_PATTERN})(\+?)=")
_ALMOST = re.compile(rf"({NAME_PATTERN})[ \t]+(\+?)=")
_ODD_NAME = re.compile(r"([^ \t\r\n=;&|()<>'\"]+)=")
# Looked for at the start of a run of blanks only: a search must stay linear.
_INLINE_COMMENT = re.compile(r"(?<![ \t])(?:[ \t]+#|[ \t]*\Z)")
_OPERATORS = "&|()<>;"
_ENDS_THE_SHELL = re.compile(r"\$\{[^{}:?]*:?\?")
_TANGLED = re.compile(r"\$\{[^{}'\"`\n]*[{'\"`\n]")
_MAY_FAIL = "what stands before it on the line may make bash give the line up"


def read_statements(text: str, start: int, line_by_line: bool) -> Piece:
    """The logical line at `start`; with line_by_line, quotes end with their line or not at all."""
    return _Statements(text, start, line_by_line).read()


def _end_of_line(text: str, at: int) -> int:
    """Offset of the line end that follows, in front of a CR that belongs to it."""
    end = text.find("\n", at)
    if end < 0:
        return len(text)
    return end - 1 if end > at and text[end - 1] == "\r" else end


class _Misread(Exception):
    """What follows makes bash take the statement for something else than an assignment."""

    def __init__(self, reason: str, *, one_line: bool = False, unsure: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.one_line = one_line
        self.unsure = unsure


class _Statements:
    """Reads one logical line that is not a simple one; `open` are assignments not yet final."""

    def __init__(self, text: str, start: int, line_by_line: bool) -> None:
        self.text = text
        self.start = self.at = start
        self.line_stop = _end_of_line(text, start)
        self.limit = self.line_stop if line_by_line else len(text)
        self.done: list[Assignment] = []
        self.open: list[Assignment] = []
        self.export = False
        self.comment: int | None = None
        self.troubles: list[Trouble] = []
        self.skipping = False
        self.doubt: str | None = None

    def read(self) -> Piece:
        try:
            while self._statement():
                self.at += 1
        except Unclosed as unclosed:
            self._unclosed(unclosed.opener)
        self._commit()
        end = _LINE_END.match(self.text, self.at)
        text = self.text[self.start : end.end() if end else self.at]
        inside = tuple(each for each in self.done if each.stop <= len(text))
        return Piece(text, inside, tuple(self.troubles), self.comment)

    def _statement(self) -> bool:
        """Takes one statement; False at the end of the logical line, else a semicolon follows."""
        try:
            while self._word():
                pass
        except _Misread as misread:
            self._give_up(misread)
        self._commit()
        return self.text.startswith(";", self.at)

    def _commit(self) -> None:
        self.done += self.open
        self.open = []
        self.export = False

    def _word(self) -> bool:
        """Takes the next word; False at the end of the statement."""
        self.at = self._behind_blanks()
        if _LINE_END.match(self.text, self.at):
            return False
        char = self.text[self.at]
        if char == "#":
            self.comment = self.at - self.start
            self.at = _end_of_line(self.text, self.at)
            return False
        if char == ";" and (self.open or self.export):
            return False
        assignment = _ASSIGNMENT.match(self.text, self.at)
        if assignment:
            self._assignment(assignment)
        elif char in _OPERATORS:
            raise _Misread(f"an unquoted {char} means something else to bash", one_line=True)
        else:
            self._other_word()
        return True

    def _behind_blanks(self) -> int:
        match = _BLANKS.match(self.text, self.at)
        return match.end() if match else self.at

    def _assignment(self, match: re.Match[str]) -> None:
        word = read_word(self.text, match.end(), self.limit)
        written = self.text[match.end() : word.end]
        reason = why_owned(match.group(1)) or word.unreadable
        if self.export and "{" in written and word.quote in ("plain", "mixed"):
            reason = reason or "behind export bash expands braces"
        if self.export and self._refers_to_open(word):
            reason = reason or "behind export bash fills in names before it assigns any"
        if "\0" in written:
            reason = reason or "it holds a NUL character, which bash drops"
        self._open(match, word, reason or self.doubt)
        self.at = word.end
        if word.unreadable is not None:
            self._doubt_what_follows(written)
        following = self.text[word.end : word.end + 1]
        if following == "(" and not written:
            raise _Misread("an unquoted ( begins an array in bash", one_line=True)

    def _doubt_what_follows(self, written: str) -> None:
        """An expansion that fails takes the rest of its line with it, or ends the shell."""
        self.doubt = _MAY_FAIL
        for each in self.open[:-1] if self.export else ():
            each.literal, each.unreadable = None, each.unreadable or _MAY_FAIL
        if _TANGLED.search(written):
            reason = "${...} holds quotes, braces or an end of line, so its own end is unclear"
            raise _Misread(reason, unsure=True)
        if _ENDS_THE_SHELL.search(written):
            raise _Misread("${...?} ends the shell when the name has no value", unsure=True)

    def _refers_to_open(self, word: Word) -> bool:
        names = {each.name for each in self.open}
        return any(isinstance(part, Reference) and part.name in names for part in word.parts)

    def _open(self, match: re.Match[str], word: Word, unreadable: str | None) -> None:
        appends = bool(match.group(2))
        self.open.append(
            Assignment(
                match.group(1),
                match.end(1) - self.start,
                match.end() - self.start,
                word.end - self.start,
                word,
                None if unreadable or appends else word.literal(),
                unreadable,
                self.export,
                appends,
            )
        )

    def _other_word(self) -> None:
        """Takes `export` and the bare names behind it; nothing else belongs here."""
        almost = _ALMOST.match(self.text, self.at)
        if almost and not self.open:
            self._open(almost, Word(almost.end(), (), "plain", None), None)
            raise _Misread("a blank in front of '=' keeps bash from taking it as an assignment")
        word = read_word(self.text, self.at, self.limit)
        end = word.end
        self.doubt = self.doubt or (_MAY_FAIL if word.unreadable else None)
        written = self.text[self.at : end]
        joined = _CONTINUATION.sub("", written)
        begun = _ASSIGNMENT.match(joined) if joined != written else None
        if begun:
            self._open_broken_name(begun.group(1), end)
        elif written == "export" and not self.export and not self.open:
            self.export = True
        elif not (self.export and is_name(written)):
            # A word that expands to nothing runs nothing, and the assignments hold.
            raise _Misread(self._why_not(written), unsure="$" in written or "`" in written)
        self.at = end

    def _open_broken_name(self, name: str, end: int) -> None:
        """A name that goes on behind a backslash at the end of the line: bash sets it."""
        at = end - self.start
        reason = "the name is broken over two lines"
        self.open.append(Assignment(name, at, at, at, Word(end, (), "mixed", None), None, reason))

    def _why_not(self, written: str) -> str:
        if self.open:
            last = self.open[-1]
            where = "behind '='" if last.value_start == last.stop else "in a value without quotes"
            return f"there is a blank {where}, so bash would run the next word as a command"
        odd = _ODD_NAME.match(self.text, self.at)
        if odd:
            return f"'{odd.group(1)[:60]}' is not a name that bash allows"
        return f"'{written[:60]}' is not an assignment, so bash would run it as a command"

    def _give_up(self, misread: _Misread) -> None:
        """Steps over what is no assignment; those still open will not happen."""
        self._trouble(misread.reason, assigns=misread.unsure)
        if not misread.one_line:
            self.skipping = True
            self._skip()
            self.skipping = False
        if misread.one_line or self.text[self.at : self.at + 1] in tuple("&|()<>"):
            self._doubt(misread.reason)
        if misread.one_line or not self.text.startswith(";", self.at):
            self.at = _end_of_line(self.text, self.at)
        self._stretch_last()

    def _unclosed(self, opener: str) -> None:
        """Bash finds no end: it refuses the logical line and all that follows."""
        reason = f"the {opener} is never closed"
        begun = _ASSIGNMENT.match(self.text, self.at)
        if self.skipping:
            self.troubles[-1].unclosed = True
        else:
            if begun:
                self._open(begun, Word(self.line_stop, (), "mixed", None), None)
            self._trouble(reason, assigns=False)
            self.troubles[-1].unclosed = True
        self.at = self.line_stop
        self._stretch_last()
        self._doubt(reason)
        for assignment in self.done:
            assignment.assigns = False

    def _trouble(self, reason: str, assigns: bool) -> None:
        name = self.open[-1].name if self.open else None
        self.troubles.append(Trouble(min(self.at, self.line_stop) - self.start, reason, name))
        for assignment in self.open:
            assignment.assigns = assigns
            assignment.literal = None
            assignment.unreadable = reason

    def _doubt(self, reason: str) -> None:
        """Bash may refuse the logical line as a whole, earlier statements included."""
        for assignment in self.done:
            assignment.literal = None
            assignment.unreadable = reason

    def _stretch_last(self) -> None:
        """The value that the last open assignment seems to mean ends where its line does."""
        if self.open:
            last = self.open[-1]
            start = self.start + last.value_start
            meant = self.text[start : max(start, min(self.at, self.line_stop))]
            comment = _INLINE_COMMENT.search(meant)
            last.stop = last.value_start + (comment.start() if comment else len(meant))

    def _skip(self) -> None:
        """To the end of the command that bash would run."""
        while not _LINE_END.match(self.text, self.at):
            word = read_word(self.text, self.at, self.limit)
            if word.end == self.at:
                break
            self.doubt = self.doubt or (_MAY_FAIL if word.unreadable else None)
            self.at = word.end
            self.at = self._behind_blanks()
            if self.text.startswith("#", self.at):
                break
