"""Effective values that differ between two states of the answers, setting by setting."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from wizard.catalog.setting import Scope, Setting
from wizard.model.view import View
from wizard.session.compared import Data, Kind, Part, Told, Weight, apart, is_private, shown_value

_MODE = "networking.mode"
_OPENNESS = {"private": 0, "hybrid": 1, "public": 2}
_MEANS = {
    "private": "only private endpoints answer",
    "hybrid": "private endpoints stay, and the listed public addresses reach the services too",
    "public": "the services answer on the internet, and most private endpoints and the network "
    "integration go",
}
_ADDRESS_LISTS = ("team.allowed_ips", "registry.allowed_ips")
_OPENING = (
    "networking.public_access_behind_vnet", "networking.public_genai_access",
    "networking.public_access_with_perimeter",
)  # fmt: skip
_KINDS: dict[str, Kind] = {
    "networking": "networking", "addresses": "addresses", "models": "models", "team": "access",
    "environments": "environment",
}  # fmt: skip


def compare_values(
    then: View | None, now: View, scope: Scope, covered: Iterable[str] = ()
) -> tuple[list[Told], list[Told]]:
    """What is told of the settings of one scope: what was answered, and what follows from it.

    ``covered`` are short keys of which something was said already.
    """
    told: list[Told] = []
    follows: list[Told] = []
    known = set(covered)
    for setting in now.catalog.settings.values():
        if setting.scope != scope or setting.identity or setting.key in known:
            continue
        before, after = _text(then, setting.key), _text(now, setting.key)
        answered = _answer(then, setting.key) != _answer(now, setting.key)
        if before == after or (then is None and not answered):
            continue
        sentence = _sentence(setting, before, after, now)
        (told if answered else follows).append(sentence)
    return told, follows


def hidden_changes(then: View | None, now: View, scope: Scope) -> Iterator[str]:
    """The short keys of answers that differ but hold nowhere at present."""
    for setting in now.catalog.settings.values():
        if setting.scope != scope or setting.identity:
            continue
        if now.applies(setting.key) or (then is not None and _applies(then, setting.key)):
            continue
        if _answer(then, setting.key) != _answer(now, setting.key):
            yield setting.key


def _text(view: View | None, key: str) -> str:
    """The effective value in words, "" where the question does not apply."""
    if view is None or not _applies(view, key):
        return ""
    text = view.text(key)
    return "" if text in ("[]", "{}") else text


def _applies(view: View, key: str) -> bool:
    return key in view.catalog.settings and view.applies(key)


def _answer(view: View | None, key: str) -> object:
    if view is None or key not in view.catalog.settings:
        return None
    given = view.given(key)
    return None if given is None else given.value


def _sentence(setting: Setting, before: str, after: str, now: View) -> Told:
    keys = (now.full_key(setting.key),)
    kind: Kind = "access" if setting.key.startswith("access.") else _KINDS.get(
        setting.section, "setting"
    )  # fmt: skip
    if setting.key == _MODE:
        return _mode(before, after, keys)
    if setting.destructive and after == "true":
        parts: tuple[Part, ...] = (f"Deletes: {setting.title.lower()} is on for the next run.",)
        return Told(kind, parts, keys, "care")
    weight = _weight(setting, before, after)
    if setting.is_list and before and after:
        return Told(kind, (f"{setting.title}: ", *_items(setting, before, after)), keys, weight)
    return Told(kind, (f"{setting.title}: ", *_change(setting, before, after)), keys, weight)


def _weight(setting: Setting, before: str, after: str) -> Weight:
    more = set(after.split(",")) - set(before.split(",")) - {""}
    opens = setting.key in _OPENING and after == "true"
    return "opens" if opens or (setting.key in _ADDRESS_LISTS and more) else "plain"


def _change(setting: Setting, before: str, after: str) -> Iterator[Part]:
    if setting.kind == "bool":
        yield f"{_on_off(before)} → {_on_off(after)}"
        return
    if before and after and (is_private(setting, before) or is_private(setting, after)):
        yield "changed (not shown)"
        return
    entries = _entries(before, after) if setting.kind == "json" else None
    if entries:
        for place, (name, old, new) in enumerate(entries):
            yield from ("; " * bool(place), Data(name), " ")
            yield from (shown_value(setting, old), " → ", shown_value(setting, new))
        return
    old, new = apart(before, after)
    yield shown_value(setting, old)
    yield " → "
    yield shown_value(setting, new)


def _entries(before: str, after: str) -> list[tuple[str, str, str]]:
    """The members in which two JSON objects differ, none where one of the two is no object."""
    try:
        old, new = json.loads(before), json.loads(after)
    except ValueError:
        return []
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return []
    return [
        (name, _member(old, name), _member(new, name))
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name)
    ]


def _member(members: dict[str, object], name: str) -> str:
    value = members.get(name, "")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _on_off(text: str) -> str:
    return {"true": "on", "false": "off", "": "does not apply"}.get(text, "unclear")


def _items(setting: Setting, before: str, after: str) -> Iterator[Part]:
    """What a list gains and loses; private items are only counted."""
    old, new = before.split(","), after.split(",")
    gains = [item for item in new if item not in old]
    losses = [item for item in old if item not in new]
    if not gains and not losses:
        yield "in another order"
    for place, (word, items) in enumerate((("adds ", gains), ("drops ", losses))):
        if items:
            yield ("; " if place and gains else "") + word
            yield from _some(setting, items)


def _some(setting: Setting, items: Sequence[str]) -> Iterator[Part]:
    if is_private(setting, ",".join(items)):
        yield f"{len(items)} (not shown)"
        return
    for place, item in enumerate(items[:5]):
        yield ", " * bool(place)
        yield Data(item)
    if len(items) > 5:
        yield f" and {len(items) - 5} more"


def _mode(before: str, after: str, keys: tuple[str, ...]) -> Told:
    means = _MEANS.get(after, "not one of the modes")
    if not before:
        return Told(
            "networking", ("Networking ", Data(after), f": {means}."), keys,
            "opens" if _OPENNESS.get(after) else "plain",
        )  # fmt: skip
    wider = _OPENNESS.get(after, 0) > _OPENNESS.get(before, 0)
    word = "opens" if wider else "closes"
    parts = ("Networking ", Data(before), " → ", Data(after), f" {word}: {means}.")
    return Told("networking", parts, keys, "opens" if wider else "plain")
