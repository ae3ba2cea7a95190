"""The draft that a verb works on: opened where we stand, with the answers of ``--set`` in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from wizard.cli.call import Call
from wizard.cli.failures import NotWritten, Refused, Trouble, answer_failures, refused, troubles_of
from wizard.cli.parsing import UsageError, did_you_mean
from wizard.model.context import Context, split_key
from wizard.model.resolve import project_id, resolve
from wizard.model.values import parse_value
from wizard.session.draft import Change, Session
from wizard.session.opening import Opened, open_answers, open_repository
from wizard.store.errors import StoreError
from wizard.store.plan import WritePlan

Pairs = list[tuple[str, object]]


def open_draft(call: Call, answers: Path | None = None) -> Opened:
    """The draft of the repository in which we stand, or of what ``answers`` names.

    A release that ``--set`` answers is the one whose questions are asked.

    Raises:
        StoreError, AnswersError, UnknownRelease: it cannot be read.
    """
    release = call.args.release or _release_answered(call)
    if answers is not None:
        return open_answers(answers, release=release)
    return open_repository(Path.cwd(), release=release)


def _release_answered(call: Call) -> str | None:
    """The release that ``--set release=X.Y`` names; None without one, or when X.Y is unknown."""
    from wizard.catalog.load import releases

    pairs = [text.partition("=") for text in getattr(call.args, "assignments", ())]
    named = [value.strip() for key, _, value in pairs if key.strip() == "release"]
    return named[-1] if named and named[-1] in releases() else None


def require_answers(opened: Opened) -> None:
    """Refuse to work on nothing.

    Raises:
        Refused: neither a workspace nor a variable file was found, and nothing was answered.
    """
    if opened.is_new and not any(opened.session.answers.items()):
        raise refused(
            f"{opened.layout.root}: no answers here",
            "begin with the wizard ('aifactory-wizard new'), with 'aifactory-wizard set', "
            "or name an answers file",
        )


def apply_assignments(call: Call, session: Session, context: Context | None = None) -> Change:
    """Answer what ``--set`` says.

    Raises:
        Refused: some of it makes no sense; all that is wrong is listed.
    """
    return session.set_many(checked_pairs(session, call.args.assignments, context), context=context)


def checked_pairs(session: Session, texts: Sequence[str], context: Context | None = None) -> Pairs:
    """Full keys with raw values from KEY=VALUE texts.

    Raises:
        Refused: some of it makes no sense; all that is wrong is listed.
    """
    named = []
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f"{text!r} has no '='", "write KEY=VALUE")
        named.append((name.strip(), value))
    return _checked(session, named, context, parse=True)


def checked_keys(
    session: Session, names: Sequence[str], context: Context | None = None
) -> list[str]:
    """Full keys from keys and variable names.

    Raises:
        Refused: some of them are unknown; all of these are listed.
    """
    pairs = _checked(session, [(name, "") for name in names], context, parse=False)
    return [full for full, _ in pairs]


def _checked(
    session: Session, named: list[tuple[str, str]], context: Context | None, *, parse: bool
) -> Pairs:
    troubles: list[Trouble] = []
    found: dict[str, str] = {}
    expected: tuple[type[Exception], ...] = (*answer_failures(), Refused)
    for name, value in named:
        try:
            setting, full = resolve(session.catalog, name, context or session.current)
            _check_owner(session, full)
            if parse:
                parse_value(setting, value)
        except expected as error:
            troubles += troubles_of(error)
            continue
        if found.setdefault(full, value) != value:
            troubles.append(Trouble(f"{full} is answered twice", "keep one of the two", key=full))
    if troubles:
        raise Refused(troubles)
    return list(found.items())


def _check_owner(session: Session, full: str) -> None:
    place = split_key(full)
    if place.project is not None:
        known_project(session, place.project)
    if place.scale_set is not None:
        known_scale_set(session, place.scale_set)


def known_project(session: Session, text: str) -> str:
    """The id of a project that exists.

    Raises:
        UnusableName: no number.
        Refused: no such project.
    """
    return _known("project", project_id(text), session.answers.projects)


def known_scale_set(session: Session, text: str) -> str:
    """The id of a scale set that exists.

    Raises:
        UnusableName: no number.
        Refused: no such scale set.
    """
    return _known("scale set", project_id(text), session.answers.scale_sets)


def used_environments(used: Iterable[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """The environments in use, or of these the wanted ones.

    Raises:
        Refused: one is not in use.
    """
    there = tuple(dict.fromkeys(used))
    for name in wanted:
        if name not in there:
            raise refused(
                f"the environment {name} is not in use", f"there is {', '.join(there) or 'none'}"
            )
    return tuple(name for name in there if not wanted or name in wanted)


def _known(what: str, number: str, known: tuple[str, ...]) -> str:
    if number in known:
        return number
    verb = what.replace(" ", "-")
    shown = ", ".join(known[:10]) + (", ..." if len(known) > 10 else "")
    hint = did_you_mean(number, known) if len(known) > 10 else ""
    raise refused(
        f"there is no {what} {number}",
        hint or f"there is {shown}; 'aifactory-wizard {verb} new {number}' makes one",
    )


def context_of(call: Call, session: Session) -> Context:
    """What short keys refer to: ``--project``, ``--scale-set`` and ``--environment``.

    Raises:
        UnusableName, Refused: there is no such project or scale set.
    """
    args = call.args
    if args.project:
        session.select(known_project(session, args.project))
    context = session.current
    if args.scale_set:
        context = context.at(scale_set=known_scale_set(session, args.scale_set))
    if args.environment:
        context = context.at(environment=args.environment)
    return context


def carry_out(plan: WritePlan) -> None:
    """Write the files of a plan.

    Raises:
        NotWritten: some of it cannot be written; everything is as it was.
    """
    from wizard.store.write import apply

    try:
        apply(plan)
    except StoreError as error:
        raise NotWritten from error
