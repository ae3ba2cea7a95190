"""What stands around values in a file that is upgraded: comments, odd lines, encodings."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.upgrade.files import read, written
from tests.upgrade.test_files import SIDES, upgraded
from tests.upgrade.test_relaid import checkout
from wizard.catalog.setting import Orchestrator
from wizard.session.upgrading import upgrade_file


def test_a_line_that_no_pipeline_can_read_is_mended_with_its_value(tmp_path: Path) -> None:
    path = written(tmp_path, "1.22", "azure-devops")
    text = path.read_text(encoding="utf-8")
    broken = '  postGresAdminEmails = "a@contoso.example" # ours\n'
    path.write_text(text + broken, encoding="utf-8")
    report = upgraded(path, "1.25").report
    assert report.mended == ["postGresAdminEmails"]
    assert read(path)["postGresAdminEmails"] == "a@contoso.example"
    assert '"a@contoso.example" # ours' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("orchestrator", "old", "new"),
    [
        ("github", "ENABLE_WEB_APP", "ENABLE_WEBAPP"),
        ("azure-devops", "admin_bicep_kv_fw", "dev_admin_bicep_kv_fw"),
    ],
)
@pytest.mark.parametrize("with_template", [False, True])
def test_what_stands_beside_a_value_goes_with_it(
    orchestrator: Orchestrator, old: str, new: str, with_template: bool, tmp_path: Path
) -> None:
    path = written(tmp_path / "a", "1.22" if orchestrator != "github" else "1.23", orchestrator)
    lines = path.read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines) if line.strip().startswith(old))
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    lines[at : at + 1] = [f"{indent}# see our ticket", f"{lines[at]}  # asked by finance"]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    place = checkout(tmp_path / "vendor", "1.25", orchestrator) if with_template else None
    upgrade = upgrade_file(path, "1.25", templates=place)
    upgrade.write(upgrade.plan())
    made = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    here = next(number for number, line in enumerate(made) if line.startswith(new))
    assert made[here].endswith("# asked by finance")
    assert "# see our ticket" in made
    if with_template:
        assert made[here - 1] == "# see our ticket"


@pytest.mark.parametrize(
    ("orchestrator", "name"),
    [("github", "NETWORK_ENV_DEV"), ("azure-devops", "admin_keyvaultSoftDeleteDays")],
)
def test_a_comment_behind_what_is_gone_goes_to_the_end_with_it(
    orchestrator: Orchestrator, name: str, tmp_path: Path
) -> None:
    path = written(tmp_path, "1.23", orchestrator)
    text = path.read_text(encoding="utf-8")
    line = next(each for each in text.splitlines() if each.strip().startswith(name))
    path.write_text(text.replace(line, f"{line} # asked by finance"), encoding="utf-8")
    upgraded(path, "1.25")
    made = path.read_text(encoding="utf-8").splitlines()
    (kept,) = [each for each in made if each.strip().startswith(name)]
    assert kept.endswith("# asked by finance")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("orchestrator", SIDES)
def test_an_encoding_that_bash_does_not_read_becomes_plain(
    orchestrator: Orchestrator, encoding: str, tmp_path: Path
) -> None:
    plain = written(tmp_path / "plain", "1.24", orchestrator)
    odd = tmp_path / "odd" / plain.name
    odd.parent.mkdir()
    odd.write_text(plain.read_text(encoding="utf-8"), encoding=encoding)
    upgraded(plain, "1.25")
    upgrade = upgraded(odd, "1.25")
    assert odd.read_bytes() == plain.read_bytes()
    assert "saved as UTF-8" in next(iter(upgrade.report.layout.values()))
