"""Which members of ``variables.json`` may stay: those that say already what the answers say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wizard.catalog.setting import Orchestrator
from wizard.delivery.variables_json import JsonItem, deliver_variables_json
from wizard.formats.variables_json import value_text
from wizard.model.variable_names import VariableNames
from wizard.model.variable_values import FileVariable, Reading, is_well_spelt, read_variables
from wizard.model.view import View
from wizard.output.standing import own_view


def members_that_stand(
    view: View, orchestrator: Orchestrator, items: Iterable[JsonItem], section: Mapping[str, Any]
) -> frozenset[str]:
    """The names of ``items`` whose members of the section ``dev`` are left as they are.

    As for the lines of the other two files: a member stays when the section's own values, read
    as answers, deliver the same as the answers do, and its value is spelt as pipelines take it.
    """
    wanted = {item.name: _text(item) for item in items}
    texts = {
        name: text for name, value in section.items() if (text := value_text(value)) is not None
    }
    if all(texts.get(name, text) == text for name, text in wanted.items()):
        return frozenset()
    ado, github = VariableNames(view.catalog, "azure-devops"), VariableNames(view.catalog, "github")
    ours = {name for name in texts if ado.known(name)}
    reading = _read(view, texts, ours)
    if (reading.project, reading.scale_set) != (view.context.project, view.context.scale_set):
        return frozenset()
    own = own_view(view, reading, view.text("orchestrator"))
    delivered = {item.name: _text(item) for item in deliver_variables_json(own, orchestrator)}

    def stays(name: str, text: str) -> bool:
        known = (ado if name in ours else github).known(name)
        if known is None or name not in texts or delivered.get(name) != text:
            return False
        if known.setting.identity or texts[name] == text:
            return False
        return is_well_spelt(known.setting, texts[name])

    return frozenset(name for name, text in wanted.items() if stays(name, text))


def _read(view: View, texts: Mapping[str, str], ours: set[str]) -> Reading:
    """The section as answers; a few of its names are GitHub's."""
    found = [FileVariable(name, text) for name, text in texts.items()]
    reading = read_variables(view.catalog, "azure-devops", [v for v in found if v.name in ours], "")
    others = [v for v in found if v.name not in ours]
    more = read_variables(
        view.catalog, "github", others, "", project=reading.project, scale_set=reading.scale_set
    )
    for full, given in more.answers.items():
        if reading.answers.get(full) is None:
            reading.answers.put(full, given)
    reading.taken += more.taken
    return reading


def _text(item: JsonItem) -> str:
    return value_text(item.value) or ""
