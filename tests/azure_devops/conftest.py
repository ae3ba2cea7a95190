"""A repository for Azure DevOps, a fake of the service, and the program signed in to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.azure_devops.fake_azure_devops import ORGANIZATION, PROJECT, TOKEN, FakeAzureDevOps
from tests.cli.conftest import Result, Run, compiled, here, run  # noqa: F401
from wizard.resources import output_templates_dir
from wizard.web import transport


@pytest.fixture
def workspace(here: Path) -> Path:  # noqa: F811
    """A repository whose workspace holds answers for Azure DevOps."""
    example = output_templates_dir() / "examples" / "hybrid-hub-dns-azure-devops.yaml"
    factory, projects = example.read_text(encoding="utf-8").split("projects:\n")
    folder = here / "aifactory" / "wizard"
    (folder / "projects").mkdir(parents=True)
    (folder / "factory.yaml").write_text(factory, encoding="utf-8")
    number = projects.strip().partition(":")[0].strip('"')
    (folder / "projects" / f"{number}.yaml").write_text("projects:\n" + projects, encoding="utf-8")
    return here


@pytest.fixture
def devops(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeAzureDevOps]:
    """The service, and a token for it."""
    fake = FakeAzureDevOps()
    server = fake.start()
    for name in ("SYSTEM_COLLECTIONURI", "SYSTEM_TEAMPROJECT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AZURE_DEVOPS_EXT_PAT", TOKEN)
    monkeypatch.setattr(transport, "FIRST_PAUSE", 0.0)
    yield fake
    server.shutdown()
    server.server_close()


@pytest.fixture
def push(run: Run, workspace: Path, devops: FakeAzureDevOps) -> Run:  # noqa: F811
    """Calls the verb for the group of the fake."""

    def call(*options: str | Path) -> Result:
        return run(
            "push", "azure-devops", "--organization", f"http://{devops.address}{ORGANIZATION}",
            "--project-name", PROJECT["name"], "--group", "ai-factory", *options,
        )  # fmt: skip

    return call
