"""From the name that somebody typed to a setting and its full key."""

from __future__ import annotations

import re

from wizard.catalog.catalog import Catalog, UnknownName
from wizard.catalog.setting import ENVIRONMENT_NAMED, Setting
from wizard.model.context import Context, Place, full_key, split_key

_ID = re.compile(r"[0-9]{3}", re.ASCII)


class UnusableName(ValueError):
    """A name that is known but does not fit where it was used; the message says how to."""


def resolve(catalog: Catalog, name: str, context: Context) -> tuple[Setting, str]:
    """The setting and full key meant by a full key, a short key or a variable name.

    A variable of one environment ("STAGE_SUBSCRIPTION_ID", "test_sub_id") names its environment;
    ids in a full key win over the context.

    Raises:
        UnknownName: no such setting.
        UnusableName: an id is malformed, or the key stands below the wrong owner.
        MissingContext: the context lacks the project or environment that the setting needs.
    """
    place = split_key(name)
    variable = catalog.by_variable.get(name)
    if variable is not None:
        setting, _, found = variable
        return setting, full_key(
            setting.key, setting.scope, context.at(environment=found.environment)
            if found.environment else context,
        )  # fmt: skip
    setting_or_none = catalog.settings.get(place.key)
    if setting_or_none is None:
        raise UnknownName(name, catalog.suggest(place.key))
    setting = setting_or_none
    _check_place(setting, place, name)
    here = Context(
        place.scale_set or context.scale_set,
        ENVIRONMENT_NAMED.get(place.environment or "", place.environment) or context.environment,
        place.project or context.project,
    )
    return setting, full_key(setting.key, setting.scope, here)


def project_id(text: str) -> str:
    """A project (or scale set) id from "3" or "003".

    Raises:
        UnusableName: not one to three digits, or zero.
    """
    digits = text.strip().lstrip("-")
    if not digits.isascii() or not digits.isdigit() or not 0 < int(digits) < 1000:
        raise UnusableName(f"{text!r} is no number from 001 to 999")
    return digits.zfill(3) if len(digits) <= 3 else digits[-3:]


def _check_place(setting: Setting, place: Place, name: str) -> None:
    for number in (place.project, place.scale_set):
        if number is not None and not _ID.fullmatch(number):
            raise UnusableName(f"{name}: {number!r} is no id of three digits, such as 001")
    if place.environment is not None and place.environment not in ENVIRONMENT_NAMED:
        raise UnusableName(
            f"{name}: no environment {place.environment!r}; there are dev, stage and prod"
        )
    if place.scope == "factory" or place.scope == setting.scope:
        return
    raise UnusableName(
        f"{setting.key} belongs to the {setting.scope.replace('_', ' ')}, not to the "
        f"{place.scope.replace('_', ' ')} that {name} names"
    )
