"""diff: what changed between two revisions, in words, as a comment, and as data."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.cli.conftest import Run, tree
from tests.cli.git import GIT, commit, git
from wizard.cli.diff_markdown import LONGEST, MARKER, code, escaped

pytestmark = pytest.mark.skipif(GIT is None, reason="there is no git")
FACTORY = "aifactory/wizard/factory.yaml"
PROJECT = "aifactory/wizard/projects/001.yaml"


@pytest.fixture
def repository(workspace: Path) -> Path:
    """A repository whose only commit holds the example's answers."""
    shutil.rmtree(workspace / ".git")
    git(workspace, "init", "-q", "-b", "main")
    commit(workspace, "answers")
    return workspace


def changes(data: Any, owner: str) -> list[str]:
    return [
        change["text"]
        for group in data["groups"]
        if owner in group["owners"]
        for change in group["changes"]
    ]


def test_the_same_answers_say_the_same(run: Run, repository: Path) -> None:
    before = tree(repository)
    result = run("diff", "--check")
    assert (result.code, "say the same" in result.out) == (0, True)
    assert run("diff", "--json").data["groups"] == []
    assert tree(repository) == before


def test_a_service_that_goes_on_says_what_it_creates_and_needs(run: Run, repository: Path) -> None:
    run("enable", "services.container_apps", "services.redis")
    data = run("diff", "--json").data
    told = changes(data, "projects.001")
    assert any(text.startswith("Redis on: the next run will create it") for text in told)
    redis = next(
        change for group in data["groups"] for change in group["changes"]
        if change["text"].startswith("Redis on")
    )  # fmt: skip
    assert redis["keys"] == ["projects.001.services.redis"]
    assert any(text.startswith("Costs:") for text in redis["more"])


def test_what_a_service_lacks_is_told(run: Run, repository: Path) -> None:
    run("set", "services.ai_search=false", "services.ai_foundry=false")
    commit(repository, "without")
    run("enable", "services.ai_foundry")
    commit(repository, "with")
    out = run("diff", "HEAD~1", "HEAD").out
    assert "AI Foundry on" in out
    assert "Needs (warning): Retrieval over your own documents" in " ".join(out.split())


def test_a_service_that_goes_off_stays_or_is_deleted(run: Run, repository: Path) -> None:
    run("disable", "services.cosmos_db")
    data = run("diff", "--json").data
    assert "Cosmos DB off: what is deployed stays, and costs go on." in changes(
        data, "projects.001"
    )
    assert data["care"] == []
    run("set", "lifecycle.delete_disabled_services=true")
    care = run("diff", "--json").data["care"]
    assert any(text.startswith("Cosmos DB off, and the next run removes: ") for text in care)
    assert "! Cosmos DB off" in run("diff").out


def test_networking_says_what_it_opens(run: Run, repository: Path) -> None:
    run("set", "networking.mode=hybrid")
    data = run("diff", "--json").data
    assert any("private → hybrid opens:" in text for text in data["opens"])
    follows = [f["text"] for group in data["groups"] for f in group["follows"]]
    assert "Public access to AI services: off → on" in follows
    commit(repository, "hybrid")
    run("set", "networking.mode=private")
    data = run("diff", "--json").data
    assert data["opens"] == []
    assert any("hybrid → private closes:" in text for text in changes(data, "scale_sets.001"))


def test_projects_come_and_go(run: Run, repository: Path) -> None:
    run("project", "new", "002", "--from", "001")
    commit(repository, "two")
    data = run("diff", "HEAD~1..HEAD", "--json").data
    (new,) = changes(data, "projects.002")
    assert new.startswith("New: the next run will create it in dev, stage, prod with AI Foundry")
    back = run("diff", "HEAD..HEAD~1", "--json").data
    (gone,) = changes(back, "projects.002")
    assert "stays in Azure and costs money" in gone
    assert gone in back["care"]
    assert any("8 new" in text for text in changes(data, "scale_sets.001"))


def test_addresses_models_and_access_are_told_by_name(run: Run, repository: Path) -> None:
    run("set", "address.vnet=172.20.0.0/16", "models.gpt_capacity=77", "access.bastion=false")
    out = run("diff").out
    assert "dev: the VNet's range goes from 172.16.0.0/16 to 172.20.0.0/16" in " ".join(out.split())
    assert "Capacity of the main model: 30 → 77" in out
    assert "Bastion off" in out


