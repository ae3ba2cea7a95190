"""Azure DevOps' endpoints for variable groups of one project, on loopback."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any

from tests.web.loopback import Answer, Asked, Loopback

TOKEN = "made-up-" + "abcd2345" * 5
ORGANIZATION = "/contoso"
PROJECT = {"id": "11111111-2222-4333-8444-555555555590", "name": "AI Factory"}
SIGN_IN_PAGE = Answer(203, b"<html>Sign in</html>", {"Content-Type": "text/html"})


@dataclass
class FakeAzureDevOps(Loopback):
    """``groups`` by id; values of secret variables are kept aside and never given."""

    groups: dict[int, dict[str, Any]] = field(default_factory=dict)
    secrets: dict[tuple[int, str], str] = field(default_factory=dict)
    read_only: bool = False

    def handle(self, asked: Asked) -> Answer:
        sent = asked.headers.get("authorization", "")
        if sent != "Basic " + base64.b64encode(f":{TOKEN}".encode()).decode():
            return SIGN_IN_PAGE
        if asked.query.get("api-version") != "7.1":
            return Answer(400, {"message": "No api-version was supplied"})
        if asked.method != "GET" and self.read_only:
            return Answer(403, {"message": "You do not have permissions to perform this operation"})
        path = asked.path.removeprefix(ORGANIZATION)
        if path == f"/_apis/projects/{PROJECT['name']}":
            return Answer(200, PROJECT)
        if path == f"/{PROJECT['name']}/_apis/distributedtask/variablegroups":
            name = asked.query["groupName"].lower()
            found = [row for row in self.groups.values() if row["name"].lower() == name]
            return Answer(200, {"count": len(found), "value": found})
        if path == "/_apis/distributedtask/variablegroups" and asked.method == "POST":
            return self._make(asked.body)
        number = path.rpartition("/")[2]
        if asked.method == "PUT" and number.isdigit() and int(number) in self.groups:
            return Answer(200, self._keep(int(number), asked.body))
        return Answer(404, {"message": "The resource cannot be found.", "typeKey": "NotFound"})

    def _make(self, body: dict[str, Any]) -> Answer:
        (reference,) = body["variableGroupProjectReferences"]
        if reference["projectReference"]["id"] != PROJECT["id"]:
            return Answer(404, {"message": "no such project"})
        if any(row["name"].lower() == body["name"].lower() for row in self.groups.values()):
            return Answer(409, {"message": f"Variable group {body['name']} already exists."})
        return Answer(200, self._keep(len(self.groups) + 1, body))

    def _keep(self, number: int, body: dict[str, Any]) -> dict[str, Any]:
        variables = {}
        for name, entry in body["variables"].items():
            if entry.get("isSecret"):
                if entry.get("value") is not None:
                    self.secrets[number, name] = entry["value"]
                entry = {**entry, "value": None}
            variables[name] = entry
        self.groups[number] = {**body, "id": number, "variables": variables}
        return self.groups[number]

    def values(self, number: int = 1) -> dict[str, str]:
        return {name: entry["value"] for name, entry in self.groups[number]["variables"].items()}
