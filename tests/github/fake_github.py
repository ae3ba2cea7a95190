"""GitHub's endpoints for variables, secrets and environments of one repository, on loopback."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

from nacl.public import PrivateKey, SealedBox

from tests.web.loopback import Answer, Asked, Loopback

TOKEN = "ghp_" + "A1b2C3d4" * 4
OWNER = "contoso"
NAME = "ai-factory-001"
NOT_FOUND = Answer(404, {"message": "Not Found"})
NAME_PATTERN = re.compile(r"(?!GITHUB_)[A-Z_][A-Z0-9_]*")


@dataclass
class Place:
    """A repository or environment: its variables, and its secrets sealed with the time set."""

    variables: dict[str, str] = field(default_factory=dict)
    secrets: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass
class FakeGithub(Loopback):
    """``read_only`` refuses writing, ``token`` is the one it accepts."""

    token: str = TOKEN
    read_only: bool = False
    most: dict[str, int] = field(default_factory=lambda: {"repository": 500, "environment": 100})
    key: PrivateKey = field(default_factory=PrivateKey.generate)
    repository: Place = field(default_factory=Place)
    environments: dict[str, Place] = field(default_factory=dict)
    organization: dict[str, str] | None = field(default_factory=dict)

    def handle(self, asked: Asked) -> Answer:
        if asked.headers.get("authorization") != f"Bearer {self.token}":
            return Answer(401, {"message": "Bad credentials"})
        start = f"/api/v3/repos/{OWNER}/{NAME}/"
        if not asked.path.startswith(start):
            return NOT_FOUND
        if asked.method != "GET" and self.read_only:
            return Answer(
                403,
                {"message": "Resource not accessible by personal access token"},
                {"X-Accepted-GitHub-Permissions": "variables=write"},
            )
        return self._route(asked, asked.path.removeprefix(start).split("/"))

    def _route(self, asked: Asked, parts: list[str]) -> Answer:
        if parts == ["environments"]:
            rows = [{"name": name} for name in self.environments]
            return self._page(asked, "environments", rows, 100)
        if parts[:2] == ["actions", "variables"]:
            return self._variables(asked, self.repository, "repository", parts[2:])
        if parts == ["actions", "organization-variables"] and self.organization is not None:
            shared = [{"name": name, "value": value} for name, value in self.organization.items()]
            return self._page(asked, "variables", shared, 30)
        if parts[0] != "environments":
            return NOT_FOUND
        if len(parts) == 2 and asked.method == "PUT":
            self.environments.setdefault(parts[1], Place())
            return Answer(200, {"name": parts[1]})
        place = self.environments.get(parts[1])
        if place is None:
            return NOT_FOUND
        if parts[2] == "variables":
            return self._variables(asked, place, "environment", parts[3:])
        return self._secrets(asked, place, parts[3:])

    def _variables(self, asked: Asked, place: Place, kind: str, rest: list[str]) -> Answer:
        held = place.variables
        if asked.method == "GET":
            rows = [{"name": name, "value": value} for name, value in sorted(held.items())]
            return self._page(asked, "variables", rows, 30)
        name = rest[0] if rest else str(asked.body["name"])
        if asked.method == "DELETE":
            return Answer(204) if held.pop(name, None) is not None else NOT_FOUND
        value = asked.body.get("value")
        if not value or len(value.encode()) > 49152 or not NAME_PATTERN.fullmatch(name):
            return Answer(422, {"message": "Validation Failed"})
        if asked.method == "POST":
            if name in held:
                return Answer(409, {"message": "Already exists - Variable already exists"})
            if len(held) >= self.most[kind]:
                return Answer(422, {"message": "Variable limit exceeded"})
            held[name] = value
            return Answer(201, {})
        if name not in held:
            return NOT_FOUND
        held[name] = value
        return Answer(204)

    def _secrets(self, asked: Asked, place: Place, rest: list[str]) -> Answer:
        if not rest:
            rows = [{"name": name, "updated_at": at} for name, (_, at) in place.secrets.items()]
            return self._page(asked, "secrets", rows, 100)
        if rest == ["public-key"]:
            key = base64.b64encode(bytes(self.key.public_key)).decode()
            return Answer(200, {"key_id": "568250167242549743", "key": key})
        if asked.method == "DELETE":
            return Answer(204) if place.secrets.pop(rest[0], None) else NOT_FOUND
        if asked.body["key_id"] != "568250167242549743":
            return Answer(422, {"message": "Bad key"})
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        known = rest[0] in place.secrets
        place.secrets[rest[0]] = (asked.body["encrypted_value"], now)
        return Answer(204 if known else 201, None if known else {})

    @staticmethod
    def _page(asked: Asked, field_name: str, rows: list[dict[str, str]], most: int) -> Answer:
        size = min(int(asked.query.get("per_page", 10)), most)
        start = (int(asked.query.get("page", 1)) - 1) * size
        return Answer(200, {"total_count": len(rows), field_name: rows[start : start + size]})

    def opened(self, environment: str, name: str) -> str:
        """A secret as the workflows see it."""
        sealed = base64.b64decode(self.environments[environment].secrets[name][0])
        return SealedBox(self.key).decrypt(sealed).decode()

    def state(self) -> dict[str, dict[str, str]]:
        """All variables by place."""
        return {
            "repository": dict(self.repository.variables),
            **{name: dict(place.variables) for name, place in self.environments.items()},
        }
