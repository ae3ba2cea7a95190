"""The vendor's own template files, read at run time: names, values and what the comments state.

A comment behind a value may hold tags: ``<mandatory>``, ``<mandatory> if NAME:'value'``,
``<optional>``, ``<default>text``, ``<recommended>``, ``<ensure>``, ``<otherwise>``. Text in other
angle brackets (``<todo>``) is a placeholder and belongs to what stands around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from wizard.catalog.conditions import Condition
from wizard.catalog.setting import Orchestrator
from wizard.formats.ado_variables import AdoDocument
from wizard.formats.dotenv import EnvDocument
from wizard.upgrade.template_tags import allowed_values, condition_of, longest

_TAG = re.compile(
    r"<(mandatory|optional|default|recommended|ensure|otherwise|keep-as-is|deprecated)>"
)
_COMMENT = re.compile(r"(?:^|\s)#(.*)$")


@dataclass(frozen=True, slots=True)
class TemplateEntry:
    """One name of a template.

    ``mandatory`` holds where the comment says so without a condition; ``condition`` is the one
    with which the name becomes mandatory, with names of variables where keys stand, None where
    there is none that can be read. ``told`` is what the comment says in words, tags left out;
    ``default`` the text behind that tag, None without one. ``allowed`` are the values of a list
    in the comment, ``longest`` the most characters that it allows.
    """

    name: str
    value: str
    line: int
    mandatory: bool = False
    condition: Condition | None = None
    default: str | None = None
    ensure: str = ""
    otherwise: str = ""
    told: str = ""
    allowed: tuple[str, ...] = ()
    longest: int | None = None


def read_template(text: str, orchestrator: Orchestrator, path: str) -> tuple[TemplateEntry, ...]:
    """The entries of a template, each name once; of several the last one counts.

    Raises:
        FormatError: the file cannot be read.
    """
    found: dict[str, TemplateEntry] = {}
    if orchestrator == "github":
        for entry in EnvDocument.parse(text, path).entries:
            if entry.value is not None:
                found[entry.name] = _entry(entry.name, entry.value, entry.line, entry.comment or "")
        return tuple(found.values())
    lines = text.splitlines()
    for variable in AdoDocument.parse(text, path).entries:
        comment = _behind(lines[variable.line - 1], variable.value)
        found[variable.name] = _entry(variable.name, variable.value, variable.line, comment)
    return tuple(found.values())


def _behind(line: str, value: str) -> str:
    """The comment at the end of a line of YAML, the value itself left out of the search."""
    at = line.find(value) + len(value) if value else line.find(":") + 1
    comment = _COMMENT.search(line[at:])
    return comment.group(1) if comment else ""


def _entry(name: str, value: str, line: int, comment: str) -> TemplateEntry:
    pieces = _TAG.split(comment)
    parts: dict[str, str] = {}
    told = [pieces[0].strip()]
    mandatory = False
    condition: Condition | None = None
    for tag, text in zip(pieces[1::2], pieces[2::2], strict=True):
        said = " ".join(text.split())
        if tag == "mandatory":
            condition = condition or condition_of(said)
            mandatory = mandatory or not said.startswith("if ")
        parts.setdefault(tag, said)
        if tag in ("mandatory", "optional", "ensure", "otherwise", "recommended", "keep-as-is"):
            start = "Needed " if said.startswith("if ") else _SAID[tag]
            told.append(f"{start}{said}" if said else "")
    return TemplateEntry(
        name, value, line, mandatory, condition, parts.get("default"),
        parts.get("ensure", ""), parts.get("otherwise", ""),
        ". ".join(text.rstrip(".") for text in told if text),
        allowed_values(comment, value), longest(comment),
    )  # fmt: skip


_SAID = {
    "mandatory": "",
    "optional": "",
    "ensure": "Make sure: ",
    "otherwise": "Otherwise: ",
    "recommended": "Recommended: ",
    "keep-as-is": "",
}
