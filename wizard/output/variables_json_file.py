"""``aifactory/variables.json``: the variable file of one project for both orchestrators."""

from __future__ import annotations

import json
from collections.abc import Iterable

from wizard.catalog.setting import Orchestrator
from wizard.delivery.variables_json import JsonItem
from wizard.formats.errors import FormatError
from wizard.formats.json_members import with_members
from wizard.formats.json_text import parse_object
from wizard.formats.variables_json import SECTIONS
from wizard.model.view import View
from wizard.output.standing_members import members_that_stand

JSON_FILE = "aifactory/variables.json"


def new_json_text(items: Iterable[JsonItem]) -> str:
    """A fresh file: one section, which holds for every environment."""
    section = {item.name: item.value for item in items}
    return json.dumps({"dev": section}, ensure_ascii=False, indent=2) + "\n"


def edited_json_text(
    text: str, view: View, orchestrator: Orchestrator, items: Iterable[JsonItem], path: str
) -> str:
    """An existing file with the delivered values; everything else keeps its bytes.

    Members of ``dev`` that say already what the answers say stay (see ``members_that_stand``). A
    section of an environment that says something else about a delivered name is brought into
    line; names that only it has stay.

    Raises:
        FormatError: the file is no JSON object, or has no section ``dev``.
    """
    listed = tuple(items)
    values = {item.name: item.value for item in listed}
    found = parse_object(text, path).data
    if not isinstance(found.get("dev"), dict):
        raise FormatError(
            "the file has no section dev", 'Begin it with {"dev": {', path=path, line=1
        )
    for name in members_that_stand(view, orchestrator, listed, found["dev"]):
        values[name] = found["dev"][name]
    for section in SECTIONS:
        standing = found.get(section)
        if isinstance(standing, dict):
            own = values if section == "dev" else {k: v for k, v in values.items() if k in standing}
            text = with_members(text, section, own, path)
    return text
