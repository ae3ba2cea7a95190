"""Formulas of names, in the notation of ``schemas/<release>/names.yaml``, compiled once.

A formula becomes a tuple of literals and tokens; a token is what stood between braces, with its
modifier: ``naming.project_resource_suffix|2:4``. ``Fields`` looks tokens up for one place and
remembers them, so that eighty names of a project share one look at each setting.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from wizard.catalog.setting import UPSTREAM_ENVIRONMENT
from wizard.model.view import View
from wizard.naming.guid import is_guid
from wizard.naming.unique_string import salt_of

UNKNOWN = "\ue000"
"""Stands for one character that nobody knows before the run; shown as "#"."""

_TOKEN = re.compile(r"\{([a-z_][a-z0-9_.]*(?:\|[a-z0-9:]+)?)\}")
_COMPUTED = re.compile("#{2,}")
_SUFFIX = re.compile(r"-([0-9]{1,3})", re.ASCII)


class Formula(NamedTuple):
    """Literals (even places) and tokens (odd places), in turn."""

    parts: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What the tokens refer to, without modifiers, each once."""
        return tuple(dict.fromkeys(token.split("|")[0] for token in self.parts[1::2]))

    def fill(self, fields: Fields) -> str:
        """The text with every token replaced."""
        return "".join(
            [fields[part] if place & 1 else part for place, part in enumerate(self.parts)]
        )


@lru_cache(maxsize=1024)
def compiled(text: str) -> Formula:
    """The formula of a text; a run of ``#`` stands for characters that Bicep computes."""
    marked = _COMPUTED.sub(lambda match: UNKNOWN * len(match.group()), text)
    return Formula(tuple(_TOKEN.split(marked)))


class Fields(dict[str, str]):
    """The texts of tokens in one place; a missing one is looked up on first use."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view = view
        context = view.context
        environment = context.environment or ""
        self["project"] = context.project or ""
        self["scale_set"] = context.scale_set
        self["environment"] = environment
        self["upstream_environment"] = UPSTREAM_ENVIRONMENT.get(environment, "")

    def named(self, reference: str) -> str | None:
        """The text of another name ("common_group"), None for what is none; here for all."""
        return None

    def __missing__(self, token: str) -> str:
        base, bar, modifier = token.partition("|")
        found = modified(self[base], modifier) if bar else self._looked_up(base)
        self[token] = found
        return found

    def _looked_up(self, name: str) -> str:
        if name == "salt5":
            return self._salt()
        if name == "random10":
            return random_salt(self.view) or UNKNOWN * 10
        reference = self.named(name)
        return self.view.text(name) if reference is None else reference

    def _salt(self) -> str:
        subscription = self.view.text("subscription_id").lower()
        if not is_guid(subscription):
            return UNKNOWN * 5
        return salt_of(subscription, self["common_group"])


def random_salt(view: View) -> str | None:
    """The ten characters that all steps of the view's project share, when they are known.

    The environment's own go before those of the whole project. Bicep takes a salt of five
    characters or fewer for none at all (R-005).
    """
    environment = view.context.environment
    own = view.text(f"naming.random_salts.{environment}") if environment else ""
    for given in (own, view.text("naming.random_salt")):
        if len(given) == 10 and given.isascii() and given.isalnum():
            return given
    return None


def modified(text: str, modifier: str) -> str:
    """A text after ``undash``, ``next`` (``-001`` becomes ``-002``) or a slice (``2:4``)."""
    if modifier == "undash":
        return text.replace("-", "")
    if modifier == "next":
        match = _SUFFIX.fullmatch(text)
        return f"-{int(match.group(1)) + 1:03}" if match else text
    start, _, end = modifier.partition(":")
    return text[int(start) : int(end)]
