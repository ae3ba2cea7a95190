"""Settings: one row per thing that a core team can decide.

The classes are named tuples, which cost little to define and to make, so that a compiled catalogue
loads fast; ``wizard.catalog.compile`` checks the sources against these same classes with pydantic.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from wizard.catalog.conditions import Condition

Scope = Literal["factory", "scale_set", "environment", "project"]
Level = Literal["essential", "standard", "advanced", "debug", "deprecated"]
Kind = Literal[
    "bool", "int", "string", "name", "enum", "guid", "guid-list", "email", "email-list", "ip",
    "ip-list", "cidr", "cidr-template", "cidr-list", "json", "version", "resource-id",
    "subnet-name", "region", "secret-name",
]  # fmt: skip
Orchestrator = Literal["github", "azure-devops"]
VariableLevel = Literal["repository", "environment", "secret", "file"]
Effect = Literal[
    "effective", "preflight-only", "composes-tags", "unused-parameter", "rejected-parameter",
    "declared-only", "print-only", "none", "wizard-only",
]  # fmt: skip
Value = bool | int | str | tuple[str, ...]

LEVELS: tuple[Level, ...] = ("essential", "standard", "advanced", "debug", "deprecated")
"""From what everybody is asked to what hardly anybody is."""
ORCHESTRATORS: tuple[Orchestrator, ...] = ("github", "azure-devops")
ORCHESTRATOR_TITLES: dict[Orchestrator, str] = {"github": "GitHub", "azure-devops": "Azure DevOps"}
ENVIRONMENTS: tuple[str, ...] = ("dev", "stage", "prod")
UPSTREAM_ENVIRONMENT = {"dev": "dev", "stage": "test", "prod": "prod"}
"""The vendor calls the second environment "stage" on GitHub and "test" in Azure names."""
ENVIRONMENT_NAMED: dict[str, str] = {
    **{name: name for name in ENVIRONMENTS},
    **{theirs: name for name, theirs in UPSTREAM_ENVIRONMENT.items()},
}
"""The environment that is meant, by each name that somebody may use for it."""

LIST_KINDS = frozenset({"guid-list", "email-list", "ip-list", "cidr-list"})


class Variable(NamedTuple):
    """One name under which an orchestrator knows a setting.

    ``level`` says where a GitHub workflow looks for it (``file``: nowhere, it only stands in
    ``.env``); Azure DevOps names are all of level ``file``. ``environment`` is set on a name
    that belongs to one environment. ``in_template`` tells whether the vendor's template has it,
    ``pushed`` whether the vendor's upload script sends it under this name, ``read`` whether a
    pipeline, a preflight check or a script reads it; ``fallback`` is what the workflow takes
    when the variable is missing or empty.
    """

    name: str
    level: VariableLevel = "file"
    environment: str | None = None
    in_template: bool = True
    pushed: bool = False
    read: bool = True
    fallback: str = ""


class Default(NamedTuple):
    """A default value and the condition under which it applies (None: otherwise)."""

    value: Value
    when: Condition | None = None


class Choice(NamedTuple):
    """One allowed value of an enum."""

    value: str
    title: str = ""


class Shortfall(NamedTuple):
    """Where upstream cannot honour a choice, and what that means for the user.

    It matters while ``when`` holds. ``code`` names the rule that reports it, where it is not the
    general one.
    """

    orchestrator: Literal["github", "azure-devops", "both"]
    text: str
    source: str = ""
    when: Condition | None = None
    severity: Literal["error", "warning", "note"] = "note"
    code: str = ""


class Setting(NamedTuple):
    """One setting of the catalogue.

    ``key`` is short and unique ("services.cosmos_db"); together with ``scope`` it gives the full
    key ("projects.003.services.cosmos_db"). ``reaches`` lists "template.bicep#parameter".
    ``template_default`` is the text in the vendor's template, None where it has no such name.
    ``empty`` is the text that stands for "nothing" in an orchestrator's file. ``samples`` are
    made-up values of the vendor's templates that work, and then stand in Azure for good;
    ``replaced_by`` is the setting that has taken the place of one that nothing reads any more.
    ``printed_by`` is a command that prints the value to give.
    """

    key: str
    title: str
    help: str
    kind: Kind
    scope: Scope
    section: str
    level: Level
    default: tuple[Default, ...]
    github: tuple[Variable, ...] = ()
    azure_devops: tuple[Variable, ...] = ()
    default_why: str = ""
    template_default_github: str | None = None
    template_default_azure_devops: str | None = None
    empty_github: str = ""
    empty_azure_devops: str = ""
    choices: tuple[Choice, ...] = ()
    pattern: str = ""
    pattern_help: str = ""
    minimum: int | None = None
    maximum: int | None = None
    min_length: int | None = None
    max_length: int | None = None
    optional: bool = True
    example: str = ""
    samples: tuple[str, ...] = ()
    replaced_by: str = ""
    applies_when: Condition | None = None
    applies_because: str = ""
    required_when: Condition | None = None
    required_because: str = ""
    printed_by: str = ""
    service: str = ""
    one_shot: bool = False
    destructive: bool = False
    identity: bool = False
    effect_github: Effect = "effective"
    effect_azure_devops: Effect = "effective"
    reaches_github: tuple[str, ...] = ()
    reaches_azure_devops: tuple[str, ...] = ()
    falls_short: tuple[Shortfall, ...] = ()
    source: tuple[str, ...] = ()

    def variables(self, orchestrator: Orchestrator) -> tuple[Variable, ...]:
        """The names of this setting for one orchestrator."""
        return self.github if orchestrator == "github" else self.azure_devops

    def effect(self, orchestrator: Orchestrator) -> Effect:
        """What a pipeline of this orchestrator does with the setting, however it got there."""
        return self.effect_github if orchestrator == "github" else self.effect_azure_devops

    def empty(self, orchestrator: Orchestrator) -> str:
        """The text that says "nothing" to this orchestrator (an empty one often cannot)."""
        return self.empty_github if orchestrator == "github" else self.empty_azure_devops

    def reaches(self, orchestrator: Orchestrator) -> tuple[str, ...]:
        """The Bicep parameters ("template#parameter") that the setting ends in."""
        return self.reaches_github if orchestrator == "github" else self.reaches_azure_devops

    @property
    def is_list(self) -> bool:
        """Whether the value is a list of texts (comma-separated in the variable files)."""
        return self.kind in LIST_KINDS
