"""Values: from the text a person or a file gives to a typed value, and back."""

from __future__ import annotations

import json
import re
from typing import Any

from wizard.catalog.setting import Setting, Value

_TRUE = {"true", "yes", "on", "1", "y"}
_FALSE = {"false", "no", "off", "0", "n"}

_DEV = re.compile(r"(?<![A-Za-z0-9])dev(?![A-Za-z0-9])")


class ValueProblem(ValueError):
    """A value that is not of the setting's kind; the message says what would be."""


def example_for(setting: Setting, environment: str | None) -> str:
    """The example of a setting, "" for none, as it is ``in_environment``."""
    return in_environment(setting, setting.example, environment)


def in_environment(setting: Setting, text: str, environment: str | None) -> str:
    """A text of the catalogue with names as an environment has them.

    What is asked per environment has its examples written once, for dev.
    """
    if setting.scope != "environment" or environment is None:
        return text
    return _DEV.sub(environment, text)


def parse_value(setting: Setting, raw: Any) -> Value:
    """The typed value for what somebody typed or a file holds.

    Text is trimmed; lists lose the blanks around their items. Whether the value also meets the
    setting's constraints is for the rules to say.

    Raises:
        ValueProblem: a bool, number, enum, list or JSON value that is none.
    """
    if setting.kind == "bool":
        return _parse_bool(setting, raw)
    if setting.kind == "int":
        return _parse_int(setting, raw)
    if setting.is_list:
        return _parse_list(setting, raw)
    if setting.kind == "json":
        return _parse_json(setting, raw)
    if isinstance(raw, (list, dict)) or raw is None:
        raise ValueProblem(f"{setting.key} takes one text, not {_kind_of(raw)}")
    text = "true" if raw is True else "false" if raw is False else str(raw).strip()
    if setting.kind == "enum":
        return _parse_enum(setting, text)
    return text


def lenient_value(setting: Setting, raw: Any) -> Value:
    """Like ``parse_value``, but a value of the wrong kind is kept as its text.

    The rules then report it; nothing that a file holds is lost.
    """
    try:
        return parse_value(setting, raw)
    except ValueProblem:
        return raw if isinstance(raw, (bool, int, str)) else json.dumps(raw, ensure_ascii=False)


def format_value(value: Value) -> str:
    """A value as the variable files carry it: lower-case booleans, comma-separated lists."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ",".join(value)
    return str(value)


def plain_value(value: Value | None) -> bool | int | str | list[str] | None:
    """A value as JSON and answers that are handed in have it: a list of texts for a tuple."""
    return list(value) if isinstance(value, tuple) else value


def is_empty(value: Value) -> bool:
    """Whether a value says nothing."""
    return value == "" or value == ()


def _parse_bool(setting: Setting, raw: Any) -> bool | str:
    if isinstance(raw, bool):
        return raw
    text = str(raw).strip().lower()
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise ValueProblem(f"{setting.key} takes true or false, not {raw!r}")


def _parse_int(setting: Setting, raw: Any) -> int | str:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    text = str(raw).strip()
    if text == "":
        return ""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        raise ValueProblem(f"{setting.key} takes a whole number, not {raw!r}")
    return int(text)


def _parse_list(setting: Setting, raw: Any) -> tuple[str, ...]:
    items = raw if isinstance(raw, (list, tuple)) else str(raw).replace("\n", ",").split(",")
    if isinstance(raw, dict) or any(isinstance(item, (list, dict)) for item in items):
        raise ValueProblem(f"{setting.key} takes a list of texts")
    return tuple(text for item in items if (text := str(item).strip()))


def _parse_json(setting: Setting, raw: Any) -> str:
    if not isinstance(raw, str):
        return json.dumps(raw, ensure_ascii=False, separators=(",", ":"))
    text = raw.strip()
    if not text or "$(" in text or "<" in text:
        return text
    try:
        json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueProblem(f"{setting.key} takes JSON: {error}") from error
    return text


def _parse_enum(setting: Setting, text: str) -> str:
    allowed = {choice.value.lower(): choice.value for choice in setting.choices}
    if not allowed or text.lower() in allowed:
        return allowed.get(text.lower(), text)
    if text == "" and setting.optional:
        return text
    from difflib import get_close_matches

    close = get_close_matches(text.lower(), allowed, n=1)
    hint = f"; did you mean {allowed[close[0]]}?" if close else ""
    names = ", ".join(allowed.values())
    raise ValueProblem(f"{setting.key} takes one of {names}, not {text!r}{hint}")


def _kind_of(raw: Any) -> str:
    return {list: "a list", dict: "a mapping", type(None): "nothing"}.get(type(raw), "this")