def test_alike_changes_of_many_projects_are_told_once(run: Run, repository: Path) -> None:
    for number in ("002", "003", "004"):
        run("project", "new", number)
    commit(repository, "four")
    for number in ("002", "003", "004"):
        run("enable", "services.redis", "--project", number)
    result = run("diff", "--json").data
    (group,) = [g for g in result["groups"] if g["title"].startswith("Projects")]
    assert group["title"] == "Projects 002, 003, 004"
    told = next(c for c in group["changes"] if c["text"].startswith("Redis on"))
    assert "snt-prjNNN-genai" in told["text"]
    assert {key.split(".")[1] for key in told["keys"]} == {"002", "003", "004"}


def test_a_pull_request_is_compared_with_where_it_parted(run: Run, repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "mine")
    run("enable", "services.redis")
    commit(repository, "redis")
    git(repository, "checkout", "-q", "main")
    run("set", "models.gpt_capacity=77")
    commit(repository, "capacity")
    two = run("diff", "main..mine").out
    three = run("diff", "main...mine").out
    assert "Capacity" in two
    assert "Redis on" in three
    assert "Capacity" not in three
    git(repository, "merge", "-q", "--no-ff", "-m", "merge", "mine")
    merged = run("diff", "HEAD^1", "HEAD").out
    assert "Redis on" in merged
    assert "Capacity" not in merged


def test_new_and_gone_findings_are_told(run: Run, repository: Path) -> None:
    path = repository / FACTORY
    path.write_text(
        path.read_text("utf-8").replace("11111111-2222-4333-8444-555555555501", "no-id"), "utf-8"
    )
    data = run("diff", "--json").data
    assert any("tenant_id" in finding["keys"] for finding in data["findings"])
    assert data["errors"] >= 1


def test_a_release_and_its_submodule_are_told(run: Run, repository: Path) -> None:
    path = repository / FACTORY
    (repository / ".gitmodules").write_text(
        '[submodule "azure-enterprise-scale-ml"]\n\tpath = azure-enterprise-scale-ml\n'
        "\turl = https://contoso.example/azure-enterprise-scale-ml\n\tbranch = release/v1.23\n"
    )
    path.write_text(path.read_text("utf-8").replace('release: "1.24"', 'release: "1.23"'), "utf-8")
    commit(repository, "1.23")
    (repository / ".gitmodules").write_text(
        (repository / ".gitmodules").read_text().replace("v1.23", "v1.24")
    )
    path.write_text(path.read_text("utf-8").replace('release: "1.23"', 'release: "1.24"'), "utf-8")
    told = " ".join(changes(run("diff", "--json").data, ""))
    assert "Release of the AI Factory 1.23 → 1.24:" in told
    assert "The vendor's repository goes from release 1.23 to 1.24." in told


def test_the_submodules_commit_tells_its_release(
    run: Run, repository: Path, tmp_path: Path
) -> None:
    vendor = tmp_path / "azure-enterprise-scale-ml"
    vendor.mkdir()
    git(vendor, "init", "-q", "-b", "release/v1.23")
    (vendor / "README.md").write_text("x")
    commits = [commit(vendor, "1.23")]
    git(vendor, "checkout", "-q", "-b", "release/v1.24")
    commits.append(commit(vendor, "1.24"))
    module = repository / "azure-enterprise-scale-ml"
    git(tmp_path, "clone", "-q", str(vendor), str(module))
    for number in commits:
        git(module, "checkout", "-q", number)
        git(repository, "add", "-A")
        commit(repository, number[:6])
    assert git(repository, "ls-tree", "HEAD", module.name).startswith("160000")
    told = changes(run("diff", "HEAD~1", "HEAD", "--json").data, "")
    assert told == ["The vendor's repository goes from release 1.23 to 1.24."]
    git(module, "checkout", "-q", commits[0])
    told = changes(run("diff", "--json").data, "")
    assert told == ["The vendor's repository goes from release 1.24 to 1.23."]


