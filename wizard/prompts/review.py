"""The review: what changes, what is wrong, every file's diff; writing; what comes next."""

from __future__ import annotations

from wizard.formats.errors import FormatError
from wizard.model.context import split_key
from wizard.prompts.asker import Asker, Command, Option, Style
from wizard.prompts.page_end import apply_remedy
from wizard.prompts.stops import question_pages
from wizard.prompts.wording import say_finding
from wizard.rules.finding import Finding, count_by_severity
from wizard.rules.registry import sort_findings
from wizard.rules.wording import counted, counts_in_words
from wizard.session.keeping import forget_draft, keep_draft
from wizard.session.pages import page_entries
from wizard.session.reviewing import (
    bicep_offer,
    by_folder,
    deletions_in_words,
    in_words,
    next_steps,
    planned_findings,
)
from wizard.session.unchanged import write_planned
from wizard.session.walk import Walk
from wizard.session.writing import plan_answers, plan_files
from wizard.store.errors import StoreError
from wizard.store.plan import PlannedFile, WritePlan

DIFF_LINES = 400
"""Lines of a diff printed at most."""
_WORD = "delete"
_STYLES: dict[str, Style] = {"+": "new", "-": "gone", "@": "note"}


def review(walk: Walk, asker: Asker) -> tuple[str, ...] | None:
    """Review until something else is wanted.

    Returns None when the wizard is done, the full keys of questions to ask, or () when somebody
    wants to choose where to go.
    """
    plan, findings = _summary(walk, asker)
    is_done = False
    while not is_done:
        options = _options(walk, plan, findings)
        verb = asker.choose("What now", options, _first(options))
        if verb in (Command.GO, Command.BACK, "place"):
            return ()
        if verb == "errors":
            return _wrong_keys(walk)
        if verb == "fix":
            _apply_remedies(walk, asker)
            plan, findings = _summary(walk, asker)
        elif verb == "notes":
            _say_all(asker, [found for found in findings if found.severity == "note"])
        elif verb == "bicep":
            offer = bicep_offer(walk.session)
            walk.answer_many([(offer.key, not offer.wanted)])
            plan, findings = _summary(walk, asker)
        elif verb == "diff" and plan is not None:
            _show_diff(asker, plan)
        elif verb == "leave":
            is_done = _has_left(walk, asker)
        elif verb in ("write", "answers"):
            is_done = _has_written(walk, asker, plan, findings, str(verb))
    return None


def _summary(walk: Walk, asker: Asker) -> tuple[WritePlan | None, list[Finding]]:
    """Print the findings, the changes in words and the files.

    Returns the plan, None if there is none, and the findings about it and about the answers.
    """
    asker.say()
    asker.say("Review and write", "strong")
    plan, findings, trouble = None, walk.findings(), ""
    try:
        plan = plan_files(walk.opened)
        findings = sort_findings([*findings, *planned_findings(walk.opened, plan)])
    except (FormatError, StoreError) as error:
        plan, trouble = None, str(error)
    _say_all(asker, [found for found in findings if found.severity != "note"])
    asker.say()
    for line in in_words(walk.session, walk.before):
        asker.say(line, indent=2)
    if plan is None:
        asker.say(trouble, "error")
        return None, findings
    _say_files(asker, plan)
    asker.say()
    asker.say(f"Found: {counts_in_words(findings)}.", "strong")
    return plan, findings


def _say_files(asker: Asker, plan: WritePlan) -> None:
    asker.say()
    single, folders = by_folder(plan.changes)
    for file in single:
        added, removed = _sizes(file)
        asker.say(f"- {file.path}: {file.status}, +{added} -{removed}", indent=2)
    for folder, files in folders.items():
        asker.say(f"- {folder}/: {counted(len(files), 'file')} to write", indent=2)
    same = len(plan.files) - len(plan.changes)
    if same:
        asker.say(f"{counted(same, 'file')} unchanged", indent=2)


def _say_all(asker: Asker, findings: list[Finding]) -> None:
    for finding in findings:
        say_finding(asker, finding)


def _options(walk: Walk, plan: WritePlan | None, findings: list[Finding]) -> list[Option]:
    """What can be done now."""
    counts = count_by_severity(findings)
    options = []
    wrong = _wrong_keys(walk)
    if wrong:
        told = counted(len(wrong), "question")
        options.append(Option("errors", "Answer what is wrong", told))
    fixable = [finding for finding in walk.findings() if finding.fixes]
    if fixable:
        options.append(Option("fix", f"Apply {counted(len(fixable), 'remedy')}"))
    if plan is not None and plan.changes:
        options.append(Option("write", f"Write {counted(len(plan.changes), 'file')}"))
        options.append(Option("diff", "Show what changes in a file"))
    offer = bicep_offer(walk.session)
    if offer.key:
        options.append(Option("bicep", offer.words, offer.why))
    options.append(Option("answers", "Save the answers only", "to go on another time"))
    if counts["note"]:
        options.append(Option("notes", f"Show {counted(counts['note'], 'note')}"))
    options.append(Option("place", "Go to a page or a setting"))
    options.append(Option("leave", "Leave without writing" if walk.unsaved else "Leave"))
    return options


