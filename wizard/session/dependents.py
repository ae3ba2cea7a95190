"""Which settings look at which: what an answer can change besides itself."""

from __future__ import annotations

from wizard.catalog.catalog import Catalog
from wizard.catalog.conditions import condition_keys

_LOOKING: dict[str, dict[str, list[str]]] = {}


def reached_from(key: str, catalog: Catalog) -> tuple[str, ...]:
    """A key and all whose default or applicability looks at it, directly or through others."""
    looking = _looking_at(catalog)
    found = {key: None}
    waiting = [key]
    while waiting:
        for other in looking.get(waiting.pop(), ()):
            if other not in found:
                found[other] = None
                waiting.append(other)
    return tuple(found)


def _looking_at(catalog: Catalog) -> dict[str, list[str]]:
    """For each key, the settings whose conditions or defaults look at it."""
    cached = _LOOKING.get(catalog.release)
    if cached is None:
        cached = _LOOKING[catalog.release] = {}
        for setting in catalog.settings.values():
            conditions = [setting.applies_when, *(default.when for default in setting.default)]
            keys = {key for condition in conditions for key in condition_keys(condition)}
            for default in setting.default:
                if isinstance(default.value, str):
                    keys.update(part.split("}")[0] for part in default.value.split("{")[1:])
            for key in sorted(keys):
                cached.setdefault(key, []).append(setting.key)
    return cached
