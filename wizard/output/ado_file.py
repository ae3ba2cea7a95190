"""``variables.yaml``: the variable file of one project for Azure DevOps."""

from __future__ import annotations

from collections.abc import Iterable

from wizard.catalog.catalog import Catalog
from wizard.delivery.azure_devops import AdoItem
from wizard.model.context import split_key
from wizard.output.files import comment_lines, filled


def new_ado_text(catalog: Catalog, items: Iterable[AdoItem], project: str, scale_set: str) -> str:
    """A fresh ``variables.yaml``: every name once, grouped by page, with our own comments."""
    by_key: dict[str, list[AdoItem]] = {}
    for item in items:
        by_key.setdefault(split_key(item.key).key, []).append(item)
    blocks = [filled("azure-devops/variables_header.txt", project=project, scale_set=scale_set)]
    for section in catalog.sections:
        lines: list[str] = []
        for setting in catalog.in_section(section.id):
            here = by_key.get(setting.key, [])
            if here:
                lines.append(f"\n  # {setting.title}\n")
            lines += [f"  {item.name}: {_scalar(item)}\n" for item in here]
        if lines:
            blocks.append(f"\n  # {'-' * 68}\n")
            blocks.append(comment_lines(f"{section.title}: {section.help}", indent="  "))
            blocks += lines
    return "".join(blocks)


def edited_ado_text(text: str, items: Iterable[AdoItem], path: str) -> str:
    """An existing ``variables.yaml`` with the delivered values; the rest stays as it is."""
    from wizard.formats.ado_variables import AdoDocument

    document = AdoDocument.parse(text, path)
    standing = {entry.name: entry.value for entry in document.entries}
    wanted: list[tuple[str, str, bool]] = []
    after: dict[str, str | None] = {}
    previous: str | None = None
    for item in items:
        if standing.get(item.name) != item.value:
            wanted.append((item.name, item.value, item.macro))
            after[item.name] = previous
        previous = item.name
    if wanted:
        document.set_many(wanted, after)
    return document.text()


def _scalar(item: AdoItem) -> str:
    if not item.quoted and item.value.isascii() and item.value.isdigit():
        return item.value
    if '"' in item.value or "\\" in item.value:
        return "'" + item.value.replace("'", "''") + "'"
    return f'"{item.value}"'
