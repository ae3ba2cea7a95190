"""The token to call GitHub with: from the environment, else from the user's own ``gh``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from wizard.github.host import Host
from wizard.store.programs import find_program, run_program
from wizard.web.failures import NotSignedIn

_OF_PUBLIC = ("GH_TOKEN", "GITHUB_TOKEN")
_OF_SERVER = ("GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN")


class SignIn(NamedTuple):
    """A token and, in words, where it came from."""

    token: str
    source: str

    def __repr__(self) -> str:
        return f"SignIn(source={self.source!r})"


def sign_in(host: Host, environ: Mapping[str, str]) -> SignIn:
    """The token for a host, as ``gh`` would choose it.

    A token of github.com goes to an Enterprise Server only where GH_HOST or the workflow names
    that server: a git remote alone must not decide where a token is sent.

    Raises:
        NotSignedIn: there is none.
    """
    names: tuple[str, ...] = _OF_PUBLIC
    if host.is_server:
        names = (*_OF_SERVER, *_OF_PUBLIC) if host.named else _OF_SERVER
    for name in names:
        token = environ.get(name, "").strip()
        if token:
            return SignIn(_usable(token, name), name)
    token, problem = _of_gh(host.name)
    if token:
        return SignIn(_usable(token, "gh auth token"), "gh")
    raise NotSignedIn(
        f"no sign-in for {host.name}: {problem}",
        f"sign in with 'gh auth login --hostname {host.name}', or set {names[0]} to a token that "
        "may write variables, secrets and environments",
    )


def _usable(token: str, source: str) -> str:
    if token.isascii() and token.isprintable() and " " not in token:
        return token
    raise NotSignedIn(f"{source} holds no token", "set it to the token alone")


def _of_gh(host: str) -> tuple[str, str]:
    """The token of ``gh``, or why there is none."""
    program = find_program("gh")
    if program is None:
        return "", "the environment holds no token, and gh is not installed"
    ran = run_program([program, "auth", "token", "--hostname", host], seconds=20)
    if ran.code is None:
        return "", "the environment holds no token, and gh does not answer"
    token = ran.out.decode("utf-8", errors="replace").strip() if ran.code == 0 else ""
    return token, "the environment holds no token, and gh is not signed in there"
