"""Findings that are made where a file is read, and how the readers make them."""

from __future__ import annotations

from wizard.rules.finding import Finding, Fix, Severity
from wizard.rules.json_files import FILES_DIFFER as FILES_DIFFER
from wizard.rules.json_files import JSON_MISSING as JSON_MISSING
from wizard.rules.json_files import JSON_STOPS as JSON_STOPS
from wizard.rules.json_files import WHICH_FILE as WHICH_FILE
from wizard.rules.registry import RULES, describe


def file_finding(
    code: str,
    message: str,
    remedy: str,
    *,
    path: str | None,
    line: int | None = None,
    keys: tuple[str, ...] = (),
    fixes: tuple[Fix, ...] = (),
    severity: Severity | None = None,
) -> Finding:
    """A finding about a file; ``line`` counts from 1, ``keys`` are full keys if there are any.

    Raises:
        KeyError: no finding of a file is described under this code.
    """
    rule = RULES[code]
    if rule.scope != "file":
        raise KeyError(code)
    return Finding(code, severity or rule.severity, keys, message, remedy, fixes, path, line)


NAME_TWICE = describe(
    "FIL101",
    "warning",
    "A name stands in the file more than once",
    explain=(
        "The last mention counts, in .env as in variables.yaml, so editing the first one changes "
        "nothing. The vendor's own templates have such names. The finding names both lines; "
        "written by this wizard, each name stands once."
    ),
    sources=("R-173", "D82", "demand 10"),
)

NOT_UNDERSTOOD = describe(
    "FIL102",
    "warning",
    "A line was not understood",
    explain=(
        "The line is neither a comment nor a name with a value, as the pipelines' own reader "
        "takes it. It is kept as it is, but nothing of it was read: a blank around the equals "
        "sign, a quote that is not closed and an indented name are usual causes."
    ),
    sources=("R-171", "D87", "D94", "demand 11"),
)

WINDOWS_LINES = describe(
    "FIL103",
    "error",
    "Lines of .env end with a carriage return",
    explain=(
        "bash reads .env and keeps the carriage return of Windows at the end of every value: "
        "names and ids are then wrong in a way that no listing shows. Values are read here "
        "without it, and the file is written with plain line ends."
    ),
    sources=("R-171", "demand 32"),
)

UNKNOWN_NAME = describe(
    "FIL104",
    "note",
    "A name in the file is not known in this release",
    explain=(
        "Nothing of this release reads the name. It may be your own, of another release, or "
        "misspelt; in the latter case the finding suggests the right one. The line is kept."
    ),
    sources=("D08", "D78", "D79", "demand 2", "demand 3"),
)

OTHER_ORCHESTRATOR = describe(
    "FIL105",
    "note",
    "A name belongs to the other orchestrator",
    explain=(
        "The name is one of Azure DevOps in a file for GitHub, or the other way round. It is "
        "kept, but here it does nothing: 'convert' makes one file out of the other."
    ),
    sources=("R-177", "D81", "demand 3", "demand 46"),
)

PERSONAL_DATA_IN_GIT = describe(
    "FIL106",
    "warning",
    "A file with personal data is tracked by git",
    explain=(
        "The file holds e-mail addresses of people or addresses of their connections, and git "
        "keeps every version of it. Use a group's name and id, or take the file out of git."
    ),
    sources=("demand 13", "D91"),
)

OTHER_BRANCH = describe(
    "FIL107",
    "error",
    "The submodule has another release checked out",
    explain=(
        "Templates and pipelines come from the branch that the submodule has checked out, "
        "whatever the version in the variables says. With another release names and parameters "
        "differ, and settings are lost without a word. Read from git's own files; nothing is run."
    ),
    sources=("R-169", "D17", "demand 31"),
)

ENCODING = describe(
    "FIL109",
    "warning",
    "The file has an unusual encoding",
    explain=(
        "UTF-16 and a byte order mark come from editors and shells of Windows. They are read "
        "here, but bash and the pipelines stumble over them; files are written as plain UTF-8."
    ),
    sources=("demand 52",),
)

