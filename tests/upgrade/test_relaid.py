"""A file in the order and with the comments of a new template, the team's own words kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.upgrade.files import NAMES, read, written
from wizard.catalog.load import load_catalog
from wizard.catalog.setting import Orchestrator
from wizard.catalog.shipped import shipped_values
from wizard.formats.dotenv import quote
from wizard.output.files import KEPT_COMMENT
from wizard.session.checkout import TEMPLATES
from wizard.session.upgrading import upgrade_file
from wizard.upgrade.relaid import relaid
from wizard.upgrade.vendor_comments import recogniser

OLD = """\
# Old heading
A="1" # old words
B="2" # old words too

# Old last heading
C="3"
"""
NEW = """\
# New heading
C="30" # new words

# Second heading
A="10" # new words on A
D="4" # added
B="20"
# The end
"""
USER = """\
# ours at the top

# Old heading
A="mine" # old words
# B is discussed in our ticket
B="2" # my own note
OURS='x' # of ours
C="3"
# ours at the end
"""
WANTED = """\
# ours at the top

# New heading
C="3" # new words

# Second heading
A="mine" # new words on A
D="4" # added
# B is discussed in our ticket
B="2" # my own note
OURS='x' # of ours
# The end
# ours at the end
"""


def test_three_sides_meet() -> None:
    known = recogniser([OLD, NEW])
    assert relaid(USER, NEW, "github", known, KEPT_COMMENT, ".env") == WANTED
    again = relaid(WANTED, NEW, "github", known, KEPT_COMMENT, ".env")
    assert again == WANTED


def test_what_was_kept_aside_stays_at_the_end_unless_it_has_a_place_again() -> None:
    user = f'A="1"\n\n# {KEPT_COMMENT}\nGONE="x"\nD="9"\nALSO="y"\n'
    made = relaid(user, NEW, "github", recogniser([OLD, NEW]), KEPT_COMMENT, ".env")
    assert made is not None
    assert made.endswith(f'# The end\n\n# {KEPT_COMMENT}\nGONE="x"\nALSO="y"\n')
    assert 'D="9" # added\n' in made and made.count(KEPT_COMMENT) == 1


@pytest.mark.parametrize(
    "user", ["A=1\nB = 2\n", "A=1 B=2\n", "A='x\n", 'B="2"\nA=$B\nC="3"\n', "A=1\r\nB=2\r\n"]
)
def test_nothing_is_moved_where_that_could_do_harm(user: str) -> None:
    assert relaid(user, NEW, "github", recogniser([]), KEPT_COMMENT, ".env") is None


def test_a_yaml_file_takes_the_indentation_and_keeps_quotes() -> None:
    new = "variables:\n  # New\n  b: '1' # said\n  A: \"2\"\n"
    user = "# ours\nvariables:\n    a: 'mine'   # mine\n    # note\n    own: yes\n    b: 7\n"
    made = relaid(user, new, "azure-devops", recogniser([new]), KEPT_COMMENT, "v.yaml")
    assert made == (
        "  # ours\n\nvariables:\n  # New\n  b: 7 # said\n"
        "  a: 'mine'   # mine\n  # note\n  own: yes\n"
    )
    for odd in ("variables:\n- name: a\n  value: 1\n", "x: 1\nvariables:\n  a: 1\n"):
        assert relaid(odd, new, "azure-devops", recogniser([]), KEPT_COMMENT, "v") is None


def checkout(root: Path, release: str, side: Orchestrator) -> Path:
    """A checkout at a release whose template has made-up comments, in the opposite order."""
    path = root / TEMPLATES[side]
    path.parent.mkdir(parents=True)
    shipped = list(shipped_values(load_catalog(release), side).items())[::-1]
    if side == "github":
        lines = [f"{name}={quote(value)} # of {name}" for name, value in shipped]
    else:
        lines = ["variables:", *(f"  {n}: {quote(v)} # of {n}" for n, v in shipped)]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    (root / ".git").mkdir()
    (root / ".git/HEAD").write_text(f"ref: refs/heads/release/v{release}\n", encoding="utf-8")
    return root


@pytest.mark.parametrize("side", ["github", "azure-devops"])
def test_an_upgrade_takes_the_template_of_the_checkout(side: Orchestrator, tmp_path: Path) -> None:
    place = checkout(tmp_path / "vendor", "1.25", side)
    plain, laid = (written(tmp_path / name, "1.23", side) for name in ("plain", "laid"))
    upgrade_file(plain, "1.25").write(upgrade_file(plain, "1.25").plan())
    upgrade = upgrade_file(laid, "1.25", templates=place)
    upgrade.write(upgrade.plan())
    assert read(laid) == read(plain)
    text = laid.read_text(encoding="utf-8")
    last = next(iter(shipped_values(load_catalog("1.25"), side)))
    lines = [line.strip() for line in text.splitlines()]
    assert any(line.startswith(last) and line.endswith(f"# of {last}") for line in lines)
    assert "# our own note" in lines
    shipped = shipped_values(load_catalog("1.25"), side)
    assert [name for name in read(laid) if name in shipped] == list(shipped)[::-1]
    assert list(upgrade.report.layout.values()) == ["comments and order of the vendor's template"]


@pytest.mark.parametrize("side", ["github", "azure-devops"])
def test_without_a_template_new_names_say_what_they_are(side: Orchestrator, tmp_path: Path) -> None:
    path = written(tmp_path, "1.24", side)
    before = path.read_text(encoding="utf-8").splitlines()
    upgrade = upgrade_file(path, "1.25")
    upgrade.write(upgrade.plan())
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
    name = {"github": "SCALING_MODE=", "azure-devops": "scaling-mode:"}[side]
    at = next(number for number, line in enumerate(lines) if line.startswith(name))
    assert lines[at - 1] == f"# {load_catalog('1.25').settings['address.scaling_mode'].title}"
    assert "not at hand" in upgrade.report.layout.popitem()[1]
    assert len(before) < len(lines) and path.name == NAMES[side]
