"""What GitHub would not store: found before any call, and again against what is there already."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from wizard.catalog.catalog import Catalog
from wizard.github.api import REPOSITORY
from wizard.github.wanted import Name, Wanted

Row = Mapping[str, Any]


class Limits:
    """GitHub's limits as the catalogue has them."""

    def __init__(self, catalog: Catalog) -> None:
        self._rows: dict[str, Row] = {row["id"]: row for row in catalog.tables["limits"]["github"]}

    def of(self, row: str) -> int:
        """The number of one limit."""
        return int(self._rows[row]["limit"])

    def refusals(self, wanted: Wanted) -> Iterator[str]:
        """What cannot be pushed, whatever is on GitHub."""
        for (place, name), value in wanted.variables.items():
            yield from self._of_one("variable", place, name, value)
        for (place, name), value in wanted.secrets.items():
            yield from self._of_one("secret", place, name, value)
        yield from self._counts(wanted.variables, "variable")
        yield from self._counts(wanted.secrets, "secret")
        yield from self._run_size(
            {name: value for (place, name), value in wanted.variables.items()
             if place == REPOSITORY}
        )  # fmt: skip

    def refusals_with(
        self,
        variables: Mapping[Name, str],
        secrets: Mapping[Name, str],
        organization: Mapping[str, str],
    ) -> Iterator[str]:
        """What cannot be pushed beside the names that are there already and stay."""
        yield from self._counts(variables, "variable")
        yield from self._counts(secrets, "secret")
        own = {name: value for (place, name), value in variables.items() if place == REPOSITORY}
        yield from self._run_size({**organization, **own})

    def of_secret(self, place: str, name: str, value: str) -> Iterator[str]:
        """What is wrong with a secret that a person gives."""
        yield from self._of_one("secret", place, name, value)

    def _of_one(self, kind: str, place: str, name: str, value: str) -> Iterator[str]:
        row = self._rows["github_names"]
        reserved = name.upper().startswith(tuple(row["reserved_prefixes"]))
        if reserved or not re.fullmatch(row["pattern"], name, re.ASCII):
            yield (f"{place}: {name!r} is no name for a {kind}: {row['allowed']}, and not "
                   f"beginning with {', '.join(row['reserved_prefixes'])}")  # fmt: skip
        most = self.of(f"github_{kind}_bytes")
        size = _bytes(value)
        if size >= most:
            yield (f"{place}: {name} has {size:,} bytes; GitHub takes less than {most:,} in a "
                   f"{kind}")  # fmt: skip
        if not value:
            yield f"{place}: {name} is empty, and GitHub stores no empty {kind}"

    def _counts(self, names: Mapping[Name, str], kind: str) -> Iterator[str]:
        for place, count in Counter(place for place, _ in names).items():
            where = "repository" if place == REPOSITORY else "environment"
            most = self.of(f"github_{kind}s_{where}")
            if count > most:
                yield (f"{place}: {count} {kind}s; GitHub takes {most} in "
                       f"{'a repository' if place == REPOSITORY else 'an environment'}"
                       )  # fmt: skip

    def _run_size(self, values: Mapping[str, str]) -> Iterator[str]:
        size = sum(len(name) + _bytes(value) for name, value in values.items())
        most = self.of("github_variables_run_bytes")
        if size > most:
            longest = max(values, key=lambda name: _bytes(values[name]))
            yield (
                f"the variables of repository and organization have {size:,} bytes together; a "
                f"run sees {most:,} and misses the rest without a word (the longest is {longest})"
            )


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))
