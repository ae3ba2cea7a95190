"""Repositories to open: an empty one, or a factory with some projects."""

from __future__ import annotations

from pathlib import Path

from wizard.catalog.load import load_catalog
from wizard.rules.example import example_answers
from wizard.session.opening import open_repository
from wizard.session.writing import plan_answers
from wizard.store.write import apply


def repository(folder: Path, projects: int) -> Path:
    """A factory with some projects, or an empty folder."""
    folder.mkdir()
    if projects:
        opened = open_repository(folder)
        example = example_answers(load_catalog(), {"address.vnet": "10.XX.0.0/16"})
        for full, given in example.items():
            opened.session.answers.put(full, given)
        for number in range(2, projects + 1):
            opened.session.answers.add_project(f"{number:03}")
        apply(plan_answers(opened))
    return folder
