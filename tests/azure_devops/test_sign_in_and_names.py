"""Who signs in to Azure DevOps, and which names and sizes it takes."""

from __future__ import annotations

import base64
import os
from pathlib import Path

import pytest

from wizard.azure_devops.sign_in import authorization
from wizard.azure_devops.wanted import refusals
from wizard.catalog.load import load_catalog
from wizard.web.failures import NotSignedIn

HERE = "https://dev.azure.com/contoso"


def with_az(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = folder / "az"
    tool.write_text(f"#!/bin/sh\n{script}\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_a_token_of_ones_own_comes_first() -> None:
    sent = authorization("https://tfs.contoso.example/collection", {"AZURE_DEVOPS_EXT_PAT": "made"})
    assert base64.b64decode(sent.removeprefix("Basic ")).decode() == ":made"


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for az is a shell script")
@pytest.mark.parametrize("address", [HERE, "https://contoso.visualstudio.com"])
def test_the_azure_cli_signs_in_to_microsofts_addresses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    with_az(tmp_path, 'case "$*" in *499b84ac-1321-427f-aa17-267ca6975798*) echo of-az;; esac',
            monkeypatch)  # fmt: skip
    assert authorization(address, {}) == "Bearer of-az"


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for az is a shell script")
@pytest.mark.parametrize(
    "address", ["https://dev.azure.com.evil.example/x", "https://evilvisualstudio.com"]
)
def test_the_azure_clis_token_goes_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    with_az(tmp_path, "echo of-az", monkeypatch)
    with pytest.raises(NotSignedIn, match="Microsoft's own addresses") as told:
        authorization(address, {})
    assert "az login" not in told.value.remedy


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for az is a shell script")
def test_an_azure_cli_that_is_not_signed_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_az(tmp_path, "exit 1", monkeypatch)
    with pytest.raises(NotSignedIn, match="az login"):
        authorization(HERE, {})


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("tags", "x" * 32768, "32,768 characters"),
        ("secretName", "x", "reserved"),
        ("Endpoint_x", "x", "reserved"),
        ("a b", "x", "no name"),
        ("1st", "x", "no name"),
        ("inputCommonSPIDKey", "x", ""),
        ("scaling-mode", "x", ""),
        ("tags", "x" * 32767, ""),
        ("tags", "", ""),
    ],
)
def test_what_azure_devops_would_not_take(name: str, value: str, said: str) -> None:
    rows = {row["id"]: row for row in load_catalog("1.24").tables["limits"]["azure_devops"]}
    found = "\n".join(refusals({name: value}, rows))
    assert (said in found) if said else found == ""
