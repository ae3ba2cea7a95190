"""Which repository to push to: named, answered, or the git remote of the checkout."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from wizard.github.host import PUBLIC, Host, host_of
from wizard.store.git import remote_address
from wizard.web.failures import NotTaken

_NAME = r"(?P<owner>[A-Za-z0-9][A-Za-z0-9-]*)/(?P<name>[A-Za-z0-9._-]+?)"
_GIVEN = re.compile(rf"(?:(?P<host>[A-Za-z0-9.-]+(?::\d+)?)/)?{_NAME}")
_REMOTE = re.compile(
    r"(?:[a-z+]+://(?:[^@/\s]+@)?(?P<host>[^/:\s]+)(?::\d+)?/"
    rf"|(?:[^@/\s]+@)?(?P<scp>[^/:\s]+):/?){_NAME}(?:\.git)?/?"
)
_ALIASES = {"ssh.github.com": PUBLIC, "www.github.com": PUBLIC}
_REMEDY = "name it: --repository OWNER/NAME"


class Repository(NamedTuple):
    """A repository on a host."""

    host: Host
    owner: str
    name: str

    @property
    def full_name(self) -> str:
        """Owner and name."""
        return f"{self.owner}/{self.name}"

    @property
    def shown(self) -> str:
        """The name with the host where it is not github.com."""
        return self.full_name if self.host.name == PUBLIC else f"{self.host.name}/{self.full_name}"


def find_repository_on_github(
    given: str | None, answered: str, root: Path, environ: Mapping[str, str]
) -> Repository:
    """The repository that is meant: ``--repository``, else the answers', else git's remote.

    Raises:
        NotTaken: none of them names one.
    """
    remote = remote_of(root)
    for text, what in ((given, "--repository"), (answered, "the answers' factory repository")):
        if text:
            found = _GIVEN.fullmatch(text)
            if not found or found["name"] in (".", ".."):
                raise NotTaken(f"{what}: {text!r} is no repository", _REMEDY)
            full_name = f"{found['owner']}/{found['name']}"
            host = found["host"] or environ.get("GH_HOST") or _host_beside(remote, full_name)
            return Repository(host_of(host, environ), found["owner"], found["name"])
    if remote is None:
        raise NotTaken("no repository is named, and the checkout has no remote on GitHub", _REMEDY)
    return Repository(host_of(remote[0], environ), remote[1], remote[2])


def _host_beside(remote: tuple[str, str, str] | None, full_name: str) -> str:
    """The remote's host, where the remote is the same repository."""
    if remote and f"{remote[1]}/{remote[2]}".lower() == full_name.lower():
        return remote[0]
    return PUBLIC


def remote_of(root: Path) -> tuple[str, str, str] | None:
    """Host, owner and name of the checkout's remote ``origin``, or of its only remote."""
    found = _REMOTE.fullmatch(remote_address(root))
    if not found:
        return None
    host = (found["host"] or found["scp"]).lower()
    return _ALIASES.get(host, host), found["owner"], found["name"]
