"""Only who was given the address talks to the served wizard, and only from its own page."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from tests.serve.served import served

pytestmark = pytest.mark.xdist_group("serve")

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    scratch = tmp_path_factory.mktemp("served")
    folder = scratch / "factory"
    folder.mkdir()
    with served(folder, scratch) as url:
        yield url


def _home(address: str) -> str:
    return f"http://{urlsplit(address).netloc}"


def test_the_printed_address_opens_the_page_and_keeps_the_key_out_of_reach_of_scripts(
    address: str,
) -> None:
    session = requests.Session()
    answer = session.get(address, timeout=10)
    assert answer.status_code == 200
    assert "key=" not in answer.url
    cookie = answer.history[0].headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie
    assert session.get(_home(address), timeout=10).status_code == 200


@pytest.mark.parametrize("path", ["/", "/ws", "/download/x", "/?key=", "/?key=guessed"])
def test_without_the_key_nothing_is_shown_and_no_wizard_starts(address: str, path: str) -> None:
    answer = requests.get(_home(address) + path, headers=UPGRADE, timeout=10)
    assert answer.status_code == 403
    assert "terminal" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://attacker.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Host": "attacker.example"},
    ],
)
def test_a_page_elsewhere_cannot_drive_the_wizard_even_with_the_key(
    address: str, headers: dict[str, str]
) -> None:
    session = requests.Session()
    assert session.get(address, timeout=10).status_code == 200
    answer = session.get(f"{_home(address)}/ws", headers={**UPGRADE, **headers}, timeout=10)
    assert answer.status_code == 403


def test_nothing_of_the_page_comes_from_another_machine(address: str) -> None:
    page = requests.Session().get(address, timeout=10).text
    own = _home(address)
    for piece in page.split('"'):
        assert (
            "//" not in piece
            or piece.startswith((own, own.replace("http", "ws")))
            or ("\n" in piece)
        ), piece
    assert "googleapis" not in page


def _serve(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "wizard", "serve", str(folder), *arguments],
        capture_output=True,
        text=True,
        timeout=30,
        env=dict(os.environ),
    )


@pytest.mark.parametrize("reachable", ["0.0.0.0", "::", "192.0.2.7"])
def test_an_address_that_others_reach_is_refused_until_the_user_says_so(
    tmp_path: Path, reachable: str
) -> None:
    done = _serve(tmp_path, "--address", reachable)
    assert done.returncode == 2
    assert "other machines" in done.stderr and "--let-others-in" in done.stderr


def test_a_port_that_is_taken_is_said_with_what_helps(tmp_path: Path, address: str) -> None:
    port = str(urlsplit(address).port)
    done = _serve(tmp_path, "--port", port)
    assert done.returncode == 4
    assert port in done.stderr and "--port 0" in done.stderr


@pytest.mark.parametrize("port", ["-1", "70000", "http"])
def test_a_port_that_cannot_be(tmp_path: Path, port: str) -> None:
    done = _serve(tmp_path, f"--port={port}")
    assert done.returncode == 2
    assert f"{port!r} is no port" in done.stderr
