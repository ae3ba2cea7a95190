"""Hosts of GitHub and where their API is: github.com, GHE.com, Enterprise Server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from wizard.web.address import is_loopback

PUBLIC = "github.com"


class Host(NamedTuple):
    """One GitHub. ``named`` says that the user's environment names it, not only a git remote."""

    name: str
    api: str
    named: bool = False

    @property
    def is_server(self) -> bool:
        """Whether it is an Enterprise Server, whose tokens and limits are its own."""
        return self.name != PUBLIC and not self.name.endswith(".ghe.com")


def host_of(name: str, environ: Mapping[str, str]) -> Host:
    """The host with a name, as ``gh`` finds its API; GITHUB_API_URL may say where it is."""
    name = name.lower()
    named = name == environ.get("GH_HOST", "").lower()
    url = environ.get("GITHUB_API_URL", "")
    if url and not environ.get("GH_HOST") and name == _host_of_actions(environ):
        return Host(name, url.rstrip("/"), named=True)
    if name == PUBLIC:
        return Host(name, "https://api.github.com", named)
    if name.endswith(".ghe.com"):
        return Host(name, f"https://api.{name}", named)
    scheme = "http" if is_loopback(f"http://{name}") else "https"
    return Host(name, f"{scheme}://{name}/api/v3", named)


def _host_of_actions(environ: Mapping[str, str]) -> str:
    """The host that a workflow runs on; github.com where nothing says otherwise."""
    server = environ.get("GITHUB_SERVER_URL", "")
    return server.partition("://")[2].strip("/").lower() or PUBLIC
