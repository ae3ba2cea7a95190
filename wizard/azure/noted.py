"""What a look-up notes: findings of the live codes, and gaps where something is not known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from wizard.azure.reader import Reader
from wizard.azure.unknown import Unknown
from wizard.catalog.setting import Value
from wizard.model.context import split_key
from wizard.model.view import View
from wizard.rules.finding import Finding, Fix, Severity
from wizard.rules.registry import load_rules


class Gap(NamedTuple):
    """Something that could not be looked up: what, why, and keys that it was about."""

    what: str
    unknown: Unknown
    keys: tuple[str, ...] = ()


Notes = Iterator[Finding | Gap]
LookUpFunction = Callable[[Reader, View], Notes]


def found(
    view: View,
    code: str,
    keys: tuple[str, ...],
    message: str,
    remedy: str,
    *,
    severity: Severity | None = None,
    fixes: Mapping[str, Value | None] | None = None,
) -> Finding:
    """A finding in the place of a view; keys may be short or full.

    Keys of questions that the release does not have are left out; without any other the finding
    leads to the tenant.
    """
    asked = [_full(view, key) for key in keys if _is_asked(view, key)] or ["tenant_id"]
    return Finding(
        code,
        severity or load_rules()[code].severity,
        tuple(dict.fromkeys(asked)),
        message,
        remedy,
        tuple(
            Fix(_full(view, key), value)
            for key, value in (fixes or {}).items()
            if _is_asked(view, key)
        ),
    )


def _is_asked(view: View, key: str) -> bool:
    settings = view.catalog.settings
    return key in settings or split_key(key).key in settings


def _full(view: View, key: str) -> str:
    if split_key(key).scope != "factory" or key not in view.catalog.settings:
        return key
    return view.full_key(key)


def environment_of(view: View) -> str:
    """The place in words: "dev", or "dev of scale set 002" where there are several."""
    name = view.context.environment or ""
    several = len(view.answers.scale_sets) > 1
    return f"{name} of scale set {view.context.scale_set}" if several else name


def sharing(view: View) -> list[View]:
    """The environments of the view's scale set that share its subscription, itself among them."""
    here = view.text("subscription_id").strip().lower()
    there = [view.at(environment=environment) for environment in view.environments]
    return [one for one in there if one.text("subscription_id").strip().lower() == here]


def environments_of(views: list[View]) -> str:
    """Environments in words: "dev", "dev, stage and prod"."""
    *rest, last = [environment_of(view) for view in views]
    return f"{', '.join(rest)} and {last}" if rest else last


def subscription_of(view: View, key: str = "subscription_id") -> str:
    """The subscription of an environment.

    Raises:
        Unknown: the answers do not name one.
    """
    text = view.text(key).strip().lower()
    if not text or "<" in text:
        raise Unknown("no subscription", f"The answers do not say it yet ({view.full_key(key)}).")
    return text
