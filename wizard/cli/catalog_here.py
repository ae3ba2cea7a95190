"""The catalogue that a verb looks at: of the named release, else of the workspace's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wizard.catalog.catalog import Catalog
    from wizard.catalog.setting import Setting
    from wizard.cli.call import Call


def catalog_for(call: Call) -> Catalog:
    """The catalogue for a call.

    Raises:
        UnknownRelease: no such release.
    """
    from pathlib import Path

    from wizard.catalog.load import load_catalog
    from wizard.session.checkout import catalog_there
    from wizard.store.layout import find_repository

    if call.args.release:
        return load_catalog(call.args.release)
    return catalog_there(find_repository(Path.cwd()))


def setting_named(catalog: Catalog, name: str) -> Setting:
    """The setting meant by a short key, a full key or a variable's name.

    Raises:
        UnknownName: nothing of the kind.
    """
    from wizard.catalog.catalog import UnknownName
    from wizard.model.context import split_key

    key = name if name in catalog.by_variable else split_key(name).key
    try:
        return catalog.find(key)
    except UnknownName:
        raise UnknownName(name, catalog.suggest(key)) from None
