"""The text of a value as one orchestrator's file carries it."""

from __future__ import annotations

import json

from wizard.catalog.setting import Orchestrator, Setting
from wizard.model.values import format_value, is_empty
from wizard.model.view import View


def delivered_text(view: View, setting: Setting, orchestrator: Orchestrator) -> str:
    """The text that an orchestrator should receive for a setting in the view's context.

    "Nothing" is written the way this orchestrator's pipelines understand it (for example "-"
    for an empty allow-list on GitHub, where an empty secret cannot be stored).
    """
    value = view.value(setting.key)
    if is_empty(value) or not view.applies(setting.key):
        return _resting_text(view, setting, orchestrator, format_value(value))
    if setting.kind == "json":
        return single_line_json(format_value(value))
    return format_value(value)


def file_text(view: View, setting: Setting, orchestrator: Orchestrator) -> str:
    """The text in a file that has one name for every environment, for the view's environment.

    Nothing where the release leaves a value open that differs between the environments. An
    environment without an answer of its own contradicts none.
    """
    text = delivered_text(view, setting, orchestrator)
    if setting.key not in view.catalog.tables["delivery"]["left_open"]:
        return text
    agreeing = {text}
    if setting.scope == "environment":
        agreeing.add(setting.empty(orchestrator))
    there = (view.at(environment=name) for name in view.environments)
    if any(delivered_text(one, setting, orchestrator) not in agreeing for one in there):
        return setting.empty(orchestrator)
    return text


def _resting_text(view: View, setting: Setting, orchestrator: Orchestrator, text: str) -> str:
    """The text of a setting that is empty or that does not apply at the moment.

    A hidden answer stays in the answers file only; the pipelines get the default, so that a
    forgotten choice cannot act behind a service that is off.
    """
    if text and not view.applies(setting.key):
        text = format_value(view.default(setting))
    return text or setting.empty(orchestrator)


def single_line_json(text: str) -> str:
    """JSON on one line; text that is no JSON (a macro, a placeholder) stays as it is."""
    try:
        return json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))
    except (ValueError, RecursionError):
        return text
