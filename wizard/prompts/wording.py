"""Findings, help and changes in words, as they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wizard.catalog.setting import Value
from wizard.model.context import split_key
from wizard.prompts.asker import Asker
from wizard.rules.finding import Finding, Fix
from wizard.rules.wording import counted
from wizard.session.about import NOTHING, about
from wizard.session.draft import Change, Session
from wizard.session.questions import Question

FOLLOWING_SHOWN = 6


def say_finding(asker: Asker, finding: Finding) -> None:
    """Severity, code and key; what and why; what helps."""
    where = f" ({finding.place})" if finding.place else ""
    key = f" {finding.keys[0]}" if finding.keys else ""
    asker.say(f"{finding.severity} {finding.code}{key}{where}", finding.severity)
    asker.say(finding.message, indent=2)
    if finding.remedy:
        asker.say(finding.remedy, indent=2)


def say_help(asker: Asker, session: Session, asked: Question) -> None:
    """Everything about a question, as the full-screen wizard shows it beside the field."""
    asker.say(label_in_full(session, asked.key), "strong")
    for part in about(session, asked):
        if not part.heading:
            asker.say("\n".join(part.lines), indent=2)
        elif len(part.lines) == 1:
            asker.say(f"{part.heading}: {part.lines[0]}", indent=2)
        else:
            asker.say(f"{part.heading}:", indent=2)
            for line in part.lines:
                asker.say(f"- {line}", indent=4)


def say_change(asker: Asker, session: Session, change: Change) -> None:
    """The values that changed with an answer."""
    follows = [entry for entry in change.follows if session.catalog.settings.get(
        split_key(entry.key).key)]  # fmt: skip
    for entry in follows[:FOLLOWING_SHOWN]:
        name = label_in_full(session, entry.key)
        asker.say(f"follows: {name} is now {entry.after or NOTHING}", "muted", indent=2)
    if len(follows) > FOLLOWING_SHOWN:
        more = counted(len(follows) - FOLLOWING_SHOWN, "more value")
        asker.say(f"follows: {more} changed as well", "muted", indent=2)


def label_in_full(session: Session, full: str) -> str:
    """The title of a question with its environment, wherever it is told."""
    place = split_key(full)
    title = session.catalog.settings[place.key].title
    return f"{title}, {place.environment}" if place.environment else title


def fixes_in_words(fixes: Iterable[Fix]) -> str:
    """The answers that a remedy gives."""
    return ", ".join(f"{fix.key} = {value_in_words(fix.value)}" for fix in fixes)


def value_in_words(value: object) -> str:
    """A value as it is told."""
    if value is None:
        return "(default)"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value) or NOTHING
    return str(value) or NOTHING


def pairs_in_words(session: Session, pairs: Iterable[tuple[str, Value | object]]) -> Iterator[str]:
    """Answers as lines: title and value."""
    for full, value in pairs:
        yield f"{label_in_full(session, full)}: {value_in_words(value)}"
