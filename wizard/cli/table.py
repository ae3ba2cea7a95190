"""The verbs by name: which module runs each, and what ``--help`` says of it in one line."""

from __future__ import annotations

from typing import NamedTuple


class Verb(NamedTuple):
    """A verb; ``name`` may be two words ("project new").

    ``has_answers``: it works on answers, so it takes ``--set``; ``has_catalog``: it looks at a
    release, so it takes ``--release``.
    """

    name: str
    module: str
    summary: str
    has_answers: bool = False
    has_catalog: bool = True


VERBS: tuple[Verb, ...] = (
    Verb("new", "new", "the full-screen wizard; what runs when no verb is named", True),
    Verb("serve", "serve", "the full-screen wizard in a web browser", True),
    Verb("generate", "generate", "write the files that the pipelines read", True),
    Verb("check", "check", "findings for a workspace, an answers file or a variable file", True),
    Verb("preflight", "preflight", "whether the answers fit what is in Azure; only looks", True),
    Verb("import", "import_", "answers from files of any kind and release", True),
    Verb("convert", "convert", "one variable file into the other orchestrator's"),
    Verb("upgrade", "upgrade", "bring a repository or file to a later release", True),
    Verb("compare", "compare", "a checkout of the vendor's repository with the catalogue"),
    Verb("diff", "diff", "what changed between two revisions, in words"),
    Verb("set", "set", "answer questions: KEY=VALUE...", True),
    Verb("unset", "unset", "forget answers, so that the defaults hold again", True),
    Verb("enable", "enable", "switch services on", True),
    Verb("disable", "disable", "switch services off", True),
    Verb("project new", "project_new", "add a project, perhaps as a copy of another", True),
    Verb("project remove", "project_remove", "remove a project's answers", True),
    Verb("project list", "project_list", "the projects and their services", True),
    Verb("project show", "project_show", "the answers of one project", True),
    Verb("scale-set new", "scale_set_new", "add a scale set, perhaps as a copy of another", True),
    Verb("scale-set list", "scale_set_list", "the scale sets, environments and projects", True),
    Verb("scale-set show", "scale_set_show", "the answers of one scale set", True),
    Verb("push github", "push_github", "bring variables and secrets to GitHub", True),
    Verb("push azure-devops", "push_azure_devops", "variables to a group of Azure DevOps", True),
    Verb("network", "network", "the address plan and capacity of each environment", True),
    Verb("names", "names", "every name that Azure will see, with its limit", True),
    Verb("report", "report", "the hand-over report of factory and projects", True),
    Verb("trace", "trace", "where a setting lands: variables, workflows, Bicep parameters"),
    Verb("explain", "explain", "what a setting, variable, service or finding is"),
    Verb("list", "list", "the catalogue of settings"),
    Verb("schema", "schema", "the JSON Schema of the answers file"),
    Verb("doctor", "doctor", "terminal, repository, sign-ins and tools", has_catalog=False),
    Verb("completion", "completion", "the script for a shell's completion", has_catalog=False),
)

BY_NAME = {verb.name: verb for verb in VERBS}
GROUPS = tuple(dict.fromkeys(verb.name.split()[0] for verb in VERBS if " " in verb.name))
DEFAULT = "new"


def actions(group: str) -> tuple[str, ...]:
    """The second words of a group: new, list, show."""
    return tuple(name.split()[1] for name in BY_NAME if name.startswith(f"{group} "))


def words() -> tuple[str, ...]:
    """What can stand first on the command line."""
    return tuple(dict.fromkeys(verb.name.split()[0] for verb in VERBS))
