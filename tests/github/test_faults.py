"""A GitHub that fails, refuses or asks to wait: what the user sees, and what a second run does."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.github.fake_github import FakeGithub
from tests.github.test_push import sets_of
from tests.web.loopback import Answer, Asked


def emptied(github: FakeGithub, *names: str) -> dict[str, str]:
    """Take variables away and return what they held."""
    return {name: github.repository.variables.pop(name) for name in names}


def test_a_name_that_somebody_makes_meanwhile_is_changed(run: Run, filled: FakeGithub) -> None:
    held = emptied(filled, "LAKE_PREFIX")

    def race(asked: Asked, number: int) -> None:
        if asked.method == "POST":
            filled.repository.variables["LAKE_PREFIX"] = "of somebody else"

    filled.trouble = race
    assert run("push", "github").code == 0
    assert [asked.method for asked in filled.writes()] == ["POST", "PATCH"]
    assert filled.repository.variables["LAKE_PREFIX"] == held["LAKE_PREFIX"]


def test_a_name_that_somebody_deletes_meanwhile_is_made(run: Run, filled: FakeGithub) -> None:
    wanted = filled.repository.variables["LAKE_PREFIX"]
    filled.repository.variables["LAKE_PREFIX"] = "other"

    def race(asked: Asked, number: int) -> None:
        if asked.method == "PATCH":
            filled.repository.variables.pop("LAKE_PREFIX", None)

    filled.trouble = race
    assert run("push", "github").code == 0
    assert [asked.method for asked in filled.writes()] == ["PATCH", "POST"]
    assert filled.repository.variables["LAKE_PREFIX"] == wanted


def test_what_is_deleted_already_is_no_failure(run: Run, filled: FakeGithub) -> None:
    filled.environments["dev"].variables["LAKE_PREFIX"] = "left over"

    def race(asked: Asked, number: int) -> None:
        if asked.method == "DELETE":
            filled.environments["dev"].variables.pop("LAKE_PREFIX", None)

    filled.trouble = race
    assert run("push", "github", "--delete").code == 0


def test_a_deletion_that_is_refused_is_no_success(run: Run, filled: FakeGithub) -> None:
    filled.environments["dev"].variables["LAKE_PREFIX"] = "left over"
    filled.trouble = lambda asked, number: (
        Answer(403, {"message": "Protected"}) if asked.method == "DELETE" else None
    )
    result = run("push", "github", "--delete")
    assert result.code == 4
    assert "LAKE_PREFIX" in result.err
    assert filled.environments["dev"].variables["LAKE_PREFIX"] == "left over"


def test_a_refused_value_is_named_and_nothing_opens_behind_it(run: Run, filled: FakeGithub) -> None:
    emptied(filled, "LAKE_PREFIX", "PROJECT_NUMBER")
    filled.trouble = lambda asked, number: (
        Answer(422, {"message": "Value is no good"})
        if asked.method == "POST" and asked.body["name"] == "LAKE_PREFIX"
        else None
    )
    result = run("push", "github")
    assert result.code == 2
    assert "LAKE_PREFIX" in result.err
    assert "Value is no good" in result.err
    assert "trace LAKE_PREFIX" in result.err
    assert "PROJECT_NUMBER" not in filled.repository.variables
    filled.trouble = None
    assert run("push", "github").code == 0
    assert {"LAKE_PREFIX", "PROJECT_NUMBER"} <= set(filled.repository.variables)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(429, {"message": "slow down"}, {"Retry-After": "1"}),
        Answer(403, {"message": "You have exceeded a secondary rate limit."}, {"Retry-After": "1"}),
    ],
    ids=["429", "secondary"],
)
def test_a_wait_that_is_asked_for_is_kept(run: Run, filled: FakeGithub, answer: Answer) -> None:
    held = emptied(filled, "LAKE_PREFIX", "TAGS", "ADD_BASTION_HOST")
    asked_at: list[float] = []
    done_at: list[float] = []

    def limited(asked: Asked, number: int) -> Answer | None:
        if asked.method != "POST":
            return None
        if not asked_at:
            asked_at.append(time.monotonic())
            return answer
        done_at.append(time.monotonic())
        return None

    filled.trouble = limited
    result = run("push", "github")
    assert result.code == 0
    assert "asked to wait for 1 s" in result.err
    assert {name: filled.repository.variables[name] for name in held} == held
    assert done_at[-1] - asked_at[0] >= 1.0


def test_the_primary_limit_is_waited_for_by_githubs_clock(run: Run, filled: FakeGithub) -> None:
    emptied(filled, "LAKE_PREFIX")
    told: list[float] = []

    def limited(asked: Asked, number: int) -> Answer | None:
        if asked.method == "POST" and not told:
            told.append(time.monotonic())
            reset = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(time.time()) + 1)}
            return Answer(403, {"message": "API rate limit exceeded"}, reset)
        return None

    filled.trouble = limited
    assert run("push", "github").code == 0
    assert time.monotonic() - told[0] >= 1.0


def test_nobody_waits_for_an_hour(run: Run, filled: FakeGithub) -> None:
    emptied(filled, "LAKE_PREFIX")
    filled.trouble = lambda asked, number: (
        Answer(403, {"message": "API rate limit exceeded"},
               {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(time.time()) + 3600)})
        if asked.method == "POST" else None
    )  # fmt: skip
    started = time.monotonic()
    result = run("push", "github")
    assert result.code == 4
    assert "run the same again after" in result.err
    assert time.monotonic() - started < 20


def test_a_line_that_drops_for_good_leaves_a_push_that_goes_on(
    run: Run, workspace: Path, github: FakeGithub
) -> None:
    github.trouble = lambda asked, number: Answer(drop=True) if number > 80 else None
    broken = run("push", "github", "--json")
    assert broken.code == 4
    assert "run the same again" in broken.err or "goes on" in broken.err
    assert 0 < broken.data["done"] < len(broken.data["steps"])
    there = sum(len(values) for values in github.state().values())
    environments = len(github.environments)
    assert there > 20
    assert "PROJECT_NUMBER" not in github.repository.variables

    github.trouble = None
    github.calls.clear()
    rest = run("push", "github", "--json")
    assert rest.code == 0
    run("generate")
    assert github.state() == sets_of(workspace)
    assert environments == 3
    total = sum(len(values) for values in github.state().values())
    variables = [asked for asked in github.writes() if "/secrets/" not in asked.path]
    assert len(variables) == total - there


def test_an_answer_that_gets_lost_does_no_harm(run: Run, filled: FakeGithub) -> None:
    held = emptied(filled, "LAKE_PREFIX")
    lost: list[Asked] = []

    def lose(asked: Asked, number: int) -> Answer | None:
        if asked.method == "POST" and not lost:
            lost.append(asked)
            return Answer(drop=True)
        return None

    filled.spoil = lose
    assert run("push", "github").code == 0
    assert filled.repository.variables["LAKE_PREFIX"] == held["LAKE_PREFIX"]


def test_a_service_out_of_order_is_asked_again_and_then_given_up(
    run: Run, filled: FakeGithub
) -> None:
    filled.trouble = lambda asked, number: Answer(502, b"<html>") if number < 3 else None
    assert run("push", "github").code == 0
    filled.trouble = lambda asked, number: Answer(503)
    filled.calls.clear()
    result = run("push", "github")
    assert result.code == 4
    assert "answered 503" in result.err
    assert len(filled.calls) == 4


def test_a_sign_in_that_may_only_read_is_told_which_right_it_lacks(
    run: Run, filled: FakeGithub
) -> None:
    emptied(filled, "LAKE_PREFIX")
    filled.read_only = True
    result = run("push", "github")
    assert result.code == 4
    assert "may not write LAKE_PREFIX" in result.err
    assert "variables=write" in result.err
    assert "'repo'" in result.err
    assert "'Variables'" in result.err


def test_a_sign_in_that_is_not_accepted(
    run: Run, filled: FakeGithub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GH_TOKEN", "ghp_of_somebody_else_0123456789")
    result = run("push", "github")
    assert result.code == 4
    assert "gh auth login" in result.err
    assert "ghp_of_somebody" not in result.err + result.out


def test_a_repository_that_the_sign_in_does_not_see(run: Run, filled: FakeGithub) -> None:
    result = run("push", "github", "--repository", "contoso/another")
    assert result.code == 4
    assert "contoso/another" in result.err
    assert "--repository" in result.err


def test_a_repository_that_has_moved_is_not_followed(run: Run, filled: FakeGithub) -> None:
    filled.trouble = lambda asked, number: Answer(
        301, {"message": "Moved Permanently"}, {"Location": f"http://{filled.address}/elsewhere"}
    )
    result = run("push", "github")
    assert result.code == 2
    assert "renamed" in result.err
    assert len(filled.calls) == 1


def test_what_is_no_github_is_said_to_be_none(run: Run, filled: FakeGithub) -> None:
    filled.trouble = lambda asked, number: Answer(200, b"<html>A sign-in page</html>")
    result = run("push", "github")
    assert result.code == 2
    assert "GH_HOST" in result.err
