"""Values that are not of their setting's kind or break its limits, one answer at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from wizard.catalog.setting import Setting
from wizard.model.answers import Given
from wizard.model.values import (
    ValueProblem,
    example_for,
    format_value,
    in_environment,
    is_empty,
    parse_value,
)
from wizard.model.view import View
from wizard.rules.characters import holds_control, script_characters
from wizard.rules.finding import Problem
from wizard.rules.placeholder_styles import placeholder_in
from wizard.rules.registry import answer_rule
from wizard.rules.wording import listed, named, shown

_EMAIL = re.compile(r"[^@\s,;<>\"']+@[^@\s,;<>\"']+\.[^@\s,;<>\"'.]+")
_MACRO = re.compile(r"\$\([A-Za-z0-9_.-]+\)")


@lru_cache(maxsize=512)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def meets_pattern(setting: Setting, text: str) -> bool:
    """Whether a text satisfies the setting's pattern; true where there is none."""
    return not setting.pattern or _compiled(setting.pattern).fullmatch(text) is not None


def means_nothing(setting: Setting, text: str) -> bool:
    """Whether a text is empty, or what an orchestrator's file has for "nothing"."""
    return text in ("", setting.empty_github, setting.empty_azure_devops)


@answer_rule(
    "VAL101",
    "error",
    "The value is of another kind than the setting",
    explain=(
        "A switch takes true or false, a number digits only, a choice one of its values, a list "
        "texts, JSON valid JSON. Files and imports may hold anything, so the value is kept as it "
        "is and reported here; the pipelines would hand it to Azure unseen."
    ),
    sources=("R-153", "R-112", "R-174", "azure-facts 7"),
    bad={"governance.diagnostics": "golden"},
    good={"governance.diagnostics": "silver"},
)
def _wrong_kind(view: View, setting: Setting, given: Given) -> Iterator[Problem]:
    text = format_value(given.value)
    if means_nothing(setting, text) or (setting.kind == "json" and placeholder_in(setting, text)):
        return
    try:
        parse_value(setting, _plain(setting, text) if setting.kind == "json" else given.value)
    except ValueProblem as problem:
        said = f"{named(view, setting)}: {problem}"
        yield Problem(
            (setting.key,), said if said.endswith("?") else f"{said}.", _remedy(view, setting)
        )


def _plain(setting: Setting, text: str) -> str:
    """JSON with the macros that Azure DevOps fills in taken for text."""
    return _MACRO.sub("macro", text)


def _remedy(view: View, setting: Setting) -> str:
    if setting.choices:
        return f"Choose {listed([choice.value for choice in setting.choices], 'or')}."
    if setting.kind == "bool":
        return "Set it to true or false."
    form = in_environment(setting, setting.pattern_help, view.context.environment)
    example = example_for(setting, view.context.environment) or format_value(view.default(setting))
    return f"Set it to {form or 'a value such as ' + shown(example)}."


@answer_rule(
    "VAL102",
    "error",
    "The value does not have the form that the setting needs",
    explain=(
        "Names, suffixes, prefixes and ids have a form because templates cut characters out of "
        "fixed places, or because Azure refuses others: a suffix such as -001, a lake prefix of "
        "lower-case letters and digits, a version, a resource id. The finding names the form."
    ),
    sources=("R-005", "R-022", "R-024", "R-025", "R-035", "R-037", "azure-facts 4.2", "demand 16"),
    bad={"naming.common_resource_suffix": "001"},
    good={"naming.common_resource_suffix": "-002"},
)
def _wrong_form(view: View, setting: Setting, given: Given) -> Iterator[Problem]:
    if not setting.pattern or setting.kind == "json":
        return
    items = given.value if isinstance(given.value, tuple) else (format_value(given.value),)
    for text in items:
        if meets_pattern(setting, text) or means_nothing(setting, text):
            continue
        if _reported_elsewhere(setting, text):
            continue
        better = next((t for t in _repairs(text) if meets_pattern(setting, t)), None)
        environment = view.context.environment
        form = in_environment(setting, setting.pattern_help, environment)
        form = form or f"a text like {shown(example_for(setting, environment))}"
        hint = f"Write {form}"
        yield Problem(
            (setting.key,),
            f"{named(view, setting)} is {shown(text)}, which is not {form}.",
            f"{hint}; {shown(better)} would do." if better else f"{hint}.",
            set={setting.key: better} if better and not isinstance(given.value, tuple) else {},
        )


def _reported_elsewhere(setting: Setting, text: str) -> bool:
    return (
        holds_control(text)
        or bool(script_characters(text))
        or placeholder_in(setting, text) is not None
        or (setting.max_length is not None and len(text) > setting.max_length)
    )


def _repairs(text: str) -> Iterator[str]:
    """What may have been meant, the smallest change first."""
    digits = re.sub(r"[^0-9]", "", text)[-3:].zfill(3)
    yield text.strip()
    yield text.lower()
    yield re.sub(r"\s*,\s*", ",", text.strip()).strip(",")
    yield text.lstrip("/")
    yield f"/{text}"
    if re.fullmatch(r"-?[0-9]{1,4}", text.strip(), re.ASCII):
        yield f"-{digits}"
        yield digits
    yield re.sub(r"[^a-z0-9]", "", text.lower())


