"""How fast one may write, and when to go on after a service asked to wait."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import NamedTuple

Sleep = Callable[[float], bool]
"""Waits the given seconds; True when the wait was cut short because the work is to stop."""


class Quota(NamedTuple):
    """At most ``calls`` writing calls in any ``seconds``."""

    calls: int
    seconds: float


class Stopped(Exception):
    """The work was stopped while a call waited."""


class Pace:
    """One pace for all threads.

    ``turn`` waits until a call may go out; ``hold`` makes every further call wait. Times are
    seconds of ``clock``.
    """

    def __init__(self, quotas: Sequence[Quota], clock: Callable[[], float], sleep: Sleep) -> None:
        self._quotas = tuple(quotas)
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._written: deque[float] = deque()
        self._held_until = 0.0

    def turn(self, *, writes: bool) -> None:
        """Wait for this call's turn.

        Raises:
            Stopped: the work is to stop.
        """
        while True:
            with self._lock:
                wait = self._wait(writes)
                if wait <= 0:
                    if writes and self._quotas:
                        self._written.append(self._clock())
                    return
            if self._sleep(wait):
                raise Stopped

    def wait_before(self, *, writes: bool) -> float:
        """Seconds until the next call may go out."""
        with self._lock:
            return max(self._wait(writes), 0.0)

    def hold(self, seconds: float) -> None:
        """Let no call out for a time."""
        with self._lock:
            self._held_until = max(self._held_until, self._clock() + seconds)

    def _wait(self, writes: bool) -> float:
        now = self._clock()
        wait = self._held_until - now
        if not writes or not self._quotas:
            return wait
        longest = max(quota.seconds for quota in self._quotas)
        while self._written and self._written[0] <= now - longest:
            self._written.popleft()
        for quota in self._quotas:
            if len(self._written) >= quota.calls:
                wait = max(wait, self._written[-quota.calls] + quota.seconds - now)
        return wait
