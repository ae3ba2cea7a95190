"""Secrets and personal data: what must not stand in an answer at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wizard.catalog.setting import Setting
from wizard.model.answers import Given
from wizard.model.values import format_value
from wizard.model.view import View
from wizard.rules.finding import Problem
from wizard.rules.registry import answer_rule, rule
from wizard.rules.wording import named

_SECRETS = tuple(
    (re.compile(pattern, re.ASCII), what)
    for pattern, what in (
        (r"[A-Za-z0-9_~.-]{3}[78]Q~[A-Za-z0-9_~.-]{31,34}", "a client secret of Entra ID"),
        (r"gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,}", "a token of GitHub"),
        (r"AZDO[A-Za-z0-9]{4,}|(?<![A-Za-z0-9])[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}",
         "a token of Azure DevOps"),
        (r"(?<![A-Za-z0-9])[a-z2-7]{52}(?![A-Za-z0-9])", "a token of Azure DevOps"),
        (r"(?i)(?:AccountKey|SharedAccessKey|SharedAccessSignature|Password|Pwd)\s*=\s*[^;\s]{4,}",
         "a connection string with its key"),
        (r"(?i)[?&]sig=[A-Za-z0-9%+/]{20,}", "a signed address (SAS)"),
        (r"eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}", "an access token"),
        (r"-----BEGIN [A-Z ]*PRIVATE KEY-----", "a private key"),
        (r"(?i)\"?client_?secret\"?\s*[:=]\s*\"?[^\s\",}]{8,}", "a client secret"),
        (r"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{86}==", "the key of a storage account"),
    )
)  # fmt: skip
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def secret_in(text: str) -> str | None:
    """What kind of secret a text seems to hold, in words; None for none."""
    if len(text) < 16:
        return None
    return next((what for pattern, what in _SECRETS if pattern.search(text)), None)


_NEVER = (
    "Answers and everything generated from them go to git. They hold the names of secrets only; "
    "the secrets themselves stand in the seeding key vault, or are given to GitHub or Azure "
    "DevOps by hand. A secret that was in a file, even for a moment, has to be replaced: git "
    "and editors keep copies."
)


@answer_rule(
    "SEC101",
    "error",
    "A secret stands in an answer",
    explain=_NEVER,
    sources=("demand 58", "demand 13"),
    bad={"secrets.project_secret": "abc8Q~" + "x1Y2z3" * 5 + "ab_~"},
    good={"secrets.project_secret": "esml-project001-sp-secret"},
    hidden=True,
)
def _secret(view: View, setting: Setting, given: Given) -> Iterator[Problem]:
    found = secret_in(format_value(given.value))
    if found:
        yield Problem(
            (setting.key,),
            f"{named(view, setting)} looks like {found}. Files with answers go to git.",
            "Remove it here, put it into the seeding key vault, and make a new one: this one has "
            "been in a file.",
            set={setting.key: None},
        )


@rule(
    "SEC102",
    "factory",
    "error",
    "A secret stands under a name that we do not know",
    explain=_NEVER,
    sources=("demand 58", "demand 13"),
)
def _secret_in_unknown(view: View) -> Iterator[Problem]:
    for name, given in view.answers.unknown.items():
        found = secret_in(format_value(given.value) if isinstance(given.value, tuple | str) else "")
        if found:
            yield Problem(
                (name,),
                f"{name} looks like {found}. Files with answers go to git.",
                "Remove it from the file, and make a new one: this one has been in a file.",
            )


@rule(
    "SEC203",
    "project",
    "note",
    "Personal data goes to the repository",
    explain=(
        "Members' e-mail addresses and their home addresses for the firewall are personal data. "
        "On GitHub they travel as secrets, but .env and the answers stand in the repository. The "
        "name and id of a group, and the range of an office, say nothing about a person."
    ),
    sources=("demand 13",),
    bad={"team.use_groups": False, "team.member_emails": "ada@contoso.example"},
    good={"team.use_groups": True, "team.member_emails": "team-001"},
)
def _personal(view: View) -> Iterator[Problem]:
    if view.is_on("team.use_groups"):
        return
    people = [item for item in view.items("team.member_emails") if _MAIL.fullmatch(item)]
    if people:
        yield Problem(
            ("team.member_emails",),
            f"{len(people)} e-mail address{'es' if len(people) > 1 else ''} of people in project "
            f"{view.context.project} will stand in the repository.",
            "Use a security group: its name and object id, with the switch for groups on.",
        )
