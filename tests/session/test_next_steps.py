"""The commands that a person is told to run next."""

from __future__ import annotations

import pytest

from wizard.catalog.load import load_catalog
from wizard.rules.example import example_answers
from wizard.session import Session
from wizard.session.reviewing import next_steps


@pytest.mark.parametrize("orchestrator", ["github", "azure-devops"])
def test_no_command_puts_the_variables_of_people_into_git(orchestrator: str) -> None:
    catalog = load_catalog("1.24")
    session = Session(catalog, example_answers(catalog, {"orchestrator": orchestrator}))
    added = [step.command for step in next_steps(session) if "git add" in step.command]
    assert added
    assert all("git add aifactory &&" in command for command in added)