UNKNOWN_KEY = describe(
    "FIL110",
    "error",
    "The answers hold a key that does not exist",
    explain=(
        "An answer under an unknown key has no effect, so a slip of the pen would go unnoticed. "
        "The key is kept as it stands; the finding suggests the one that was probably meant."
    ),
    sources=("demand 2", "demand 11"),
)

MISPLACED_KEY = describe(
    "FIL111",
    "error",
    "The answers hold a key in the wrong place",
    explain=(
        "Each question is asked once for the factory, per scale set, per environment or per "
        "project, and its key stands there: factory, scale_sets, environments, projects."
    ),
    sources=("demand 51",),
)

SHELL_EXPANDS = describe(
    "FIL112",
    "error",
    "bash expands or runs a part of the value",
    explain=(
        ".env is run by bash. A dollar sign or backtick outside single quotes is replaced by a "
        "variable's value or by the output of a command, on the machine of whoever uploads the "
        "file. Nothing is run here. Written by this wizard, such values stand in single quotes."
    ),
    sources=("R-171", "R-172", "D73", "D87", "demand 33"),
)

TYPE_CHANGES = describe(
    "FIL113",
    "warning",
    "YAML reads the value as something else than text",
    explain=(
        "Without quotes 001 is the number 1, 010 the number 8, yes and on are true. Azure DevOps "
        "then hands another text to the templates. Values are written in quotes."
    ),
    sources=("R-174", "D51", "azure-facts 4.2", "demand 34"),
)

UNDEFINED_MACRO = describe(
    "FIL114",
    "error",
    "A macro names a variable that the file does not have",
    explain=(
        "Azure DevOps leaves $(name) as it is when nobody defines the name; a script then runs "
        "the name as a command, or the text ends up in a name or tag."
    ),
    sources=("R-118", "R-181", "D43", "D44", "bicep-defects 2c", "demand 36"),
)

NO_SUBMODULE = describe(
    "FIL116",
    "warning",
    "The vendor's submodule is missing or empty",
    explain=(
        "The pipelines need the vendor's repository as a submodule at the root of yours. It is "
        "fetched with: git submodule update --init --recursive."
    ),
    sources=("demand 53",),
)

NEWER_VERSION = describe(
    "FIL117",
    "error",
    "The answers were written by a newer wizard",
    explain=(
        "The structure of the file is newer than what this version understands. Nothing was "
        "changed: install the newer wizard."
    ),
    sources=("demand 41",),
)

OTHER_RELEASE = describe(
    "FIL118",
    "warning",
    "The file belongs to another release",
    explain=(
        "Names of the file are those of another release of the AI Factory. 'upgrade' carries the "
        "values over, renamed keys included."
    ),
    sources=("demand 41", "demand 42"),
)

OTHER_TENANT = describe(
    "FIL121",
    "warning",
    "Values of the file belong to another tenant",
    explain=(
        "Object ids of users, groups and service principals, and subscriptions, mean nothing in "
        "another tenant. A file that was copied from another team, or from the vendor's own "
        "factory, carries such ids along; every role assignment with them fails."
    ),
    sources=("peer-wizard 5", "demand 24"),
)

DESCRIBED_FOR = describe(
    "FIL122",
    "note",
    "What becomes of settings in Bicep is described for another release",
    explain=(
        "Which Bicep parameter a setting reaches, and what the template makes of it, was read in "
        "the release that the finding names. Of your release the names, defaults and addresses "
        "are described, its templates are not: look there before you rely on such a finding."
    ),
    sources=("v1.25 9",),
)

MISSING_NAMES = describe(
    "FIL123",
    "note",
    "Pipelines read names that the file does not have",
    explain=(
        "The vendor's own templates lack some names that the pipelines read; each then has the "
        "value that the pipeline falls back to, or stays an unfilled macro on Azure DevOps. A "
        "file that is otherwise as the answers say is not touched for their sake: they come in "
        "with the next change that 'generate' writes, or with 'generate --complete'."
    ),
    sources=("D44", "demand 1"),
)
