"""What is on GitHub now, read with as few calls as there are pages."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from wizard.github.api import REPOSITORY, GithubApi
from wizard.github.wanted import Name

SIDE_BY_SIDE = 4
"""Calls under way at once."""


@dataclass(frozen=True, slots=True)
class Present:
    """The environments, and the variables and secrets of the places that were asked for.

    ``secrets`` says when each was last set; GitHub never gives their values. ``organization``
    holds the organization's variables, which arrive where nobody else has a value.
    """

    environments: frozenset[str]
    variables: Mapping[Name, str]
    secrets: Mapping[Name, str]
    organization: Mapping[str, str]


def read_present(api: GithubApi, environments: tuple[str, ...]) -> Present:
    """Read the repository and the wanted environments, as far as they exist.

    A failure ends the transport, so that no other call is waited for.

    Raises:
        WebFailure: GitHub does not tell.
    """
    with ThreadPoolExecutor(SIDE_BY_SIDE) as lists, ThreadPoolExecutor(SIDE_BY_SIDE) as pages:
        try:
            there = frozenset(api.environments(pages))
            known = {name.lower() for name in there}
            used = [name for name in environments if name in known]
            variables = {place: lists.submit(api.variables, pages, place)
                         for place in (REPOSITORY, *used)}  # fmt: skip
            secrets = {place: lists.submit(api.secrets, pages, place) for place in used}
            shared = lists.submit(api.organization_variables, pages)
            return Present(there, _flat(variables), _flat(secrets), shared.result())
        except BaseException:
            api.transport.end()
            lists.shutdown(wait=False, cancel_futures=True)
            pages.shutdown(wait=False, cancel_futures=True)
            raise


def _flat(found: Mapping[str, Future[dict[str, str]]]) -> dict[Name, str]:
    return {
        (place, name): value
        for place, future in found.items()
        for name, value in future.result().items()
    }
