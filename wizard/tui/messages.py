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


class PageWanted(Message):
    """Somebody wants to see a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page


class ProjectWanted(Message):
    """Somebody wants to work on another project."""

    def __init__(self, number: str) -> None:
        super().__init__()
        self.number = number


class RemedyWanted(Message):
    """Somebody wants the remedy of a finding applied."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self.finding = finding


class Settled(Message):
    """Answers have been checked, and nobody is typing."""


class Wrote(Message):
    """Files were written."""

    def __init__(self, paths: Sequence[str]) -> None:
        super().__init__()
        self.paths = tuple(paths)
