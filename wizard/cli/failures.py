"""From an error to what is said about it: where, what, why, what helps; and the exit code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from wizard.cli.call import LACKING, USAGE
from wizard.cli.console import Console
from wizard.cli.parsing import UsageError


class Trouble(NamedTuple):
    """One thing that went wrong; ``line`` is 1-based."""

    message: str
    remedy: str = ""
    file: str | None = None
    line: int | None = None
    key: str | None = None


class Refused(Exception):
    """A verb cannot go on: everything that stands in its way, and the exit code."""

    def __init__(self, troubles: Sequence[Trouble], code: int = USAGE) -> None:
        super().__init__("; ".join(trouble.message for trouble in troubles))
        self.troubles = tuple(troubles)
        self.code = code


class NotWritten(Exception):
    """The files could not be written; the cause says why. Everything is as it was."""


def refused(message: str, remedy: str, *, code: int = USAGE, key: str | None = None) -> Refused:
    """A refusal for one reason."""
    return Refused((Trouble(message, remedy, key=key),), code)


def known_failures() -> tuple[type[BaseException], ...]:
    """The errors that are no defects of this program; imported only when one was raised."""
    from wizard.catalog.compile import CatalogError
    from wizard.catalog.load import UnknownRelease
    from wizard.formats.errors import FormatError
    from wizard.resources import ResourcesMissing
    from wizard.store.errors import StoreError

    return (
        Refused, UsageError, NotWritten, StoreError, FormatError, UnknownRelease, CatalogError,
        ResourcesMissing, OSError, *answer_failures(),
    )  # fmt: skip


def answer_failures() -> tuple[type[Exception], ...]:
    """What can be wrong with the name or value of one answer, or with a file of answers."""
    from wizard.catalog.catalog import UnknownName
    from wizard.model.context import MissingContext
    from wizard.model.documents import AnswersError
    from wizard.model.resolve import UnusableName
    from wizard.model.values import ValueProblem

    return (AnswersError, UnknownName, UnusableName, MissingContext, ValueProblem)


def troubles_of(error: BaseException) -> tuple[Trouble, ...]:
    """What an error of ``known_failures`` says."""
    if isinstance(error, Refused):
        return error.troubles
    if isinstance(error, UsageError):
        return (Trouble(error.message, error.remedy),)
    if isinstance(error, NotWritten) and error.__cause__ is not None:
        return troubles_of(error.__cause__)
    return tuple(_troubles(error))


def _troubles(error: BaseException) -> Iterator[Trouble]:
    from wizard.catalog.catalog import UnknownName
    from wizard.formats.errors import FormatError
    from wizard.model.context import MissingContext
    from wizard.model.documents import AnswersError
    from wizard.store.errors import StoreError

    if isinstance(error, AnswersError):
        for problem in error.problems:
            yield Trouble(problem.reason, problem.remedy, problem.path, problem.line, problem.key)
    elif isinstance(error, StoreError):
        yield Trouble(error.reason, error.remedy, *_path_and_line(str(error.path)))
    elif isinstance(error, FormatError):
        yield Trouble(error.reason, error.remedy, error.path, error.line)
    elif isinstance(error, MissingContext):
        yield Trouble(error.reason, error.remedy)
    elif isinstance(error, UnknownName):
        yield _unknown(error.name, error.suggestions)
    elif isinstance(error, OSError):
        name = str(error.filename) if error.filename else None
        yield Trouble(error.strerror or str(error), "see whether the path is usable", name)
    else:
        message, _, remedy = str(error).partition(": ")
        yield Trouble(f"{message}: {remedy}" if remedy else message)


def _unknown(name: str, suggestions: tuple[str, ...]) -> Trouble:
    if suggestions:
        remedy = f"did you mean {' or '.join(suggestions)}?"
    else:
        remedy = "'aifactory-wizard list' shows all"
    return Trouble(f"there is no setting {name!r}", remedy, key=name)


def _path_and_line(text: str) -> tuple[str, int | None]:
    """A store error about one line of a file carries it behind the path."""
    path, _, line = text.rpartition(":")
    return (path, int(line)) if path and line.isascii() and line.isdigit() else (text, None)


def code_of(error: BaseException) -> int:
    """The exit code for an error."""
    if isinstance(error, Refused):
        return error.code
    if isinstance(error, UsageError):
        return USAGE
    from wizard.resources import ResourcesMissing
    from wizard.store.errors import Locked

    lacking = isinstance(error, (NotWritten, ResourcesMissing, Locked))
    return LACKING if lacking else USAGE


def report(console: Console, error: BaseException) -> int:
    """Say what went wrong, to stderr, and return the exit code."""
    code = code_of(error)
    troubles = troubles_of(error)
    if console.as_json:
        console.complain_document({"error": _json(troubles, code)})
        return code
    for trouble in troubles:
        print_trouble(console, trouble)
    return code


def print_trouble(console: Console, trouble: Trouble) -> None:
    """One thing that went wrong, as text on stderr."""
    where = f"{trouble.file}:{trouble.line}" if trouble.line else trouble.file
    parts = [part for part in (where, trouble.key, trouble.message) if part]
    if trouble.key and trouble.key in trouble.message:
        parts.remove(trouble.key)
    console.complain(("error", "error"), ": " + ": ".join(parts))
    if trouble.remedy:
        console.complain(f"  {trouble.remedy}")


def _json(troubles: tuple[Trouble, ...], code: int) -> dict[str, Any]:
    first = troubles[0]._asdict() if troubles else {}
    return {"exit_code": code, **first, "problems": [trouble._asdict() for trouble in troubles]}
