"""The pace of writing, and waits: by a clock of its own, so that nobody waits here."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.web.pace import Pace, Quota, Stopped


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> bool:
        assert seconds > 0
        self.now += seconds
        return False


@given(
    quotas=st.lists(st.tuples(st.integers(1, 9), st.integers(1, 60)), max_size=3),
    gaps=st.lists(st.floats(0, 30), max_size=60),
)
def test_never_more_writing_than_each_quota_allows(
    quotas: list[tuple[int, int]], gaps: list[float]
) -> None:
    clock = Clock()
    pace = Pace([Quota(calls, seconds) for calls, seconds in quotas], clock, clock.sleep)
    written = []
    for gap in gaps:
        clock.now += gap
        pace.turn(writes=True)
        written.append(clock.now)
    for calls, seconds in quotas:
        for first, beyond in zip(written, written[calls:], strict=False):
            assert beyond - first >= seconds - 1e-6


def test_reading_is_not_paced_but_held(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    pace = Pace([Quota(1, 60)], clock, clock.sleep)
    for _ in range(5):
        pace.turn(writes=False)
    assert clock.now == 1000.0
    pace.hold(30)
    pace.turn(writes=False)
    assert clock.now == 1030.0


def test_the_pace_of_a_first_push_is_that_of_the_published_limits() -> None:
    clock = Clock()
    pace = Pace([Quota(80, 60), Quota(500, 3600)], clock, clock.sleep)
    for _ in range(215):
        pace.turn(writes=True)
    assert 120 <= clock.now - 1000.0 < 180


def test_a_wait_ends_when_the_work_is_to_stop() -> None:
    stop = threading.Event()
    pace = Pace([], lambda: 0.0, stop.wait)
    pace.hold(3600)
    stop.set()
    with pytest.raises(Stopped):
        pace.turn(writes=False)