@answer_rule(
    "VAL103",
    "error",
    "The number is outside its limits",
    explain="Azure or the templates accept only numbers between the two limits that it names.",
    sources=("R-046", "R-105", "R-122", "R-149"),
    bad={"governance.key_vault_soft_delete_days": 0},
    good={"governance.key_vault_soft_delete_days": 7},
)
def _out_of_range(view: View, setting: Setting, given: Given) -> Iterator[Problem]:
    number = given.value
    if isinstance(number, bool) or not isinstance(number, int):
        return
    low, high = setting.minimum, setting.maximum
    nearest = low if low is not None and number < low else number
    nearest = high if high is not None and number > high else nearest
    if nearest != number:
        limits = [f"at least {low}"] if low is not None else []
        limits += [f"at most {high}"] if high is not None else []
        yield Problem(
            (setting.key,),
            f"{named(view, setting)} is {number}, but has to be {listed(limits)}.",
            f"Set it to {nearest} or another number within the limits.",
            set={setting.key: nearest},
        )


@answer_rule(
    "VAL104",
    "error",
    "The text is too long or too short",
    explain=(
        "The limit comes from Azure's rules for names, or from what is left for this part when "
        "the template has added its own to the name."
    ),
    sources=("R-021", "R-022", "R-024", "R-028", "R-029", "R-030", "R-168"),
    bad={"naming.lake_prefix": "acmelake9"},
    good={"naming.lake_prefix": "acmelake"},
)
def _wrong_length(view: View, setting: Setting, given: Given) -> Iterator[Problem]:
    text = format_value(given.value)
    low, high = setting.min_length, setting.max_length
    if means_nothing(setting, text) or placeholder_in(setting, text):
        return
    if high is not None and len(text) > high:
        yield Problem(
            (setting.key,),
            f"{named(view, setting)} has {len(text)} characters, at most {high} are possible: "
            f"{shown(text)}.",
            f"Shorten it by {len(text) - high}.",
        )
    elif low is not None and len(text) < low:
        yield Problem(
            (setting.key,),
            f"{named(view, setting)} has {len(text)} characters, at least {low} are needed.",
            f"Lengthen it by {low - len(text)}.",
        )


@answer_rule(
    "VAL105",
    "error",
    "An item of a list holds blanks",
    explain=(
        "Upstream means to strip blanks out of lists, but the function it uses takes its pattern "
        "literally. So a blank stays, and the id, address or group is one that nobody has."
    ),
    sources=("R-012", "R-160", "D69", "D90", "bicep-defects 3.3", "demand 26"),
    bad={"team.member_object_ids": ("11111111-2222-4333-8444 -555555555510",)},
    good={"team.member_object_ids": ("11111111-2222-4333-8444-555555555510",)},
)
def _blank_in_list(view: View, setting: Setting, given: Given) -> Iterator[Problem]:
    if setting.kind not in ("guid-list", "email-list") or not isinstance(given.value, tuple):
        return  # ranges of addresses are judged by the chapter on allow-lists
    bad = [item for item in given.value if item.split() != [item]]
    if bad:
        better = tuple(item for raw in given.value if (item := re.sub(r"\s+", "", raw)))
        yield Problem(
            (setting.key,),
            f"{named(view, setting)} holds {listed(map(shown, bad))}: a blank, which stays in "
            "what Azure receives.",
            f"Take the blanks out: {shown(better)}.",
            set={setting.key: better},
        )


@answer_rule(
    "VAL106",
    "warning",
    "A list names something twice",
    explain="The second mention does nothing, and usually another value was meant.",
    sources=("demand 25",),
    bad={"team.allowed_ips": ("203.0.113.7", "203.0.113.7")},
    good={"team.allowed_ips": ("203.0.113.7", "203.0.113.9")},
)
def _twice(view: View, setting: Setting, given: Given) -> Iterator[Problem]:
    if not setting.is_list or not isinstance(given.value, tuple):
        return
    once = {item.lower(): item for item in reversed(given.value)}
    if len(once) < len(given.value):
        folded = [item.lower() for item in given.value]
        again = sorted({item for item in folded if folded.count(item) > 1})
        yield Problem(
            (setting.key,),
            f"{named(view, setting)} names {listed(map(shown, again))} more than once.",
            "Remove the repetition, or put in what was meant.",
            set={setting.key: tuple(reversed(once.values()))},
        )


@answer_rule(
    "VAL111",
    "error",
    "Not an e-mail address",
    explain=(
        "The address goes to Azure as it stands, where a service sends its mail to it or looks "
        "the person up."
    ),
    sources=("R-124", "R-128"),
    bad={"services.postgresql": True, "databases.postgresql_admin_emails": ("dba",)},
    good={
        "services.postgresql": True,
        "databases.postgresql_admin_emails": ("dba@contoso.example",),
    },
)
def _not_an_email(view: View, setting: Setting, given: Given) -> Iterator[Problem]:
    if setting.kind not in ("email", "email-list") or is_empty(given.value):
        return
    items = given.value if isinstance(given.value, tuple) else (format_value(given.value),)
    bad = [item for item in items if not _EMAIL.fullmatch(item)]
    if bad and not any(placeholder_in(setting, item) for item in bad):
        yield Problem(
            (setting.key,),
            f"{named(view, setting)} holds {listed(map(shown, bad))}, no e-mail address.",
            "Write addresses such as team@contoso.example, with commas between them.",
        )
