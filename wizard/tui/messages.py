"""Messages between pages and the frame."""

from __future__ import annotations

from collections.abc import Sequence

from textual.message import Message

from wizard.rules.finding import Finding


class Answered(Message):
    """A page answers several questions in one step; ``key`` is where the focus stays."""

    def __init__(self, key: str, pairs: Sequence[tuple[str, object]]) -> None:
        super().__init__()
        self.key = key
        self.pairs = list(pairs)


class GoTo(Message):
    """Somebody wants to see a question, wherever it stands."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key


class ProjectWanted(Message):
    """Somebody wants to work on a project, on a page or where they are."""

    def __init__(self, number: str, page: str = "") -> None:
        super().__init__()
        self.number = number
        self.page = page


class ReadAgain(Message):
    """The files are other ones now: somebody wants to go on from them with what was typed."""


class RemedyWanted(Message):
    """Somebody wants the remedy of a finding applied."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.finding = finding


class Settled(Message):
    """Answers have been checked, and nobody is typing."""


class Upgraded(Message):
    """The files are of another release now; ``files`` were written."""

    def __init__(self, release: str, files: int) -> None:
        super().__init__()
        self.release = release
        self.files = files


class Wrote(Message):
    """Files were written."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__()
        self.paths = tuple(paths)
