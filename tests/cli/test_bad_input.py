"""Input that cannot be used: a clear message, a code that is not 0, every file as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run, tree
from wizard.cli import draft_here
from wizard.store.plan import WritePlan

YAML = "version: 1\nfactory:\n  tenant_id: 11111111-2222-4333-8444-555555555501\n"

BAD = {
    "truncated": (YAML + '  naming: {prefix: "ac').encode(),
    "truncated json": b'{"version": 1, "factory": {"tenant_id": "x"',
    "binary": bytes(range(256)) * 20,
    "too large": b"a: b\n" * (10 * 1024 * 1024),
    "latin-1": YAML.encode() + "  title: Z\xfcrich\n".encode("latin-1"),
    "utf-16 without a mark": YAML.encode("utf-16-le"),
    "a list": b"- a\n- b\n",
    "text": b"nothing of the kind\n",
    "twice": (YAML + "  tenant_id: other\n").encode(),
    "tabs": b"factory:\n\ttenant_id: x\n",
    "deep": b"{" * 5000,
    "an alias that grows": b"a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n",
}


@pytest.mark.parametrize("verb", ["check", "generate"])
@pytest.mark.parametrize("kind", BAD)
def test_a_bad_answers_file(run: Run, here: Path, kind: str, verb: str) -> None:
    (here / "answers.yaml").write_bytes(BAD[kind])
    before = tree(here)
    arguments = ["check", "answers.yaml"] if verb == "check" else ["generate", "--answers",
                                                                   "answers.yaml"]  # fmt: skip
    result = run(*arguments)
    assert result.code in (1, 2) if verb == "check" else result.code == 2
    assert "answers.yaml" in result.out + result.err
    assert len(result.err) < 3000
    assert tree(here) == before


@pytest.mark.parametrize("kind", ["truncated", "binary", "latin-1", "too large", "tabs"])
@pytest.mark.parametrize("arguments", [["set", "tenant_id=x"], ["generate"], ["check"],
                                       ["project", "new", "002"], ["enable", "bing"]],
                         ids=" ".join)  # fmt: skip
def test_a_bad_workspace(run: Run, workspace: Path, kind: str, arguments: list[str]) -> None:
    (workspace / "aifactory/wizard/factory.yaml").write_bytes(BAD[kind])
    before = tree(workspace)
    result = run(*arguments)
    assert result.code in (1, 2)
    assert "factory.yaml" in result.out + result.err
    assert tree(workspace) == before


BAD_ENV = {
    "binary": bytes(range(256)),
    "latin-1": b"TENANT_ID='Z\xfcrich'\n",
    "too large": b"A=b\n" * (13 * 1024 * 1024),
    "unclosed": b"TENANT_ID='x\nAIFACTORY_PREFIX=y\n",
}


@pytest.mark.parametrize("kind", BAD_ENV)
def test_a_bad_variable_file_beside_good_answers(run: Run, workspace: Path, kind: str) -> None:
    (workspace / ".env").write_bytes(BAD_ENV[kind])
    before = tree(workspace)
    result = run("generate")
    assert result.code == 2
    assert ".env" in result.err
    assert tree(workspace) == before
    assert run("check").code in (1, 2)


def test_marks_of_windows_editors_are_read_and_kept(run: Run, workspace: Path) -> None:
    path = workspace / "aifactory/wizard/factory.yaml"
    text = path.read_text(encoding="utf-8")
    for encoding, mark in (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-16", b"\xff\xfe")):
        path.write_bytes(text.encode(encoding))
        told = run("check", "--json").data
        assert "FIL109" in {finding["code"] for finding in told["findings"]}
        assert run("set", f"naming.prefix={encoding[-2:]}x-").code == 0
        assert path.read_bytes().startswith(mark)
        assert f"{encoding[-2:]}x-" in path.read_bytes().decode(encoding)


@pytest.mark.parametrize("arguments", [["check", "folder"], ["generate", "--answers", "folder"]])
def test_a_folder_instead_of_a_file(run: Run, here: Path, arguments: list[str]) -> None:
    (here / "folder").mkdir()
    result = run(*arguments)
    assert result.code == 2
    assert "folder" in result.err


@pytest.mark.parametrize("arguments", [["check", "no.yaml"], ["generate", "--answers", "no.yaml"],
                                       ["check", "no/where.env"]])  # fmt: skip
def test_a_file_that_is_not_there(run: Run, here: Path, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.code == 2
    assert "does not exist" in result.err


def test_a_folder_where_a_file_should_be(run: Run, workspace: Path) -> None:
    (workspace / ".env").mkdir()
    before = tree(workspace)
    result = run("generate")
    assert result.code in (2, 4)
    assert ".env" in result.err
    assert tree(workspace) == before


@pytest.mark.parametrize("arguments", [["generate"], ["set", "naming.prefix=mine-"]],
                         ids=lambda value: value[0])  # fmt: skip
def test_a_file_that_changes_meanwhile_is_left_alone(
    run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    path = workspace / "aifactory/wizard/factory.yaml"
    theirs = path.read_bytes() + b"# theirs\n"
    real = draft_here.carry_out

    def somebody_else_writes(plan: WritePlan) -> None:
        path.write_bytes(theirs)
        real(plan)

    monkeypatch.setattr(draft_here, "carry_out", somebody_else_writes)
    result = run(*arguments)
    assert result.code == 4
    assert "changed on disk" in result.err
    assert path.read_bytes() == theirs
    assert not (workspace / ".env").exists()


def test_another_run_that_writes_is_waited_for_and_then_named(
    run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wizard.store.errors import Locked

    def locked(plan: object) -> None:
        raise Locked(workspace / "aifactory/wizard", "another run is writing", "try again")

    monkeypatch.setattr("wizard.store.write.apply", locked)
    result = run("set", "naming.prefix=mine-")
    assert result.code == 4
    assert "another run" in result.err
