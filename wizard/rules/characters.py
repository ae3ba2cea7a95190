"""Characters that the way through files, shells and pipelines does not survive."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.catalog.setting import Setting
from wizard.model.answers import Given
from wizard.model.values import format_value
from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.registry import answer_rule
from wizard.rules.wording import listed, named, shown

_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff\ud800-\udfff\xa0\xad]"
)
_SCRIPT = re.compile(r"['\"`$\\]")
_IN_WORDS = {"'": "a single quote", '"': "a double quote", "`": "a backtick", "$": "a dollar sign",
             "\\": "a backslash"}  # fmt: skip
_OF_ONE_VARIABLE = ("github", "github_variable_bytes")


def holds_control(text: str) -> bool:
    """Whether a text holds line ends, control characters or invisible ones."""
    return _CONTROL.search(text) is not None


def script_characters(text: str) -> tuple[str, ...]:
    """The characters in a text that mean something in a script, each once."""
    return tuple(dict.fromkeys(_SCRIPT.findall(text)))


@answer_rule(
    "VAL107",
    "error",
    "The value holds a line end or an invisible character",
    explain=(
        "A value takes one line in every file that the pipelines read. A carriage return from "
        "Windows, a tab, a no-break or zero-width blank from a web page becomes part of the "
        "name or id, where nobody sees it and Azure does not find it."
    ),
    sources=("demand 25", "demand 32", "demand 33", "D87"),
    bad={"naming.project_prefix": "esml-\u200b"},
    good={"naming.project_prefix": "esml-"},
    hidden=True,
)
def _control(view: View, setting: Setting, given: Given) -> Iterator[Problem]:
    items = given.value if isinstance(given.value, tuple) else (given.value,)
    texts = [item for item in items if isinstance(item, str) and holds_control(item)]
    if setting.kind == "json":
        texts = [text for text in texts if holds_control(re.sub(r"[\r\n\t]", "", text))]
    if texts:
        found = sorted({f"U+{ord(sign):04X}" for text in texts for sign in _CONTROL.findall(text)})
        better = _CONTROL.sub("", texts[0]).strip()
        single = not isinstance(given.value, tuple)
        yield Problem(
            (setting.key,),
            f"{named(view, setting)} holds a line end or an invisible character "
            f"({', '.join(found)}), which becomes part of the value.",
            f"Type it again without it: {shown(better)}.",
            set={setting.key: better} if single else {},
        )


@answer_rule(
    "VAL108",
    "error",
    "The value holds characters that a script would act on",
    explain=(
        "The pipelines paste values into bash and PowerShell commands. A quote ends the text "
        "there, a dollar sign or backtick is expanded or run, a backslash swallows what follows. "
        "The files of this wizard quote such values safely, the vendor's pipelines do not."
    ),
    sources=("R-166", "R-171", "D62", "D87", "D88", "D89", "demand 33"),
    bad={"tags.cost_center": "it's"},
    good={"tags.cost_center": "4711"},
)
def _script(view: View, setting: Setting, given: Given) -> Iterator[Problem]:
    if setting.kind == "json" or not (setting.github or setting.azure_devops):
        return
    text = format_value(given.value)
    found = script_characters(text)
    if found and not holds_control(text):
        better = _SCRIPT.sub("", text).strip()
        yield Problem(
            (setting.key,),
            f"{named(view, setting)} is {shown(text)}: {listed(_IN_WORDS[sign] for sign in found)} "
            "would be acted on by the scripts of the pipelines.",
            "Write it without, "
            + (f"such as {shown(better)}." if better else "with letters and digits only."),
        )


@answer_rule(
    "VAL109",
    "warning",
    "The value holds a number sign",
    explain=(
        "bash takes it as part of a quoted value, but the checks before a run and a vendor's "
        "script read the same file with parsers of their own and cut the value there."
    ),
    sources=("D62", "D88"),
    bad={"team.member_emails": "team#1"},
    good={"team.member_emails": "team-1"},
)
def _number_sign(view: View, setting: Setting, given: Given) -> Iterator[Problem]:
    if setting.kind == "json" or not (setting.github or setting.azure_devops):
        return
    text = format_value(given.value)
    if "#" in text:
        yield Problem(
            (setting.key,),
            f"{named(view, setting)} is {shown(text)}: some readers of the file stop at the #.",
            "Write it without the number sign.",
        )


@answer_rule(
    "VAL110",
    "error",
    "The value is larger than GitHub stores",
    explain="GitHub takes at most 48 KB (49,152 bytes) for one variable or secret.",
    sources=("R-176", "azure-facts 6"),
    bad={"tags.project": '{"Description":"' + "x" * 50000 + '"}'},
    good={"tags.project": '{"Description":"x"}'},
)
def _too_large(view: View, setting: Setting, given: Given) -> Iterator[Problem]:
    text, largest = format_value(given.value), view.catalog.limit(*_OF_ONE_VARIABLE)["limit"]
    if not setting.github or len(text) * 4 <= largest or not any(view.lookup("on_github")):
        return
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > largest:
        yield Problem(
            (setting.key,),
            f"{named(view, setting)} has {size:,} bytes; GitHub stores at most {largest:,}.",
            "Shorten it.",
        )
