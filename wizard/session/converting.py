"""Convert: the variables of one orchestrator's file under the names of the other.

Values are carried as they stand, whether their questions apply or not. What the other file
cannot say is kept as comments in it (see ``conversion_notes``), so that the way back restores
it; names that only the other side has get their default, and every one of these is listed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from wizard.catalog.catalog import Catalog
from wizard.catalog.setting import Orchestrator, Setting, Variable
from wizard.delivery.encoding import delivered_text, single_line_json
from wizard.model.answers import Given
from wizard.model.context import Context
from wizard.model.values import format_value, lenient_value
from wizard.model.variable_names import VariableNames
from wizard.model.variable_values import FileVariable, Reading, read_variables, says_nothing
from wizard.model.view import View
from wizard.session.conversion_notes import KeptName

_MACRO = re.compile(r"\$\(([^()\s]*)\)")
_LIVE = re.compile(r"\$\(|\$\{\{|\$\[")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
OTHER: dict[Orchestrator, Orchestrator] = {"github": "azure-devops", "azure-devops": "github"}

Texts = Mapping[str, str]
"""Names of variables with the texts that their file's reader sees."""


@dataclass(slots=True)
class Converted:
    """The values under the names of ``orchestrator``, in catalogue order.

    ``defaults`` are names whose value the source does not say; ``refused`` are values that the
    other file cannot carry, with the reason, by the name that they would have had there.
    ``sources`` has the name of the source for each name that came from one.
    """

    orchestrator: Orchestrator
    project: str
    scale_set: str
    texts: dict[str, str] = field(default_factory=dict)
    defaults: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)


def converted(catalog: Catalog, texts: Texts, target: Orchestrator) -> Converted:
    """The values of ``texts`` under the names of ``target``."""
    return _Conversion(catalog, texts, target).result()


def kept_for_the_way_back(catalog: Catalog, texts: Texts, made: Converted) -> list[KeptName]:
    """What of ``texts`` the way back from ``made`` would not give, in its order.

    A name whose value ``made`` does not have at all comes back whatever is changed there.
    """
    source = OTHER[made.orchestrator]
    back = converted(catalog, made.texts, source).texts
    used = set(made.sources.values())
    return [
        KeptName(name, value, back.get(name) if name in used else None)
        for name, value in texts.items()
        if back.get(name) != value
    ]


def restore(made: Converted, kept: Mapping[str, KeptName]) -> list[str]:
    """Put back what an earlier conversion kept; the names that it restored."""
    restored = []
    for name, entry in kept.items():
        if entry.otherwise is None or made.texts.get(name) == entry.otherwise:
            made.texts[name] = entry.value
            made.refused.pop(name, None)
            made.defaults = [other for other in made.defaults if other != name]
            restored.append(name)
    return restored


class _Conversion:
    """One conversion: the source's texts by setting and environment."""

    def __init__(self, catalog: Catalog, texts: Texts, target: Orchestrator) -> None:
        self._catalog = catalog
        self._texts = texts
        self._target: Orchestrator = target
        self._source = OTHER[target]
        variables = [FileVariable(name, text) for name, text in texts.items()]
        self._reading = read_variables(catalog, self._source, variables, "")
        self._view = self._seen_by(target)
        self._original = self._seen_by(self._source)
        self._by_setting = self._found(VariableNames(catalog, self._source))
        self._lower = {name.lower(): text for name, text in texts.items()}

    def _seen_by(self, orchestrator: Orchestrator) -> View:
        reading: Reading = self._reading
        answers = reading.answers.copy()
        answers.put("orchestrator", Given(orchestrator, "imported"))
        return View(self._catalog, answers, Context(reading.scale_set, "dev", reading.project))

    def _found(self, names: VariableNames) -> dict[tuple[str, str | None], str]:
        """The name in the source for each setting and environment (None: not of one)."""
        exact: dict[tuple[str, str | None], str] = {}
        older: dict[tuple[str, str | None], str] = {}
        for name in self._texts:
            known = names.known(name)
            if known is not None:
                place = (known.setting.key, known.variable.environment)
                if known.variable.in_template or place not in exact:
                    exact[place] = name
            else:
                for heir in names.successors(name):
                    older[heir.setting.key, heir.variable.environment] = name
        return {**older, **exact}

    def result(self) -> Converted:
        """All names of the target with their texts."""
        made = Converted(self._target, self._reading.project, self._reading.scale_set)
        for setting in self._catalog.settings.values():
            for variable in setting.variables(self._target):
                if variable.level != "environment":
                    self._one(made, setting, variable)
        return made

    def _one(self, made: Converted, setting: Setting, variable: Variable) -> None:
        name = variable.name
        view = self._view.at(environment=variable.environment or "dev")
        source = self._name_for(setting, variable)
        if source is None:
            made.texts[name] = delivered_text(view, setting, self._target)
            made.defaults.append(name)
            return
        made.sources[name] = source
        text = self._carried(setting, self._texts[source], view)
        why = self._refusal(setting, text)
        if why:
            made.refused[name] = why
            text = setting.empty(self._target)
        made.texts[name] = text

    def _name_for(self, setting: Setting, variable: Variable) -> str | None:
        """The source's name for a variable: of its environment, else the one for all.

        Where the target has one name for all environments, that of dev counts.
        """
        places = (variable.environment, None) if variable.environment else (None, "dev")
        found = (self._by_setting.get((setting.key, place)) for place in places)
        return next((name for name in found if name is not None), None)

    def _carried(self, setting: Setting, text: str, view: View) -> str:
        if setting.kind == "json":
            return self._carried_json(setting, text, view)
        if says_nothing(setting, self._source, text):
            return setting.empty(self._target)
        if self._target == "github" and _MACRO.search(text):
            text = self._expanded(text)
        if setting.kind in ("bool", "enum") or setting.is_list:
            return format_value(lenient_value(setting, text))
        return text

    def _carried_json(self, setting: Setting, text: str, view: View) -> str:
        """JSON as it stands; what is put together from other values is so on the other side."""
        if says_nothing(setting, self._source, text) or self._is_composed(setting, text):
            default = format_value(view.default(setting))
            return single_line_json(default) or setting.empty(self._target)
        return single_line_json(self._expanded(text) if self._target == "github" else text)

    def _is_composed(self, setting: Setting, text: str) -> bool:
        composed = single_line_json(format_value(self._original.default(setting)))
        return single_line_json(text) == composed

    def _expanded(self, text: str) -> str:
        """A text with each $(name) of the file replaced; others stay."""
        for _ in range(5):
            changed = _MACRO.sub(
                lambda macro: self._lower.get(macro.group(1).lower(), macro.group()), text
            )
            if changed == text:
                break
            text = changed
        return text

    def _refusal(self, setting: Setting, text: str) -> str:
        if _CONTROL.search(text):
            return "a line of the file cannot carry a line end or control character"
        is_tags = setting.key in ("tags.common", "tags.project")
        if self._target == "azure-devops" and not is_tags and _LIVE.search(text):
            return "Azure DevOps would take it for a macro"
        if self._target == "github" and _MACRO.search(text):
            names = ", ".join(dict.fromkeys(_MACRO.findall(text)))
            return f"GitHub has no macros, and the file does not define {names}"
        return ""
