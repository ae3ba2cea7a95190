"""Which lines of a variable file may stay: those that say already what the answers say."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from wizard.catalog.setting import Orchestrator
from wizard.delivery.azure_devops import deliver_azure_devops
from wizard.delivery.github import deliver_github
from wizard.model.answers import Given
from wizard.model.context import Context
from wizard.model.variable_names import VariableNames
from wizard.model.variable_values import FileVariable, is_well_spelt, read_variables
from wizard.model.view import View


def lines_that_stand(
    view: View,
    orchestrator: Orchestrator,
    wanted: dict[str, str],
    standing: Iterable[FileVariable],
    unclear: Collection[str] = (),
) -> frozenset[str]:
    """The names of ``wanted`` (name -> text to deliver) whose lines are left as they are.

    A line stays when the file's own values, read as answers, deliver the same as the answers do:
    a placeholder of a setting that does not apply, an empty value, tags in the user's words.
    ``unclear`` are names on lines that no reader takes for a value. In a file of another project
    or scale set nothing stays but what is equal.
    """
    entries = list(standing)
    reading = read_variables(view.catalog, orchestrator, entries, "")
    context = view.context
    if (reading.project, reading.scale_set) != (context.project, context.scale_set):
        return frozenset()
    reading.answers.put("orchestrator", Given(orchestrator, "imported"))
    own = View(view.catalog, reading.answers, Context(reading.scale_set, None, reading.project))
    delivered = _delivered(own, orchestrator)
    names = VariableNames(view.catalog, orchestrator)
    texts = {known.name: entry.value for entry in entries if (known := names.known(entry.name))}
    stays = set()
    for name, text in wanted.items():
        known = names.known(name)
        if known is None or delivered.get(name) != text:
            continue
        if name not in texts:
            if name in unclear:
                stays.add(name)
        elif known.setting.identity:
            if texts[name] == text:
                stays.add(name)
        elif is_well_spelt(known.setting, texts[name]):
            stays.add(name)
    return frozenset(stays)


def _delivered(view: View, orchestrator: Orchestrator) -> dict[str, str]:
    if orchestrator == "github":
        return {item.name: item.value for item in deliver_github(view).file}
    return {item.name: item.value for item in deliver_azure_devops(view)}