def test_a_factory_below_the_root_of_its_repository(
    run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = repository / "platform" / "ai"
    inner.mkdir(parents=True)
    git(repository, "mv", "aifactory", str(inner))
    commit(repository, "moved")
    monkeypatch.chdir(inner)
    assert "say the same" in run("diff").out
    run("enable", "services.redis")
    monkeypatch.chdir(inner / "aifactory" / "wizard")
    assert "Redis on" in run("diff", "HEAD").out
    assert "New: the next run will create it" in run("diff", "HEAD~1").out


def test_a_hook_may_have_set_where_git_looks(
    run: Run, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "-q", "elsewhere")
    run("enable", "services.redis")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", "nowhere")
    assert "Redis on" in run("diff", "HEAD").out


def test_variable_files_alone_are_compared_as_well(run: Run, repository: Path) -> None:
    run("generate", "--allow-errors", "--allow-destructive")
    shutil.rmtree(repository / "aifactory")
    commit(repository, "only .env")
    env = repository / ".env"
    text = env.read_text("utf-8")
    assert "ENABLE_REDIS_CACHE=" in text
    lines = [
        "ENABLE_REDIS_CACHE='true'" if line.startswith("ENABLE_REDIS_CACHE=") else line
        for line in text.splitlines()
    ]
    env.write_text("\n".join(lines) + "\n", "utf-8")
    assert "Redis on" in run("diff").out


def test_answers_that_begin_are_new(run: Run, repository: Path) -> None:
    shutil.move(repository / "aifactory", repository.parent / "aside")
    commit(repository, "none")
    shutil.move(repository.parent / "aside", repository / "aifactory")
    data = run("diff", "--json").data
    assert changes(data, "projects.001")[0].startswith("New:")
    shutil.rmtree(repository / "aifactory")
    assert any(
        "All answers are gone" in text for text in run("diff", "HEAD~1", "--json").data["care"]
    )
    nothing = run("diff")
    assert (nothing.code, "neither" in nothing.err) == (2, True)


# what goes wrong


@pytest.mark.parametrize("name", ["nowhere", "HEAD~7", "", "nowhere..HEAD", "HEAD...nowhere"])
def test_an_unknown_revision_is_named(run: Run, repository: Path, name: str) -> None:
    result = run("diff", name)
    assert result.code == 2
    assert "revision" in result.err


def test_revisions_are_no_options_of_git(run: Run, repository: Path) -> None:
    result = run("diff", "--", "--output=x")
    assert result.code == 2
    assert not (repository / "x").exists()


@pytest.mark.parametrize(
    "arguments", [("a", "b", "c"), ("a..b", "c"), ("--json", "--format", "text"), ("--format", "x")]
)
def test_arguments_that_make_no_sense(run: Run, repository: Path, arguments: tuple[str]) -> None:
    assert run("diff", *arguments).code == 2


def test_without_a_repository(run: Run, workspace: Path) -> None:
    shutil.rmtree(workspace / ".git")
    result = run("diff", "HEAD")
    assert (result.code, "no git repository" in result.err) == (2, True)


def test_without_git(run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repository))
    result = run("diff")
    assert (result.code, "git is not installed" in result.err) == (4, True)


def test_a_git_that_the_repository_brings_is_not_run(
    run: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = repository / "git"
    fake.write_text(f"#!/bin/sh\ntouch '{repository}/was-run'\n")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(repository))
    assert run("diff").code == 4
    assert not (repository / "was-run").exists()


def test_broken_answers_name_revision_file_and_line(run: Run, repository: Path) -> None:
    good = (repository / PROJECT).read_text("utf-8")
    (repository / PROJECT).write_text("projects:\n  '001': [\n", "utf-8")
    commit(repository, "broken")
    (repository / PROJECT).write_text(good, "utf-8")
    result = run("diff", "HEAD")
    assert result.code == 2
    assert f"HEAD:{PROJECT}:" in result.err


def test_a_link_among_the_answers_is_refused(run: Run, repository: Path) -> None:
    (repository / PROJECT).unlink()
    (repository / PROJECT).symlink_to("/etc/hostname")
    commit(repository, "link")
    result = run("diff", "HEAD~1", "HEAD")
    assert (result.code, "symbolic link" in result.err) == (2, True)


