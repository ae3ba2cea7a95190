"""Answers to documents: existing texts edited in place, new ones laid out in catalogue order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from wizard.catalog.catalog import Catalog
from wizard.catalog.load import DEFAULT_RELEASE
from wizard.catalog.setting import ENVIRONMENTS, Value
from wizard.model.answer_places import KeyRanks, key_ranks
from wizard.model.answer_reading import same
from wizard.model.answer_sheet import Sheet
from wizard.model.answers import Answers, owner_of
from wizard.model.context import split_key
from wizard.model.values import is_empty

DocumentLayout = Literal["workspace", "single"]
FACTORY_FILE = "factory.yaml"
SINGLE_FILE = "answers.yaml"


def write_answers(
    answers: Answers,
    catalog: Catalog,
    existing: Mapping[str, str],
    *,
    layout: DocumentLayout,
) -> dict[str, str]:
    """The texts that hold ``answers``, by path.

    ``existing`` are the texts to edit, by path relative to the workspace ("factory.yaml",
    "projects/001.yaml") or the name of the single file. In them everything stays that does not
    change: comments, order, quotes, names that are not of the catalogue. What has no place yet
    is added in catalogue order unless it equals a default that always holds. A path of
    ``existing`` that is missing from the result belongs to a project that is no more.

    Raises:
        FormatError: an existing text cannot be read.
    """
    ranks = key_ranks(catalog)

    def new(path: str, text: str = "") -> Sheet:
        return Sheet(path, text, catalog, ranks)

    sheets = {path: new(path, text) for path, text in existing.items()}
    for path in [path for path, sheet in sheets.items() if sheet.is_of_dropped(answers)]:
        del sheets[path]
    for sheet in sheets.values():
        sheet.update(answers)
    placed = {full for sheet in sheets.values() for full in sheet.placed}
    for owner in _owners(answers, is_new=not existing):
        sheet = _home(owner, sheets, layout, new)
        sheet.ensure(owner)
        for full, value in _missing(answers, catalog, owner, placed, ranks):
            sheet.add(full, value)
    for full, given in answers.unknown.items():
        project = split_key(full).project
        if full not in placed and project in (None, *answers.projects):
            _home(owner_of(full), sheets, layout, new).add_unplaced(full, given.value)
    return {path: sheet.text() for path, sheet in sheets.items()}


def _owners(answers: Answers, *, is_new: bool) -> Iterator[str]:
    """The owners that a document has to name.

    The first scale set and, in documents that exist, the first project are there without being
    named, as long as there is nothing to say about them.
    """
    if is_new or any(answers.of("")):
        yield ""
    for scale_set in answers.scale_sets:
        owner = f"scale_sets.{scale_set}"
        if answers.scale_sets != ("001",) or any(answers.of(owner)):
            yield owner
    for project in answers.projects:
        owner = f"projects.{project}"
        if is_new or answers.projects != ("001",) or any(answers.of(owner)):
            yield owner


def _home(
    owner: str, sheets: dict[str, Sheet], layout: DocumentLayout, new: Callable[[str], Sheet]
) -> Sheet:
    """The document to which new answers of an owner are added; a new one if need be."""
    for sheet in sheets.values():
        if sheet.has(owner):
            return sheet
    if layout == "single":
        path = next(iter(sheets), SINGLE_FILE)
    elif owner.startswith("projects."):
        path = f"projects/{owner.removeprefix('projects.')}.yaml"
    else:
        path = FACTORY_FILE
    if path not in sheets:
        sheets[path] = new(path)
    return sheets[path]


def _missing(
    answers: Answers, catalog: Catalog, owner: str, placed: set[str], ranks: KeyRanks
) -> list[tuple[str, Value]]:
    """The answers of an owner that stand nowhere yet, in the order of a document."""
    environments = (None, *ENVIRONMENTS)
    found: list[tuple[int, list[int], str, Value]] = []
    for full, given in answers.of(owner):
        place = split_key(full)
        if full in placed or place.key not in catalog.settings:
            continue
        if not goes_without_saying(catalog, place.key, given.value):
            environment = environments.index(place.environment)
            parts = place.key.split(".")
            groups = [".".join(parts[:end]) for end in range(1, len(parts) + 1)]
            order = [ranks[place.scope][group] for group in groups]
            found.append((environment, order, full, given.value))
    return [(full, value) for _, _, full, value in sorted(found, key=lambda entry: entry[:2])]


def goes_without_saying(catalog: Catalog, key: str, value: Value) -> bool:
    """Whether an answer is not kept: the default whatever else is answered, the owner's number."""
    setting = catalog.settings[key]
    if setting.identity:
        return True
    if key == "release":
        # Each release is the default of its own catalogue; only the usual one needs no saying.
        return value == DEFAULT_RELEASE
    if len(setting.default) != 1:
        return False
    default = setting.default[0].value
    if is_empty(default) or is_empty(value):
        return is_empty(default) and is_empty(value)
    return same(default, value) and not (isinstance(default, str) and "{" in default)
