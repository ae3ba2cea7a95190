"""The fake of Azure, served on loopback, and readers that ask it."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.azure.fake import FakeAzure, serving
from tests.azure.healthy import healthy
from wizard.azure.endpoints import Endpoints, StandInTokens
from wizard.azure.preflight import Report, preflight
from wizard.azure.reader import Reader
from wizard.azure.transport import HttpTransport
from wizard.session.draft import Session

QUESTION = re.compile(
    r"/graph/v1\.0/directoryObjects/getByIds"
    r"|/arm/subscriptions/[0-9a-f-]{36}/providers/Microsoft\."
    r"(?:(?:Storage|ContainerRegistry|KeyVault|Search|Web|Sql|DBforPostgreSQL|EventHub|Cache)"
    r"/checkNameAvailability|CognitiveServices/checkDomainAvailability)"
)
"""What may be asked with a body: Microsoft describes these as queries that change nothing."""


@pytest.fixture
def azure() -> Iterator[FakeAzure]:
    """The fake with nothing wrong; whatever a test did, only reading requests came in."""
    with serving(healthy()) as fake:
        yield fake
    assert [asked for asked in fake.asked if not is_reading(asked.method, asked.path)] == []


def is_reading(method: str, path: str) -> bool:
    """Whether a request can change nothing."""
    return method in ("GET", "HEAD") or (method == "POST" and QUESTION.fullmatch(path) is not None)


MakeReader = Callable[..., Reader]


@pytest.fixture
def make_reader(azure: FakeAzure) -> MakeReader:
    """Makes readers of the fake; ``seconds`` and ``patience`` are short."""

    def make(*, seconds: float = 5.0, patience: float = 2.0, tokens: Any = None,
             cancelled: threading.Event | None = None) -> Reader:  # fmt: skip
        endpoints = Endpoints("management.azure.com", "graph.microsoft.com", "vault.azure.net",
                              azure.address)  # fmt: skip
        return Reader(
            endpoints, tokens or StandInTokens(), cancelled=cancelled, patience=patience,
            transport=HttpTransport(endpoints, seconds=seconds),
        )  # fmt: skip

    return make


Look = Callable[..., Report]


@pytest.fixture
def look(make_reader: MakeReader) -> Look:
    """Looks everything up in the fake, of dev alone unless it is told otherwise."""

    def looked(session: Session, **how: Any) -> Report:
        how.setdefault("environments", ("dev",))
        return preflight(session, make_reader(), **how)

    return looked
