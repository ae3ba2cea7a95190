"""Bicep templates: those that a release describes, or those of the checkout that stands here."""

from __future__ import annotations

from typing import Any

from wizard.catalog.bicep import BicepTables, bicep_tables, has_bicep, has_values, load_bicep
from wizard.formats.bicep_literals import Call, read_literal
from wizard.formats.bicep_params_source import Declaration, read_template
from wizard.formats.errors import FormatError
from wizard.output.bicep_names import TEMPLATES
from wizard.resources import schemas_dir
from wizard.session.opening import Opened
from wizard.store.errors import StoreError
from wizard.store.reading import read_file


def tables_for(opened: Opened) -> BicepTables | None:
    """The tables for the Bicep files of a session's release.

    None where the release is not described, or its templates are to be read from a checkout that
    is not there. A template that is missing or cannot be read is left out.
    """
    release = opened.session.catalog.release
    folder = schemas_dir() / release
    if has_bicep(folder):
        return load_bicep(release)
    if not has_values(folder) or not opened.layout.submodule.initialised:
        return None
    if release not in opened.templates:
        opened.templates[release] = bicep_tables(release, _checked_out(opened))
    return opened.templates[release]


def _checked_out(opened: Opened) -> dict[str, Any]:
    """The declarations of the checkout's templates, in the shape of templates.yaml."""
    layout = opened.layout
    found: dict[str, Any] = {}
    for step in opened.session.catalog.tables["steps"]["steps"]:
        path = layout.submodule.path / TEMPLATES / step["template"]
        if step["template"] in found or not path.is_file():
            continue
        shown = layout.shown(path)
        try:
            source = read_template(read_file(path, shown=shown).text.text, shown)
        except (FormatError, StoreError):
            continue
        rows = {one.name: _row(one) for one in source.declarations}
        found[step["template"]] = {"scope": source.scope, "parameters": rows}
    return found


def _row(one: Declaration) -> dict[str, Any]:
    row: dict[str, Any] = {"type": one.base, "required": one.required}
    row |= {"allowed": one.allowed, "secure": one.secure}
    if one.default is not None:
        try:
            value = read_literal(one.default)
        except FormatError:
            return {**row, "computed": True}
        return {**row, "computed": True} if _has_call(value) else {**row, "default": value}
    return row


def _has_call(value: object) -> bool:
    if isinstance(value, dict):
        return any(map(_has_call, value.values()))
    return isinstance(value, Call) or (isinstance(value, list) and any(map(_has_call, value)))
