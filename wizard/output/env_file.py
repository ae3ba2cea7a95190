"""``.env``: the complete variable file of one project for GitHub."""

from __future__ import annotations

from collections.abc import Iterable

from wizard.catalog.catalog import Catalog
from wizard.delivery.github import GithubDelivery, Item
from wizard.formats.dotenv import EnvDocument, quote
from wizard.model.context import split_key
from wizard.output.files import comment_lines, filled


def new_env_text(catalog: Catalog, delivery: GithubDelivery, project: str, scale_set: str) -> str:
    """A fresh ``.env``: every name once, grouped by page, with our own comments."""
    by_key: dict[str, list[Item]] = {}
    for item in delivery.file:
        by_key.setdefault(split_key(item.key).key, []).append(item)
    blocks = [filled("github/env_header.txt", project=project, scale_set=scale_set)]
    for section in catalog.sections:
        lines: list[str] = []
        for setting in catalog.in_section(section.id):
            items = by_key.get(setting.key, [])
            if items:
                lines.append(f"\n# {setting.title}\n")
            lines += [f"{item.name}={quote(item.value)}\n" for item in items]
        if lines:
            blocks.append(f"\n# {'-' * 70}\n")
            blocks.append(comment_lines(f"{section.title}: {section.help}"))
            blocks += lines
    return "".join(blocks)


def edited_env_text(text: str, items: Iterable[Item], path: str) -> str:
    """An existing ``.env`` with the delivered values; everything else stays as it is.

    A name that the file lacks goes behind the name before it in catalogue order.
    """
    document = EnvDocument.parse(text, path)
    standing = {entry.name: entry.value for entry in document.entries}
    previous: str | None = None
    for item in items:
        if standing.get(item.name) != item.value:
            document.set(item.name, item.value, after=previous)
        previous = item.name
    return document.text()
