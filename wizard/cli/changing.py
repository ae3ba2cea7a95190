"""The steps that every verb shares which changes answers: check, change, save, tell."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable

from wizard.cli.call import DONE, Call
from wizard.cli.parsing import environment

Changes = list[tuple[str, object]]


def context_options(parser: ArgumentParser) -> None:
    """Where the keys are meant, when they do not say it themselves."""
    parser.add_argument("--project", metavar="NNN", help="the project that is meant")
    parser.add_argument("--scale-set", metavar="NNN", help="the scale set that is meant")
    parser.add_argument(
        "--environment", type=environment,
        metavar="ENV", help="the environment that is meant: dev, stage or prod",
    )  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="tell what follows, save nothing")


def change_answers(call: Call, wanted: Callable[..., Changes]) -> int:
    """Open the draft, change it, save it, and tell what follows.

    ``wanted`` gets the session and the context, and gives full keys with raw values (None
    unsets). The answers are saved even when they have findings; these are shown.
    """
    from wizard.cli.draft_here import carry_out, checked_pairs, context_of, open_draft
    from wizard.cli.following import Before, following, following_json, print_following
    from wizard.session.writing import plan_answers

    opened = open_draft(call)
    session = opened.session
    context = context_of(call, session)
    before = Before.of(session)
    pairs = merged(checked_pairs(session, call.args.assignments, context),
                   wanted(session, context))  # fmt: skip
    change = session.set_many(pairs, context=context)
    found = following(session, before, change)
    plan = plan_answers(opened)
    if not call.args.dry_run:
        carry_out(plan)
    saved = [file.path for file in plan.changes if not call.args.dry_run]
    if call.console.as_json:
        call.console.document({"saved": saved, **following_json(found)})
        return DONE
    print_following(call.console, found)
    for path in saved:
        call.console.hint("saved: ", path)
    return DONE


def merged(first: Changes, second: Changes) -> Changes:
    """Both lists of changes as one.

    Raises:
        Refused: they change one key to different values.
    """
    from wizard.cli.failures import refused

    found = dict(first)
    for key, value in second:
        if found.setdefault(key, value) != value:
            raise refused(f"{key} is answered twice", "keep one of the two", key=key)
    return list(found.items())
