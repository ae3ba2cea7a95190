"""Which lines of a variable file may stay: those that say already what the answers say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from wizard.catalog.setting import Orchestrator
from wizard.delivery.azure_devops import deliver_azure_devops
from wizard.delivery.github import deliver_github
from wizard.model.answers import Given
from wizard.model.context import Context
from wizard.model.variable_names import VariableNames
from wizard.model.variable_values import (
    FileVariable,
    Reading,
    is_well_spelt,
    misfit,
    read_variables,
)
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
    delivered = _delivered(own_view(view, reading, orchestrator), orchestrator)
    names = VariableNames(view.catalog, orchestrator)
    texts = {known.name: entry.value for entry in entries if (known := names.known(entry.name))}

    def stays(name: str, text: str) -> bool:
        known = names.known(name)
        if known is None or delivered.get(name) != text:
            return False
        if name not in texts:
            return name in unclear
        if known.setting.identity:
            return texts[name] == text
        return is_well_spelt(known.setting, texts[name])

    return frozenset(name for name, text in wanted.items() if stays(name, text))


def only_completes(
    view: View, orchestrator: Orchestrator, different: Iterable[str], keys: Mapping[str, str]
) -> bool:
    """Whether names that a file lacks are nothing but what the vendor's template lacks as well.

    A file that is otherwise as the answers want it stays byte for byte then: what its pipelines
    did with it they still do. ``keys`` has the full key of each name. Not so when somebody
    answered what only such a name can say.
    """
    names = VariableNames(view.catalog, orchestrator)
    for name in different:
        known = names.known(name)
        if known is None or known.variable.in_template:
            return False
        spoken = any(v.in_template for v in known.setting.variables(orchestrator))
        if not spoken and view.answers.get(keys[name]) is not None:
            return False
    return True


def own_view(view: View, reading: Reading, orchestrator: str) -> View:
    """The file's values alone, seen as answers of a factory on ``orchestrator`` (or "both")."""
    answers = reading.answers
    answers.put("orchestrator", Given(orchestrator, "imported"))
    for taken in reading.taken:
        # What is of the wrong kind is no answer yet: its line waits until there is one.
        if misfit(view.catalog.by_variable[taken.name][0], taken.value):
            answers.drop(taken.key)
    return View(view.catalog, answers, Context(reading.scale_set, None, reading.project))


def _delivered(view: View, orchestrator: Orchestrator) -> dict[str, str]:
    if orchestrator == "github":
        return {item.name: item.value for item in deliver_github(view).file}
    return {item.name: item.value for item in deliver_azure_devops(view)}
