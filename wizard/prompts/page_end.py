"""The end of a page: what follows from it, what is wrong with it, and what to do about that."""

from __future__ import annotations

from wizard.model.context import split_key
from wizard.prompts.asker import Asker, Option
from wizard.prompts.page_notes import page_notes
from wizard.prompts.wording import fixes_in_words, label_in_full, say_change, say_finding
from wizard.rules.finding import Finding
from wizard.session.pages import page_of
from wizard.session.walk import Walk

OFFERED = 6
"""Questions and remedies offered at most; the rest can be reached with /."""


def end_page(walk: Walk, asker: Asker, page: str, told: set[object]) -> str:
    """Say how a page stands; the full key of a question to ask again, "" to go on.

    ``told`` remembers which warnings and notes were said; errors are said each time.
    """
    notes = list(page_notes(walk.session, page))
    if notes:
        asker.say()
    for line in notes:
        asker.say(line, indent=2)
    while True:
        found = findings_of(walk, page)
        fresh = [f for f in found if f.severity == "error" or _identity(f) not in told]
        if fresh:
            asker.say()
        for finding in fresh:
            say_finding(asker, finding)
            told.add(_identity(finding))
        options = _options(walk, found)
        if not options:
            return ""
        chosen = asker.choose("This page", [Option("", "Go on"), *options], "")
        verb, _, rest = str(chosen).partition(" ")
        if verb == "fix":
            apply_remedy(walk, asker, found[int(rest)])
        else:
            return rest if verb == "ask" else ""


def findings_of(walk: Walk, page: str) -> list[Finding]:
    """The findings that concern the questions of a page first."""
    settings = walk.session.catalog.settings
    return [
        finding for finding in walk.findings()
        if finding.keys and split_key(finding.keys[0]).key in settings
        and page_of(walk.session, finding.keys[0]) == page
    ]  # fmt: skip


def apply_remedy(walk: Walk, asker: Asker, finding: Finding) -> None:
    """Give the answers that remove a finding."""
    change = walk.apply(finding)
    if change is not None:
        asker.say(f"Applied: {fixes_in_words(finding.fixes)}", "muted", indent=2)
        say_change(asker, walk.session, change)


def _options(walk: Walk, found: list[Finding]) -> list[Option]:
    """To answer what is wrong again, and to apply the remedies that are values."""
    options: dict[str, Option] = {}
    for place, finding in enumerate(found):
        key = finding.keys[0]
        if finding.fixes:
            told = f"Apply the remedy of {finding.code}"
            words = fixes_in_words(finding.fixes)
            options.setdefault(words, Option(f"fix {place}", told, words))
        if (
            finding.severity == "error"
            and not walk.session.catalog.settings[split_key(key).key].identity
        ):
            title = f"Answer {label_in_full(walk.session, key)}"
            options[f"ask {key}"] = Option(f"ask {key}", title)
    return list(options.values())[:OFFERED]


def _identity(finding: Finding) -> object:
    return finding.code, finding.keys, finding.message
