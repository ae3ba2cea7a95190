"""From an older version of the answers document to the present one, as plain data."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from wizard.model.documents import VERSION, Document, open_document

Data = dict[str, Any]
Migration = Callable[[Data], Data]

MIGRATIONS: Mapping[int, Migration] = {}
"""Version -> what turns a document of that version into one of the next; each is pure."""


class NoMigration(ValueError):
    """A document of a version from which no way leads to the wanted one."""


def migrate(
    data: Data,
    migrations: Mapping[int, Migration] = MIGRATIONS,
    wanted: int = VERSION,
) -> Data:
    """The document ``data`` in version ``wanted``; a document without a version is of the first.

    ``data`` itself stays as it is.

    Raises:
        NoMigration: the version is no number, is newer, or a step is missing.
    """
    version = data.get("version", 1)
    if not isinstance(version, int) or isinstance(version, bool) or not 1 <= version <= wanted:
        raise NoMigration(f"no way leads from version {version!r} to version {wanted}")
    while version < wanted:
        step = migrations.get(version)
        if step is None:
            raise NoMigration(f"no way leads from version {version} to version {wanted}")
        data = {**step(data), "version": version + 1}
        version += 1
    return data


def migrated(document: Document) -> Document:
    """A document in the present version; one of this version, or of none we know, as it is.

    A migrated document has lost its lines: it is the same answers in another text.
    """
    if document.version is None or document.version >= VERSION:
        return document
    data = migrate(document.root.data(typed=True))
    return open_document(document.path, json.dumps(data, ensure_ascii=False))