def _first(options: list[Option]) -> str:
    """What Enter does: see to what is wrong, else write, else leave."""
    values = [option.value for option in options]
    return next(value for value in ("errors", "write", "leave") if value in values)


def _wrong_keys(walk: Walk) -> tuple[str, ...]:
    """The questions at which an error stands, in the order of the pages."""
    session = walk.session
    keys = {
        finding.keys[0] for finding in walk.findings()
        if finding.severity == "error" and finding.keys
    }  # fmt: skip
    return tuple(
        entry
        for page in question_pages(walk)
        for entry in page_entries(session, page, more=True)
        if isinstance(entry, str) and entry in keys
        and not session.catalog.settings[split_key(entry).key].identity
    )  # fmt: skip


def _apply_remedies(walk: Walk, asker: Asker) -> None:
    """Each remedy that is a value, after a yes; applying one may remove others."""
    seen: set[object] = set()
    while True:
        waiting = [f for f in walk.findings() if f.fixes and (f.code, f.keys) not in seen]
        if not waiting:
            return
        finding = waiting[0]
        seen.add((finding.code, finding.keys))
        say_finding(asker, finding)
        if asker.confirm("Apply the remedy", present=True) is True:
            apply_remedy(walk, asker, finding)


def _show_diff(asker: Asker, plan: WritePlan) -> None:
    single, folders = by_folder(plan.changes)
    options = [_file_option(file, file.path) for file in single]
    options += [
        Option(f"{folder}/", f"{folder}/", f"{counted(len(files), 'file')} to write")
        for folder, files in folders.items()
    ]
    chosen = asker.choose("Which file", options, options[0].value)
    if not isinstance(chosen, Command) and chosen.endswith("/"):
        files = folders[chosen[:-1]]
        options = [_file_option(file, file.path.removeprefix(chosen)) for file in files]
        chosen = asker.choose("Which of them", options, options[0].value)
    if isinstance(chosen, Command):
        return
    lines = list(next(file for file in plan.changes if file.path == chosen).diff())
    for line in lines[:DIFF_LINES]:
        asker.say(line, _STYLES.get(line[:1], "plain"))
    if len(lines) > DIFF_LINES:
        asker.say(f"and {counted(len(lines) - DIFF_LINES, 'more line')}")


def _file_option(file: PlannedFile, label: str) -> Option:
    added, removed = _sizes(file)
    return Option(file.path, label, f"{file.status} +{added} -{removed}")


def _sizes(file: PlannedFile) -> tuple[int, int]:
    body = [line for line in file.diff() if not line.startswith(("+++", "---"))]
    return sum(line[:1] == "+" for line in body), sum(line[:1] == "-" for line in body)


def _has_left(walk: Walk, asker: Asker) -> bool:
    """Leave; answers that were not written are kept as a draft, or forgotten."""
    if not walk.unsaved:
        return True
    told = counted(walk.unsaved, "answer")
    options = [
        Option("keep", f"Keep {told} as a draft", "the next start offers them"),
        Option("forget", f"Forget {told}"),
        Option("stay", "Stay"),
    ]
    chosen = asker.choose("Leave", options, "keep")
    if chosen not in ("keep", "forget"):
        return False
    try:
        (keep_draft if chosen == "keep" else forget_draft)(walk)
    except StoreError as error:
        asker.say(str(error), "error")
        return False
    return True


def _has_written(
    walk: Walk, asker: Asker, plan: WritePlan | None, findings: list[Finding], verb: str
) -> bool:
    """Write what was asked for, after the questions that errors and deletions raise."""
    if verb == "write" and not (_may_have_errors(asker, findings) and _may_delete(walk, asker)):
        return False
    try:
        chosen = plan_answers(walk.opened) if verb == "answers" else plan
        written = write_planned(walk.opened, chosen) if chosen is not None else None
    except StoreError as error:
        asker.say(f"Nothing was written. {error}", "error")
        return False
    walk.written()
    forget_draft(walk)
    paths = written.paths if written is not None else ()
    asker.say(f"Written: {counted(len(paths), 'file')}.", "strong")
    if verb == "answers":
        asker.say("'aifactory-wizard new --plain' goes on from here.")
        return True
    asker.say("What comes next:")
    steps = next_steps(walk.session, in_git=walk.opened.layout.in_git)
    for number, step in enumerate(steps, 1):
        asker.say(f"{number}. {step.why}" if not step.command else f"{number}. {step.command}",
                  indent=2)  # fmt: skip
        if step.command:
            asker.say(step.why, "muted", indent=5)
    return True


def _may_have_errors(asker: Asker, findings: list[Finding]) -> bool:
    errors = count_by_severity(findings)["error"]
    if not errors:
        return True
    asker.say(
        f"{counted(errors, 'error')} left. A run of the pipelines with these files is expected to "
        "fail or to do something else than you chose.", "error",
    )  # fmt: skip
    return asker.confirm("Write all the same", present=False) is True


def _may_delete(walk: Walk, asker: Asker) -> bool:
    """What cannot be taken back needs a word that is typed."""
    on = deletions_in_words(walk.session)
    if not on:
        return True
    asker.say("The next run of the pipelines deletes, because of:", "error")
    for title in on:
        asker.say(f"- {title}", indent=2)
    return asker.line(f"Type {_WORD} to go on", "write nothing") == _WORD