def test_history_that_a_clone_lacks_is_named(
    run: Run, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(repository, "second")
    clone = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{repository}", str(clone))
    monkeypatch.chdir(clone)
    result = run("diff", "HEAD~1")
    assert (result.code, "fetch-depth: 0" in result.err) == (2, True)


def test_content_that_a_clone_lacks_is_not_fetched(
    run: Run, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("enable", "services.redis")
    commit(repository, "second")
    git(repository, "config", "uploadpack.allowFilter", "true")
    git(repository, "config", "uploadpack.allowAnySHA1InWant", "true")
    clone = tmp_path / "partial"
    git(tmp_path, "clone", "-q", "--filter=blob:none", f"file://{repository}", str(clone))
    monkeypatch.chdir(clone)
    listing = ("rev-list", "--objects", "--missing=print", "--all")
    missing = [line for line in git(clone, *listing).splitlines() if line.startswith("?")]
    assert missing
    result = run("diff", "HEAD~1")
    assert (result.code, "not in this clone" in result.err) == (2, True)
    assert missing == [line for line in git(clone, *listing).splitlines() if line.startswith("?")]


# hostile text, private text


HOSTILE = "<img src=x> @everyone [x](//contoso.example) `` ` #1 </details> -->"


def test_hostile_text_is_data_in_every_format(run: Run, repository: Path) -> None:
    run("set", f"title={HOSTILE}", "tags.cost_center=\x1b[31mred\n::error::x")
    text = run("diff").out
    assert "\x1b" not in text
    markdown = run("diff", "--format", "markdown").out
    assert markdown.startswith(MARKER + "\n")
    assert "\x1b" not in markdown
    allowed = {"<details>", "</details>", MARKER}
    for token in MarkdownIt("commonmark", {"html": True}).parse(markdown):
        if token.type == "html_block":
            lines = [line for line in token.content.splitlines() if line.strip()]
            loose = [line for line in lines if line not in allowed]
            assert all(line.startswith("<summary>") for line in loose)
            assert all("<img" not in line and "@everyone" in line for line in loose if "@" in line)
        for child in token.children or ():
            assert child.type not in ("html_inline", "link_open", "image"), child
    assert HOSTILE in "".join(
        child.content
        for token in MarkdownIt().parse(markdown)
        for child in token.children or ()
        if child.type == "code_inline"
    )


SECRET = "abc8Q~" + "x1Y2z3" * 5 + "ab_~"


def test_secrets_and_people_are_not_shown(run: Run, repository: Path) -> None:
    path = repository / PROJECT
    text = path.read_text("utf-8").replace("    title: Claims assistant", f"    title: {SECRET}")
    text = text.replace("team.claims@contoso.example", "ada@contoso.example")
    text = text.replace("555555555530", "555555555531")
    path.write_text(
        text.replace("    tags:", "      allowed_ips: [203.0.113.77]\n    tags:"), "utf-8"
    )
    for format_ in ("text", "markdown", "json"):
        out = run("diff", "--format", format_).out
        assert "not shown" in out
        for private in (SECRET, "ada@", "555555555531", "203.0.113.77"):
            assert private not in out


def test_a_finding_that_is_gone_does_not_quote_what_it_was_about(
    run: Run, repository: Path
) -> None:
    path = repository / PROJECT
    good = path.read_text("utf-8")
    path.write_text(good.replace("555555555530", "55555555zz30"), "utf-8")
    commit(repository, "spoilt")
    path.write_text(good, "utf-8")
    result = run("diff", "--json")
    assert [f for f in result.data["findings_gone"] if "member_object_ids" in f["keys"][0]]
    assert "55555555zz30" not in result.out


@given(st.text(min_size=1, max_size=60))
def test_a_code_span_holds_exactly_its_text(text: str) -> None:
    made = code(text)
    tokens = MarkdownIt("commonmark", {"html": True}).parse(f"x {made} y")
    children = [child for token in tokens for child in token.children or ()]
    assert "\n" not in made
    if not text.strip():
        return
    assert [child.type for child in children] == ["text", "code_inline", "text"]


@given(st.text(alphabet="<>&*_`[]()#|~@!$\\ab ", max_size=40))
def test_our_own_words_come_out_as_they_are(text: str) -> None:
    tokens = MarkdownIt("commonmark", {"html": True}).parseInline(f"x{escaped(text)}x")
    (inline,) = tokens
    assert {child.type for child in inline.children or ()} <= {"text"}
    assert "".join(child.content for child in inline.children or ()) == f"x{text}x"


def test_a_comment_keeps_to_the_size_that_github_takes(run: Run, repository: Path) -> None:
    for number in range(2, 12):
        run("project", "new", f"{number:03}", "--from", "001")
    for number in range(1, 12):
        run("set", f"projects.{number:03}.tags.project=" + "{" + ",".join(
            f'"k{place}x{number}":"{number}-{"v" * 60}"' for place in range(80)) + "}")  # fmt: skip
    markdown = run("diff", "--format", "markdown").out
    assert 1000 < len(markdown) <= LONGEST
    assert markdown.count("<details>") == markdown.count("</details>")
    assert markdown.startswith(MARKER)
