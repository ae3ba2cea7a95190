"""Placeholders and sample values that were left in."""

from __future__ import annotations

from collections.abc import Iterator

from wizard.catalog.setting import Setting
from wizard.model.answers import Given
from wizard.model.values import example_for, format_value
from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.placeholder_styles import is_made_up_guid, placeholder_in
from wizard.rules.registry import answer_rule
from wizard.rules.wording import named, shown


@answer_rule(
    "PHD101",
    "error",
    "A placeholder was left in",
    explain=(
        "The templates mark what is to be filled in with many styles: <todo>, todo_id, "
        "kv-name<todo>, <optional>name, yourASEname, three dots in an id, a lone dash. The check "
        "on GitHub knows five of them, and only where nothing else stands in the value; the rest "
        "goes to Azure. What is meant to stay is not reported: <network_env> and <xxx> in names "
        "of subnets, the salts <5> and <10>, <optional> as the whole name of a secret."
    ),
    sources=("R-001", "R-004", "R-006", "D33", "D34", "D77", "demand 12"),
    bad={"environments.dev.seeding.key_vault": "kv-seeding-sdc-001<todo>"},
    good={"environments.dev.naming.salt": "<5>", "naming.random_salt": "<10>"},
)
def _placeholder(view: View, setting: Setting, given: Given) -> Iterator[Problem]:
    items = given.value if isinstance(given.value, tuple) else (format_value(given.value),)
    for text in items:
        found = placeholder_in(setting, text)
        if found is None:
            continue
        needed = view.required(setting.key)
        example = example_for(setting, view.context.environment)
        example = example or format_value(view.default(setting))
        alternative = "" if needed else ", or remove the answer: it is not needed here"
        yield Problem(
            (setting.key,),
            f"{named(view, setting)} still holds the placeholder {shown(found)}"
            + ("." if found == text else f" in {shown(text)}."),
            f"Put in your own value, such as {shown(example)}{alternative}."
            if example
            else f"Put in your own value{alternative}.",
            severity="error" if needed else "warning",
            set={} if needed else {setting.key: None},
        )
        return


@answer_rule(
    "PHD102",
    "error",
    "An id that belongs to nobody",
    explain=(
        "Ids of zeros or of one digit per group, and 12345678-1234-…, come from documentation. "
        "They pass every check of form and fail when Azure looks for the subscription or group."
    ),
    sources=("demand 12", "demand 25", "R-008"),
    bad={"tenant_id": "00000000-0000-0000-0000-000000000000"},
    good={"tenant_id": "11111111-2222-4333-8444-555555555501"},
)
def _made_up(view: View, setting: Setting, given: Given) -> Iterator[Problem]:
    if setting.kind not in ("guid", "guid-list"):
        return
    items = given.value if isinstance(given.value, tuple) else (format_value(given.value),)
    bad = [item for item in items if is_made_up_guid(item)]
    if bad:
        yield Problem(
            (setting.key,),
            f"{named(view, setting)} is {shown(bad[0])}, an id from documentation that belongs to "
            "nobody.",
            "Put in the real id.",
        )


@answer_rule(
    "PHD103",
    "warning",
    "A sample name of the template was kept",
    explain=(
        "The vendor's templates carry names of made-up companies and cost centres. They are "
        "valid, so the factory is deployed under them, and most names cannot be changed later."
    ),
    sources=("D64", "demand 62"),
    bad={"naming.prefix": "mrvel-1-"},
    good={"naming.prefix": "contoso-"},
)
def _sample(view: View, setting: Setting, given: Given) -> Iterator[Problem]:
    text = format_value(given.value)
    if text in setting.samples:
        yield Problem(
            (setting.key,),
            f"{named(view, setting)} is {shown(text)}, a sample of the vendor's template.",
            f"Put in your own, such as {shown(setting.example)}, before the first run."
            if setting.example
            else "Put in your own before the first run.",
        )
