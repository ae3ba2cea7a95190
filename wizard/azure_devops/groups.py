"""Azure DevOps' REST calls for one variable group of one project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from wizard.web.failures import NotAllowed, NotSignedIn, NotTaken, WebFailure
from wizard.web.transport import Reply, Transport

API_VERSION = "7.1"
HEADERS = {"Accept": "application/json", "User-Agent": "aifactory-wizard",
           "X-TFS-FedAuthRedirect": "Suppress"}  # fmt: skip
DESCRIPTION = "Variables of the AI Factory, pushed by aifactory-wizard"
_RIGHTS = (
    "the token needs 'Variable Groups: Read, create, & manage' and 'Project and Team: Read', and "
    "the user the role Administrator or Creator in the project's Library"
)


@dataclass(frozen=True, slots=True)
class Group:
    """A variable group as it is; ``raw`` is what Azure DevOps gave, to be given back whole."""

    id: int
    name: str
    variables: Mapping[str, Mapping[str, Any]]
    raw: Mapping[str, Any]

    @property
    def is_linked(self) -> bool:
        """Whether its variables come from a key vault, so that none can be set."""
        return str(self.raw.get("type", "")).lower() == "azurekeyvault"


def asks_to_wait(reply: Reply) -> float | None:
    """Seconds that Azure DevOps wants to be left alone."""
    if reply.status not in (429, 503):
        return None
    after = reply.headers.get("retry-after", "")
    if after.isascii() and after.isdigit():
        return float(after)
    return 60.0 if reply.status == 429 else None


class GroupsApi:
    """The calls for the group ``name`` in a project; each raises the failures of ``wizard.web``."""

    def __init__(self, transport: Transport, project: str, name: str) -> None:
        self.transport = transport
        self.project = project
        self.name = name

    def find(self) -> Group | None:
        """The group, None where there is none of that name."""
        path = f"/{quote(self.project, safe='')}/_apis/distributedtask/variablegroups"
        reply = self._call("GET", path, params={"groupName": self.name})
        rows = reply.data.get("value") if isinstance(reply.data, dict) else None
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and str(row.get("name")).lower() == self.name.lower():
                return _group(row)
        return None

    def create(self, variables: Mapping[str, str]) -> bool:
        """Make the group; False where somebody made one of that name in the meantime."""
        found = self._call("GET", f"/_apis/projects/{quote(self.project, safe='')}")
        body = {
            "type": "Vsts",
            "name": self.name,
            "description": DESCRIPTION,
            "variables": {name: {"value": value} for name, value in variables.items()},
            "variableGroupProjectReferences": [
                {
                    "name": self.name,
                    "description": DESCRIPTION,
                    "projectReference": {key: found.data.get(key) for key in ("id", "name")},
                }
            ],
        }
        path = "/_apis/distributedtask/variablegroups"
        reply = self._send("POST", path, body)
        if reply.status == 409 or (reply.status == 400 and _exists(reply)):
            return False
        self._check(reply, writes=True)
        return True

    def update(self, group: Group, variables: Mapping[str, str]) -> None:
        """Set variables of the group; all others stay, and secrets keep their values."""
        known = {name.lower(): name for name in group.variables}
        whole: dict[str, Any] = {name: dict(entry) for name, entry in group.variables.items()}
        for name, value in variables.items():
            there = known.get(name.lower(), name)
            whole[there] = {**whole.get(there, {}), "value": value}
        kept = ("type", "name", "description", "providerData", "variableGroupProjectReferences")
        body = {key: group.raw[key] for key in kept if key in group.raw}
        path = f"/_apis/distributedtask/variablegroups/{group.id}"
        self._check(self._send("PUT", path, {**body, "variables": whole}), writes=True)

    def _call(self, method: str, path: str, params: Mapping[str, str] | None = None) -> Reply:
        reply = self._send(method, path, None, params)
        self._check(reply, writes=False)
        return reply

    def _send(
        self, method: str, path: str, body: Any = None, params: Mapping[str, str] | None = None
    ) -> Reply:
        try:
            return self.transport.call(
                method, path, body, {**(params or {}), "api-version": API_VERSION}
            )
        except NotTaken as error:  # it sends whoever is not signed in to a page for that
            raise self._not_signed_in("") from error

    def _check(self, reply: Reply, *, writes: bool) -> None:
        # 203 with a page: how Azure DevOps answers a token that it does not accept.
        if reply.status in (203, 401) or (reply.status < 300 and not isinstance(reply.data, dict)):
            raise self._not_signed_in(reply.message)
        if reply.status >= 300:
            raise self._refusal(reply, writes)

    def _not_signed_in(self, said: str) -> NotSignedIn:
        told = f" ({said})" if said else ""
        return NotSignedIn(f"{self.transport.address} does not accept the sign-in{told}",
                           f"renew the token; {_RIGHTS}")  # fmt: skip

    def _refusal(self, reply: Reply, writes: bool) -> WebFailure:
        said = f" ({reply.message})" if reply.message else ""
        if reply.status == 403:
            what = "write" if writes else "read"
            return NotAllowed(f"the sign-in may not {what} variable groups of {self.project}{said}",
                              _RIGHTS)  # fmt: skip
        if reply.status == 404:
            return NotAllowed(
                f"there is no project {self.project}, or the sign-in may not see it{said}",
                f"see whether the names are right; if they are: {_RIGHTS}",
            )
        return NotTaken(f"Azure DevOps answers {reply.status} for the group {self.name}{said}",
                        "correct what it names, or try again later")  # fmt: skip


def _exists(reply: Reply) -> bool:
    kind = str(reply.data.get("typeKey", "")) if isinstance(reply.data, dict) else ""
    return "exists" in kind.lower() or "already exists" in reply.message.lower()


def _group(row: Mapping[str, Any]) -> Group:
    number, variables = row.get("id"), row.get("variables")
    entries = variables.items() if isinstance(variables, dict) else ()
    return Group(
        number if type(number) is int else 0,
        str(row.get("name")),
        {name: entry for name, entry in entries if isinstance(entry, dict)},
        row,
    )
