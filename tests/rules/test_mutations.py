"""Nearly every spoilt answer of a valid factory is reported, whatever the release."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.rules.mutations import REASONS, Factory, Mutation
from tests.rules.valid_factories import factories
from wizard.catalog.load import releases
from wizard.model.context import split_key
from wizard.rules.registry import load_rules

SAMPLED = 67
"""One in so many; ``python -m tests.rules.mutations`` spoils all of them."""
ALL = list(factories())
WAYS = {
    "blank", "wrong type", "out of range", "too long", "wrong form", "placeholder",
    "foreign identifier", "wrong length", "blank inside", "not aligned", "overlap", "wrong case",
}  # fmt: skip


def test_check_reports_at_least_98_of_100_spoilt_answers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    missed: list[Mutation] = []
    ways: Counter[str] = Counter()
    for number, names in enumerate(ALL):
        factory = Factory(*names)
        for mutation in list(factory.mutations())[number % SAMPLED :: SAMPLED]:
            ways[mutation.way] += 1
            if not factory.reports(mutation):
                missed.append(mutation)
    share = 1 - len(missed) / ways.total()
    with capsys.disabled():
        print(f"\n{ways.total()} answers spoilt, {share:.2%} reported")
    assert set(ways) >= WAYS and ways.total() > 500
    assert share >= 0.98, list(map(str, missed))
    unexplained = [m for m in missed if (m.setting.key, m.way) not in REASONS]
    assert list(map(str, unexplained)) == []


@pytest.mark.parametrize("names", ALL, ids=" ".join)
def test_what_is_spoilt_was_valid_before(names: tuple[str, str, str]) -> None:
    found = Factory(*names).findings
    assert [(f.code, f.message) for f in found if f.severity == "error"] == []


@pytest.mark.parametrize("release", releases())
def test_findings_only_name_what_the_release_asks_for(release: str) -> None:
    """Whatever is wrong: older releases lack settings that rules look at."""
    factory = Factory(release, "github")
    settings = factory.catalog.settings
    found = list(factory.findings)
    for rule in load_rules().values():
        changes = {k: v for k, v in rule.bad.items() if split_key(k).key in settings}
        if changes:
            found += factory.findings_with(changes)
    named = {(f.code, key) for f in found for key in (*f.keys, *(fix.key for fix in f.fixes))}
    assert sorted((code, key) for code, key in named if split_key(key).key not in settings) == []
