"""Where look-ups go: the endpoints of a cloud, or a stand-in on this machine."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Literal, NamedTuple
from urllib.parse import quote, urlsplit

from wizard.azure.clouds import Cloud

Api = Literal["resource manager", "graph", "key vault"]

STAND_IN = "AIFACTORY_WIZARD_AZURE_ENDPOINT"
"""Variable that names a stand-in for Azure on this machine, such as http://127.0.0.1:8080."""

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class NotLoopback(ValueError):
    """A stand-in for Azure may only be on this machine."""


class Endpoints(NamedTuple):
    """Hosts of a cloud without scheme; ``stand_in`` replaces all of them when it is not empty."""

    resource_manager: str
    graph: str
    vault_suffix: str
    stand_in: str = ""

    def base(self, api: Api, vault: str = "") -> str:
        """The start of every address of an interface; a key vault has one of its own."""
        if self.stand_in:
            path = {"resource manager": "arm", "graph": "graph", "key vault": "vault"}[api]
            return f"{self.stand_in}/{path}" + (f"/{quote(vault, safe='')}" if vault else "")
        if api == "key vault":
            return f"https://{quote(vault, safe='')}.{self.vault_suffix}"
        return f"https://{self.resource_manager if api == 'resource manager' else self.graph}"

    def resource(self, api: Api) -> str:
        """What a token has to be asked for."""
        if api == "key vault":
            return f"https://{self.vault_suffix}"
        return f"https://{self.resource_manager if api == 'resource manager' else self.graph}"


def endpoints_of(cloud: Cloud, environ: Mapping[str, str] | None = None) -> Endpoints:
    """The endpoints of a cloud.

    Raises:
        NotLoopback: the stand-in that the environment names is not on this machine.
    """
    environ = os.environ if environ is None else environ
    return Endpoints(
        urlsplit(cloud.resource_manager).netloc,
        urlsplit(cloud.graph).netloc,
        cloud.key_vault,
        checked_stand_in(environ.get(STAND_IN, "")),
    )


def checked_stand_in(text: str) -> str:
    """A stand-in's address without a slash at its end; "" for none.

    Raises:
        NotLoopback: it is no plain http address of this machine.
    """
    if not text:
        return ""
    try:
        parts = urlsplit(text)
        fits = parts.scheme == "http" and parts.hostname in _LOOPBACK and parts.port
    except ValueError:
        fits = False
    if not fits or parts.username or parts.path.strip("/") or parts.query or parts.fragment:
        raise NotLoopback(
            f"{STAND_IN} is {text!r}: a stand-in has to be on this machine, such as "
            "http://127.0.0.1:8080"
        )
    return text.rstrip("/")


class StandInTokens:
    """Tokens for a stand-in: made up, so that none of a real sign-in ever goes there."""

    def token(self, resource: str) -> str:
        """A made-up token."""
        return f"stand-in for {resource}"
