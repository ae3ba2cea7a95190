"""report: the hand-over documents, printed, written, as pages and as JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLES, Run, tree

SECTIONS = {
    "decisions", "networking", "services", "addresses", "names", "zones", "providers", "roles",
    "secrets", "answers", "defaults", "unheard", "findings", "commands",
}  # fmt: skip


def test_one_document_for_the_factory_and_one_per_project(run: Run, workspace: Path) -> None:
    run("project", "new", "002", "--from", "001")
    data = run("report", "--json").data
    assert [one["id"] for one in data["documents"]] == ["factory", "project-001", "project-002"]
    one = data["documents"][1]
    assert {section["id"] for section in one["sections"]} == SECTIONS
    assert all(section["blocks"] for section in one["sections"])


def test_markdown_tells_what_an_approver_asks_for(run: Run, workspace: Path) -> None:
    text = run("report", "--project", "1").out
    assert text.startswith("# AI Factory: project 001, Claims assistant\n")
    assert "Nothing answers from the internet" in text
    assert "| AI Foundry | only the VNet |" in text
    assert "`172.16.67.0/25`" in text
    assert "```mermaid\nflowchart TB" in text
    assert "`privatelink.search.windows.net`" in text
    assert "az provider register --namespace Microsoft.Search" in text
    assert "`esml-project001-sp-secret`" in text
    assert "`kv-p001-sdc-dev-rng3z01`" in text
    assert "bash aifactory/wizard/generated/001/github/apply.sh" in text


def test_modes_say_what_they_open(run: Run, workspace: Path) -> None:
    hybrid = ("--set", "networking.mode=hybrid", "--set", "team.allowed_ips=20.1.2.0/24")
    assert "| AI Foundry | the VNet and the listed addresses |" in run("report", *hybrid).out
    public = run("report", "--set", "networking.mode=public").out
    assert "| AI Foundry | anyone on the internet |" in public
    assert "sign-in is the only lock" in public
    assert (
        "| Project storage, key vault and container registry | anyone on the internet |" in public
    )
    assert "| Data lake of the scale set | only the VNet |" in public


def test_zones_follow_the_cloud_of_the_region_and_the_hub(run: Run, workspace: Path) -> None:
    text = run("report", "--set", "region.name=usgovvirginia").out
    assert "`privatelink.vaultcore.usgovcloudapi.net`" in text
    assert "also in this cloud" in text
    hub = run("report", "--set", "dns.central_by_policy=true").out
    assert "The owner of the hub makes these zones" in hub
    assert "Private DNS Zone Contributor" in hub


def test_a_plan_of_our_own_says_how_it_reaches_azure(run: Run, workspace: Path) -> None:
    text = run("report", "--project", "001", "--set", "address.strategy=planned").out
    assert "The pipelines know nothing of this plan" in text
    assert "aifactory-wizard generate --bicep --project 001" in text
    assert "snt-prj001-dbxpub" not in text.split("## Address plan")[1].split("## Names")[0]


def test_a_folder_gets_a_file_per_document_and_pages_beside_them(run: Run, workspace: Path) -> None:
    before = tree(workspace)
    result = run("report", "--out", "handover", "--html")
    assert result.code == 0
    made = sorted(path.name for path in Path("handover").iterdir())
    assert made == ["factory.html", "factory.md", "project-001.html", "project-001.md"]
    page = Path("handover/project-001.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert page.count("<svg ") == 3
    again = tree(Path("handover"))
    run("report", "--out", "handover", "--html")
    assert tree(Path("handover")) == again
    assert {p: b for p, b in tree(workspace).items() if not p.startswith("handover/")} == before


def test_one_file_takes_everything_in_the_format_of_its_name(run: Run, workspace: Path) -> None:
    assert run("report", "--out", "all.html").code == 0
    page = Path("all.html").read_text(encoding="utf-8")
    assert 'id="factory"' in page
    assert 'id="project-001"' in page
    assert run("report", "--out", "one.md", "--project", "001", "--json").data["files"] == [
        "one.md"
    ]
    assert Path("one.md").read_text(encoding="utf-8").startswith("# AI Factory: project 001")


@pytest.mark.parametrize(
    "arguments",
    [("--out", "a.pdf"), ("--out", "a.md", "--html"), ("--project", "9"), ("--out", "taken/x.md")],
)
def test_what_makes_no_sense_is_refused(
    run: Run, workspace: Path, arguments: tuple[str, ...]
) -> None:
    Path("taken").write_text("a file", encoding="utf-8")
    result = run("report", *arguments, "--json")
    assert result.code == 2
    assert result.error["message"]


def test_without_answers_there_is_nothing_to_report(run: Run, here: Path) -> None:
    assert run("report").code == 2


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_has_a_report_for_all(run: Run, here: Path, example: Path) -> None:
    data = run("report", "--answers", example, "--json").data
    assert len(data["documents"]) > 1
    page = run("report", "--answers", example, "--html").out
    assert page.count("<article") == len(data["documents"])


def test_hostile_titles_are_only_text(run: Run, workspace: Path) -> None:
    page = run("report", "--html", "--set", "title=<script>alert(1)</script>").out
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_the_report_beside_generated_files_is_the_same(run: Run, workspace: Path) -> None:
    run("generate")
    generated = Path("aifactory/wizard/generated/001/report.md").read_text(encoding="utf-8")
    assert generated == run("report", "--project", "001").out
