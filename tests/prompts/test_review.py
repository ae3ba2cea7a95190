"""The review, writing, leaving, drafts: what is said, and what stands on the disk afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.prompts.first_set_up import by_label
from tests.prompts.person import Given, Person
from wizard.prompts.asker import Command
from wizard.prompts.run import CANCELLED, DONE, ask_all
from wizard.session.keeping import drafted_answers
from wizard.session.opening import open_repository
from wizard.session.walk import Walk

Says = dict[str, Given | list[Given]]
DELETE = "projects.001.lifecycle.delete_disabled_services"


def run(root: Path, says: Says, changes: dict[str, object] | None = None) -> tuple[int, Person]:
    walk = Walk(open_repository(root))
    for full, raw in (changes or {}).items():
        walk.pause()
        walk.answer(full, raw)
    person = Person({"What to ask": "review", **says})
    return ask_all(walk, person), person


def test_the_review_says_what_changes_and_which_files(written: Path) -> None:
    code, person = run(written, {"What now": "write"}, {"projects.001.services.cosmos_db": True})
    assert code == DONE
    assert any("Cosmos DB" in line for line in person.said if line.startswith("New with"))
    assert any(line.startswith("- .env: changed, +") for line in person.said)
    assert "bash aifactory/wizard/generated/001/github/apply.sh" in person.text


def test_files_are_shown_as_differences(written: Path) -> None:
    says: Says = {"What now": ["diff", "leave"], "Leave": "forget"}
    _, person = run(written, says, {"naming.prefix": "zeta-"})
    assert any(line.startswith("+") and "zeta-" in line for line in person.said)


def test_errors_are_left_only_after_a_yes(written: Path) -> None:
    before = (written / ".env").read_bytes()
    says: Says = {"What now": ["write", "leave"], "Leave": "forget"}
    _, person = run(written, says, {"tenant_id": "nonsense"})
    assert "Write all the same" in person.asked
    assert (written / ".env").read_bytes() == before
    _, person = run(
        written, {"What now": "write", "Write all the same": True}, {"tenant_id": "nonsense"}
    )
    assert b"nonsense" in (written / ".env").read_bytes()


def test_what_is_wrong_is_asked_from_the_review_in_the_order_of_the_pages(written: Path) -> None:
    tenant = "11111111-2222-4333-8444-555555555509"
    says: Says = {
        "What now": ["errors", "write"],
        "Tenant": tenant,
        "Region code": "sdc",
    }
    changes: dict[str, object] = {
        "scale_sets.001.region.code": "westus", "tenant_id": "nonsense"
    }  # fmt: skip
    code, person = run(written, says, changes)
    assert code == DONE
    assert person.asked == ["What to ask", "What now", "Tenant", "Region code", "What now"]
    assert f'TENANT_ID="{tenant}"' in (written / ".env").read_text(encoding="utf-8")


def test_remedies_are_applied_one_by_one(written: Path) -> None:
    says: Says = {"What now": ["fix", "write"], "Apply the remedy": True}
    code, person = run(written, says, {"naming.prefix": "Zeta-"})
    assert code == DONE
    assert "zeta-" in (written / ".env").read_text(encoding="utf-8")
    assert count_of("Write all the same", person) == 0


def count_of(name: str, person: Person) -> int:
    return person.asked.count(name)


@pytest.mark.parametrize("word", ["", "yes", "Delete"])
def test_what_deletes_needs_the_word(written: Path, word: str) -> None:
    before = (written / ".env").read_bytes()
    says: Says = {"What now": ["write", "leave"], "Type delete to go on": word, "Leave": "forget"}
    _, person = run(written, says, {DELETE: True})
    assert "Delete services that are switched off" in person.text
    assert (written / ".env").read_bytes() == before


def test_with_the_word_it_is_written(written: Path) -> None:
    before = (written / ".env").read_bytes()
    says: Says = {"What now": "write", "Type delete to go on": "delete"}
    code, _ = run(written, says, {DELETE: True})
    assert code == DONE
    assert (written / ".env").read_bytes() != before


def test_the_answers_alone_can_be_saved(repository: Path) -> None:
    says: Says = {"What now": "answers"}
    code, person = run(repository, says, {"tenant_id": "11111111-2222-4333-8444-555555555509"})
    assert code == DONE
    assert not (repository / ".env").exists()
    text = (repository / "aifactory/wizard/factory.yaml").read_text(encoding="utf-8")
    assert "11111111-2222-4333-8444-555555555509" in text


def test_the_review_leads_to_a_page_and_back(written: Path) -> None:
    says: Says = {
        "What now": [Command.GO, "write"],
        "Number of a page, or words to search for": "lake prefix",
        "Data lake prefix": "pond",
    }
    code, person = run(written, says)
    assert code == DONE
    assert "pond" in (written / ".env").read_text(encoding="utf-8")


def test_a_file_that_changed_meanwhile_is_not_overwritten(written: Path) -> None:
    class Meddler(Person):
        def choose(self, label, options, present):  # type: ignore[no-untyped-def]
            if label == "What now" and self.asked.count(label) == 0:
                (written / ".env").write_bytes(b"# somebody else\n")
            return super().choose(label, options, present)

    walk = Walk(open_repository(written))
    walk.answer("naming.prefix", "zeta-")
    meddler = Meddler({"What to ask": "review", "What now": ["write", "leave"], "Leave": "keep"})
    ask_all(walk, meddler)
    assert "Nothing was written" in meddler.text
    assert (written / ".env").read_bytes() == b"# somebody else\n"


# drafts


@pytest.mark.parametrize("way_out", [KeyboardInterrupt, EOFError])
def test_who_leaves_half_way_finds_the_answers_again(
    repository: Path, way_out: type[BaseException]
) -> None:
    says = {**by_label("github"), "Networking mode": way_out}
    first = Person(says)
    assert ask_all(Walk(open_repository(repository)), first) == CANCELLED
    assert "kept" in first.said[-1]
    assert list(repository.iterdir()) == []

    walk = Walk(open_repository(repository))
    second = Person({**by_label("github")})
    assert ask_all(walk, second) == DONE
    assert second.asked[:2] == ["Unfinished changes", "What to ask"]
    assert second.options["What to ask"][0].value == "resume"
    assert "Where the pipelines run" not in second.asked
    assert "Networking mode" in second.asked
    assert 'contoso/ai-factory-001"' in (repository / ".env").read_text(encoding="utf-8")
    assert drafted_answers(Walk(open_repository(repository))) == []


def test_a_draft_can_be_forgotten(written: Path) -> None:
    run(written, {"What now": KeyboardInterrupt}, {"naming.prefix": "zeta-"})
    walk = Walk(open_repository(written))
    person = Person({"Unfinished changes": "forget", "What to ask": "review", "What now": "leave"})
    assert ask_all(walk, person) == DONE
    assert walk.ask("naming.prefix").text == "acme-"
    assert drafted_answers(walk) == []


def test_leaving_keeps_or_forgets_what_was_not_written(written: Path) -> None:
    for choice, left in (("keep", 1), ("forget", 0)):
        run(written, {"What now": "leave", "Leave": choice}, {"naming.prefix": "zeta-"})
        assert len(drafted_answers(Walk(open_repository(written)))) == left


def test_a_cancelled_run_without_answers_leaves_no_trace(repository: Path) -> None:
    code, person = run(repository, {"What to ask": KeyboardInterrupt})
    assert code == CANCELLED
    assert person.said[-1] == "Cancelled. Nothing was written."
    assert list(repository.iterdir()) == []


def test_with_several_projects_one_is_chosen(written: Path) -> None:
    text = (written / "aifactory/wizard/projects/001.yaml").read_text(encoding="utf-8")
    other = text.replace('"001"', '"002"').replace(" 001:", " 002:").replace("'001'", "'002'")
    (written / "aifactory/wizard/projects/002.yaml").write_text(other, encoding="utf-8")
    says: Says = {
        "Project to work on": "002",
        "What to ask": "named",
        "Number of a page, or words to search for": "cost center of the project",
        "Cost center of the project": "CC-2",
        "What now": "answers",
    }
    code, _ = run(written, says)
    assert code == DONE
    kept = (written / "aifactory/wizard/projects/001.yaml").read_text(encoding="utf-8")
    assert kept == text
    changed = (written / "aifactory/wizard/projects/002.yaml").read_text(encoding="utf-8")
    assert "CC-2" in changed


FOLDER = "aifactory/wizard/generated/001/bicep/dev"


def test_bicep_files_are_asked_for_in_the_review_and_shown_by_folder(written: Path) -> None:
    says: Says = {
        "What now": ["bicep", "diff", "write"],
        "Which file": f"{FOLDER}/",
        "Which of them": f"{FOLDER}/61-foundation.bicepparam",
    }
    _, person = run(written, says)
    assert any(line.startswith(f"- {FOLDER}/: ") for line in person.said)
    assert any(line.startswith("+param randomValue = ") for line in person.said)
    assert (written / FOLDER / "RUN.md").is_file()
    assert f"bash {FOLDER}/run.sh" in person.text
    _, person = run(written, {"What now": ["bicep", "leave"], "Leave": "forget"})
    assert not any("to write" in line for line in person.said)


def test_a_release_without_described_templates_has_no_such_choice(repository: Path) -> None:
    opened = open_repository(repository, release="1.22")
    walk = Walk(opened)
    person = Person({"What to ask": "review", "What now": "leave", "Leave": "forget"})
    ask_all(walk, person)
    assert "bicep" not in [option.value for option in person.options["What now"]]


def test_what_is_wrong_with_a_file_that_stands_already_is_told(written: Path) -> None:
    path = written / ".env"
    path.write_text("PROJECT_NUMBR='1'\n" + path.read_text("utf-8"), "utf-8")
    _, person = run(written, {"What now": ["notes", "leave"]})
    assert "note FIL104 (.env:1)" in person.said
