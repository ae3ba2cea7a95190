"""What a sign-in knows of Azure without asking it: names of subscriptions and tenants.

It is a help to the eye and nothing else: it never changes an answer, a file that is generated or
an exit code, so that the same answers give the same results on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from wizard.catalog.setting import Setting

Identified = Literal["subscription", "tenant"]

_ID = r"(?<![0-9A-Za-z-])[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?![0-9A-Za-z-])"


class Subscription(NamedTuple):
    """A subscription as somebody signed in sees it; ids in lower case, "" for what is not known.

    ``tenant`` is the tenant through which it is reached, ``home`` the one that it belongs to.
    ``state`` is Azure's word: "Enabled", "Disabled", "Warned", "PastDue", "Deleted".
    """

    id: str
    name: str
    tenant: str = ""
    home: str = ""
    cloud: str = ""
    state: str = "Enabled"
    user: str = ""

    @property
    def is_usable(self) -> bool:
        """Whether something can be deployed into it."""
        return self.state in ("", "Enabled")


class Tenant(NamedTuple):
    """A tenant: its display name and default domain, "" where the sign-in does not know them."""

    id: str
    name: str = ""
    domain: str = ""

    @property
    def title(self) -> str:
        """What people call it."""
        return self.name or self.domain


class Entry(NamedTuple):
    """Something to pick: the id, its name, and words that tell it from the others."""

    id: str
    name: str
    words: str


@dataclass(frozen=True)
class Directory:
    """Subscriptions and tenants of a sign-in; empty when nobody is signed in, or nothing is known.

    ``cloud`` is the cloud that is chosen ("" unknown). ``user`` is who is signed in there,
    ``is_person`` whether that is a person and no program.
    """

    cloud: str = ""
    user: str = ""
    is_person: bool = True
    subscriptions: tuple[Subscription, ...] = ()
    tenants: tuple[Tenant, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether anything is known."""
        return bool(self.subscriptions or self.tenants)

    @cached_property
    def _subscriptions(self) -> dict[str, Subscription]:
        return {one.id: one for one in reversed(self.subscriptions)}

    @cached_property
    def _tenants(self) -> dict[str, Tenant]:
        return {one.id: one for one in self.tenants}

    def subscription(self, id: str) -> Subscription | None:
        """The subscription with an id, in any case."""
        return self._subscriptions.get(id.strip().lower())

    def tenant(self, id: str) -> Tenant | None:
        """The tenant with an id, in any case."""
        return self._tenants.get(id.strip().lower())

    def name_of(self, id: str) -> str:
        """The name of a subscription or tenant, "" when it is not known."""
        subscription = self.subscription(id)
        if subscription is not None:
            return subscription.name
        tenant = self.tenant(id)
        return tenant.title if tenant else ""

    def tenant_name(self, id: str) -> str:
        """The name of a tenant, its id where it has none."""
        tenant = self.tenant(id)
        return tenant.title or id if tenant else id

    def named(self, text: str) -> str:
        """A text with the name in brackets behind every known id; names that it has stay alone."""
        if not self.is_known or "-" not in text:
            return text
        return re.sub(_ID, lambda found: self._with_name(found[0], text), text)

    def _with_name(self, id: str, text: str) -> str:
        name = self.name_of(id)
        return f"{id} ({name})" if name and name not in text else id

    def offers(self, what: Identified) -> bool:
        """Whether there is anything to pick."""
        return bool(self.subscriptions if what == "subscription" else self.tenants)

    def entries(self, what: Identified, tenant: str = "") -> tuple[Entry, ...]:
        """What can be picked, by name; subscriptions of ``tenant`` and usable ones come first."""
        if what == "tenant":
            found = sorted(self.tenants, key=lambda one: (not one.title, one.title.lower(), one.id))
            return tuple(Entry(one.id, one.title, one.domain if one.name else "") for one in found)
        here = tenant.strip().lower()
        ordered = sorted(
            self._subscriptions.values(),
            key=lambda one: (
                here not in (one.tenant, one.home),
                not one.is_usable,
                not one.name,
                one.name.lower(),
                one.id,
            ),
        )  # fmt: skip
        return tuple(Entry(one.id, one.name, ", ".join(self._words(one))) for one in ordered)

    def _words(self, one: Subscription) -> Iterator[str]:
        tenant = one.home or one.tenant
        if tenant:
            yield f"tenant {self.tenant_name(tenant)}"
        if one.cloud and one.cloud != (self.cloud or one.cloud):
            yield one.cloud
        if not one.is_usable:
            yield one.state.lower()

    def words_about(self, id: str) -> str:
        """A line about a subscription or tenant: its name and what else is known, "" for none."""
        one = self.subscription(id)
        if one is not None:
            return " · ".join([one.name or "no name", *self._words(one)])
        tenant = self.tenant(id)
        if tenant is None or not tenant.title:
            return ""
        return " · ".join(text for text in (tenant.name, tenant.domain) if text)


UNKNOWN = Directory()
"""Nobody is signed in, or nobody looked."""


def identified_by(setting: Setting) -> Identified | None:
    """What the value of a setting identifies, when it is a subscription or a tenant."""
    if setting.kind != "guid":
        return None
    last = setting.key.rsplit(".", 1)[-1].removesuffix("_id").rsplit("_", 1)[-1]
    what: tuple[Identified, ...] = ("subscription", "tenant")
    return next((name for name in what if name == last), None)
