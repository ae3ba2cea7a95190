"""What ``upgrade`` prints: what moved, what changed, what is new, what is kept aside."""

from __future__ import annotations

from wizard.cli.console import Console
from wizard.session.about import NOTHING
from wizard.session.upgrading import Upgrade
from wizard.store.plan import WritePlan
from wizard.store.write import Written
from wizard.upgrade.report import ChangedDefault, NewSetting, UpgradeReport

_KEPT = {
    "yours": "yours stays",
    "pinned": "the old one is written down, because a factory may stand on it",
    "on the way": "the one of a release on the way holds",
    "new": "the new one holds",
}


def print_upgrade(
    console: Console, upgrade: Upgrade, plan: WritePlan | None, written: Written | None
) -> None:
    """Print an upgrade; ``plan`` is None when no file was to be looked at."""
    report = upgrade.report
    if console.as_json:
        files = [{"path": f.path, "status": f.status} for f in plan.files] if plan else []
        console.document(
            {**report.as_data(), "unanswered": list(upgrade.unanswered),
             "to_ask": list(upgrade.to_ask), "files": files,
             "written": written is not None,
             "backup": written.backup.as_posix() if written and written.backup else None}
        )  # fmt: skip
        return
    if upgrade.is_empty:
        console.hint(f"release {report.new}: nothing to do")
        return
    console.line((f"release {report.old} -> {report.new}", "strong"))
    _print_values(console, report)
    answers = upgrade.session.answers
    typed = {e.key for e in report.settings if "typed" in answers.layers_of(e.key)}
    _print_new(console, report.settings, typed)
    _print_gone(console, report)
    _print_decisions(console, report)
    asked = upgrade.to_ask if written is None else ()
    if asked:
        _tell(console, f"asked at a terminal: {', '.join(asked)}")
    for key in upgrade.unanswered:
        console.line(("needs an answer", "warning"), f" {key}")
    for file in plan.files if plan else ():
        if file.status != "unchanged":
            console.hint(f"{'written' if written else file.status}: ", file.path)
    for path, said in report.layout.items():
        _tell(console, f"{path.rpartition('/')[2]}: {said}")
    if written is not None and written.backup is not None:
        console.hint(
            "'upgrade --undo' takes it back; the files as they were: ", str(written.backup)
        )


def _print_values(console: Console, report: UpgradeReport) -> None:
    for name in report.mended:
        _tell(console, f"mended: {name}: the line had '=' where YAML wants ':'")
    for moved in report.moved:
        _tell(console, f"moved: {moved.old} -> {', '.join(moved.to)} = {moved.value or NOTHING}")
    for known in report.taken_up:
        _tell(console, f"known now: {known.old} -> {known.to[0]} = {known.value or NOTHING}")
    for changed in report.changed_defaults:
        _tell(console, _changed(changed))


def _tell(console: Console, text: str) -> None:
    """One entry: a line in a file, and whole words under each other in a terminal."""
    import sys

    lines = [text]
    if sys.stdout.isatty():
        import shutil
        import textwrap

        width = max(shutil.get_terminal_size().columns - 7, 20)
        lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    for number, line in enumerate(lines):
        console.line("      " if number else "  ", line)


def _changed(entry: ChangedDefault) -> str:
    values = f"{entry.old or NOTHING} -> {entry.new or NOTHING}"
    if entry.kept == "new" and entry.value == entry.new:
        return f"default changed: {entry.key}: {values}; {_KEPT['new']}"
    return f"default changed: {entry.key}: {values}; {_KEPT[entry.kept]}: {entry.value or NOTHING}"


def _print_new(console: Console, settings: list[NewSetting], answered: set[str]) -> None:
    asked = [entry for entry in settings if entry.asked]
    for entry in asked:
        why = "your answer" if entry.key in answered else "declared default"
        _tell(console, f"new: {entry.key} = {entry.value or NOTHING} ({why})")
    quiet = len(settings) - len(asked)
    if quiet:
        console.hint(f"  new, and without effect here: {quiet} more; --json lists them")


def _print_decisions(console: Console, report: UpgradeReport) -> None:
    for entry in report.decisions:
        console.line(("decide", "warning"), f" {entry.code} {', '.join(entry.keys)}")
        _tell(console, f"{entry.message} {entry.remedy} Until then it stays as it was.")


def _print_gone(console: Console, report: UpgradeReport) -> None:
    for removed in report.removed:
        named = ", ".join(removed.names) or removed.key
        _tell(console, f"gone: {named} = {removed.value or NOTHING}; {removed.why}")
    if report.removed:
        console.hint("  what is gone and said something of your own stands at the end of the file")
    if report.delete:
        places = ", ".join(dict.fromkeys(place for place, _ in report.delete))
        names = len({name for _, name in report.delete})
        console.line(
            ("delete", "warning"), f" {names} old variables of the environments {places}, which "
            "would win over those of the repository; 'generate' writes the commands"
        )  # fmt: skip
