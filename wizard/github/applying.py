"""Doing the steps of a difference: stage after stage, a few calls at once, resumable."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import groupby

from wizard.github.api import GithubApi
from wizard.github.difference import Step
from wizard.github.present import SIDE_BY_SIDE
from wizard.github.remembered import Remembered
from wizard.github.sealing import sealed
from wizard.github.wanted import Name
from wizard.web.failures import WebFailure
from wizard.web.pace import Stopped

Progress = Callable[[int, int], None]
"""Told how many of how many steps are done."""


@dataclass(slots=True)
class Outcome:
    """What was done. ``failure`` is what ended the push early, ``interrupted`` that the user did.

    Steps that were under way when it ended may have been done without being in ``done``: a
    second run reads what is there and does the rest.
    """

    done: list[Step] = field(default_factory=list)
    failure: WebFailure | None = None
    interrupted: bool = False


class Applying:
    """One push. ``secrets`` are the values to set, ``from_person`` those not to remember."""

    def __init__(
        self,
        api: GithubApi,
        secrets: Mapping[Name, str],
        from_person: Mapping[Name, str],
        remembered: Remembered,
        stop: threading.Event,
        progress: Progress = lambda done, total: None,
    ) -> None:
        self._api = api
        self._secrets = {**secrets, **from_person}
        self._from_person = from_person
        self._remembered = remembered
        self._stop = stop
        self._progress = progress
        self._lock = threading.Lock()
        self._keys: dict[str, tuple[str, str]] = {}

    def run(self, steps: Sequence[Step]) -> Outcome:
        """Do the steps; the first failure, or the user, ends the push after the calls under way."""
        outcome = Outcome()
        try:
            for _, stage in groupby(steps, key=lambda step: step.stage):
                self._stage(list(stage), outcome, len(steps))
                if outcome.failure is not None:
                    break
        except KeyboardInterrupt:
            outcome.interrupted = True
        finally:
            self._remembered.save()
        return outcome

    def _stage(self, steps: list[Step], outcome: Outcome, total: int) -> None:
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            try:
                self._fetch_keys(steps, pool)
                waiting = {pool.submit(self._do, step): step for step in steps}
                self._collect(waiting, outcome, total)
            except WebFailure as failure:
                outcome.failure = failure
            except BaseException:
                self._stop.set()
                pool.shutdown(wait=False, cancel_futures=True)
                raise

    def _fetch_keys(self, steps: list[Step], pool: ThreadPoolExecutor) -> None:
        """One key for each environment whose secrets are set."""
        places = {step.place: None for step in steps if _sets_secret(step)}
        for place, key in zip(places, pool.map(self._api.public_key, places), strict=True):
            self._keys[place] = key

    def _collect(self, waiting: dict[Future[None], Step], outcome: Outcome, total: int) -> None:
        left = set(waiting)
        try:
            while left:
                finished, left = wait(left, return_when=FIRST_COMPLETED)
                for future in finished:
                    self._note(future, waiting[future], outcome, total)
                if outcome.failure is not None:
                    self._end(left)
        except KeyboardInterrupt:
            self._end(left)
            for future in wait(left).done:
                self._note(future, waiting[future], outcome, total)
            raise

    def _end(self, left: set[Future[None]]) -> None:
        """Let what is under way end, and begin nothing more."""
        self._stop.set()
        for future in left:
            future.cancel()

    def _note(self, future: Future[None], step: Step, outcome: Outcome, total: int) -> None:
        if future.cancelled():
            return
        failure = future.exception()
        if failure is None:
            outcome.done.append(step)
            self._progress(len(outcome.done), total)
        elif isinstance(failure, WebFailure):
            outcome.failure = outcome.failure or failure
        elif not isinstance(failure, Stopped):
            raise failure

    def _do(self, step: Step) -> None:
        api, where = self._api, (step.place, step.name)
        if step.kind == "environment":
            api.make_environment(step.place)
        elif step.kind == "variable":
            if step.action == "delete":
                api.delete_variable(*where)
            else:
                api.set_variable(*where, step.after or "", exists=step.action == "change")
        elif step.action == "delete":
            api.delete_secret(*where)
            with self._lock:
                self._remembered.forget(where)
        else:
            self._set_secret(where)

    def _set_secret(self, where: Name) -> None:
        key_id, key = self._keys[where[0]]
        value = self._secrets[where]
        at = self._api.set_secret(*where, sealed(value, key), key_id)
        with self._lock:
            if where in self._from_person:
                self._remembered.forget(where)
            else:
                self._remembered.note(where, value, at)


def _sets_secret(step: Step) -> bool:
    return step.kind == "secret" and step.action != "delete"
