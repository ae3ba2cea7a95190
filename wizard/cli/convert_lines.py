"""What ``convert`` prints: the file, unless it was written, and the loss report."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.catalog.setting import ORCHESTRATOR_TITLES
from wizard.cli.console import Console, Part
from wizard.cli.import_lines import short_value
from wizard.session.convert_file import Conversion


def print_conversion(console: Console, done: Conversion, path: str, out: str | None) -> None:
    """Print the result of one conversion; the report goes to stderr beside the text itself."""
    if console.as_json:
        data = done.as_data()
        if out is not None:
            del data["text"]
        console.document({"file": path, "out": out, **data})
        return
    if out is None:
        console.raw(done.text)
    if console.quiet and not (done.refused or done.not_understood):
        return
    for parts in _report(done, path):
        if out is None:
            console.complain(*parts)
        else:
            console.line(*parts)
    if out is not None:
        console.hint("written: ", out)


def _report(done: Conversion, path: str) -> Iterator[tuple[Part, ...]]:
    there = ORCHESTRATOR_TITLES[done.target]
    yield (f"{path}: {done.carried} names of {there} have the file's values",)
    for missed in done.not_understood:
        where = f"{path}:{missed.line}: " if missed.line else f"{path}: "
        yield (where, ("not understood", "error"), f": {missed.text}")
    for name, why in done.refused.items():
        yield (("cannot be carried", "error"), f" {name}: {why}")
    for loss in done.losses:
        yield (("kept aside", "warning"), f" {loss.name} = {short_value(loss.value)}: {loss.why}")
    for source, names in done.spread.items():
        yield (("one for several", "note"), f" {source} -> {', '.join(names)}")
    for name, value in done.defaults.items():
        yield (("default", "note"), f" {name} = {short_value(value)}: the file does not say it")
    for name in done.restored:
        yield (("restored", "new"), f" {name}")
