"""``.env``: the complete variable file of one project for GitHub."""

from __future__ import annotations

from collections.abc import Container, Iterable

from wizard.catalog.catalog import Catalog
from wizard.delivery.github import GithubDelivery, Item
from wizard.formats.dotenv_quoting import assigning
from wizard.model.context import split_key
from wizard.model.kept_variables import kept_variables
from wizard.model.variable_values import FileVariable
from wizard.model.view import View
from wizard.output.files import KEPT_COMMENT, comment_lines, template
from wizard.output.standing import lines_that_stand, only_completes


def new_env_text(catalog: Catalog, delivery: GithubDelivery) -> str:
    """A fresh ``.env``: every name once, grouped by page, with our own comments."""
    by_key: dict[str, list[Item]] = {}
    for item in delivery.file:
        by_key.setdefault(split_key(item.key).key, []).append(item)
    blocks = [template("github/env_header.txt")]
    for section in catalog.sections:
        lines: list[str] = []
        for setting in catalog.in_section(section.id):
            items = by_key.get(setting.key, [])
            if items:
                lines.append(f"\n# {setting.title}\n")
            lines += [f"{assigning(item.name, item.value)}\n" for item in items]
        if lines:
            blocks.append(f"\n# {'-' * 70}\n")
            blocks.append(comment_lines(f"{section.title}: {section.help}"))
            blocks += lines
    return "".join(blocks)


def edited_env_text(
    text: str, view: View, items: Iterable[Item], path: str, *, completes: bool = False
) -> str:
    """An existing ``.env`` with the delivered values; everything else stays as it is.

    Lines that say already what the answers say stay byte for byte (see ``lines_that_stand``).
    A name that the file lacks goes behind the name before it in catalogue order, and names that
    were kept aside come last; names that the vendor's template lacks, too, only come along with
    another change, unless ``completes``. Line ends become LF: bash would keep the others in the
    values.
    """
    from wizard.formats.dotenv import EnvDocument

    document = EnvDocument.parse(text, path)
    if document.newline_hazard:
        document = document.with_lf()
    entries = document.entries
    standing = {entry.name: entry.value for entry in entries}
    listed = list(items)
    wanted = {item.name: item.value for item in listed}
    different = {name for name, value in wanted.items() if standing.get(name) != value}
    unclear = {entry.name for entry in entries if entry.value is None}
    unclear |= {problem.name for problem in document.problems if problem.name}
    if different & (standing.keys() | unclear):
        read = [FileVariable(e.name, e.value, e.line) for e in entries if e.value is not None]
        different -= lines_that_stand(view, "github", wanted, read, unclear)
    keys = {item.name: item.key for item in listed}
    if not (completes or different & standing.keys()) and only_completes(
        view, "github", different, keys
    ):
        different = set()
    previous: str | None = None
    for name, value in wanted.items():
        if name in different:
            document.set(name, value, after=previous)
        previous = name
    return document.text() + kept_env_lines(view, standing, document.text())


def kept_env_lines(view: View, standing: Container[str], before: str = "\n") -> str:
    """The names that were kept aside for this project and do not stand in the file, as lines."""
    kept = kept_variables(view, "github")
    lines = [f"{assigning(name, value)}\n" for name, value in kept if name not in standing]
    if not lines:
        return ""
    start = "" if before.endswith("\n") else "\n"
    return f"{start}\n{comment_lines(KEPT_COMMENT)}" + "".join(lines)
