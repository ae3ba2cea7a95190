"""One way to call a JSON service: a sign-in, counted calls, bounded retries and waits."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from wizard.web.address import checked_address, is_loopback
from wizard.web.failures import NotReached, NotTaken, TooManyCalls
from wizard.web.pace import Pace, Stopped

if TYPE_CHECKING:
    import requests

TRIES = 4
"""How often a call is made when the line drops or the service is out of order."""
FIRST_PAUSE = 1.0
"""Seconds before the second try; each later pause is twice the one before."""
ASKED_TO_WAIT = 5
"""How often in a row one call may be asked to wait."""
LONGEST_WAIT = 15 * 60.0
"""Seconds beyond which a person rather comes back than waits."""
TIME_OUT = (10.0, 60.0)
_WORTH_TELLING = 3.0
_OUT_OF_ORDER = (500, 502, 503, 504)
_MOVED = (301, 302, 307, 308)


class Reply(NamedTuple):
    """What came back; ``data`` is None where it was no JSON."""

    status: int
    data: Any
    headers: Mapping[str, str]

    @property
    def message(self) -> str:
        """What the service says of a failure."""
        said = self.data.get("message") if isinstance(self.data, dict) else None
        return " ".join(said.split())[:300] if isinstance(said, str) else ""


class Transport:
    """Calls below one address with one sign-in; safe to use from several threads.

    ``asks_to_wait`` reads from a reply how many seconds the service wants to be left alone
    (None: it does not ask). ``tell`` gets a line about each longer wait. ``calls`` counts by
    method what was sent, retries included. ``stop`` ends waits and further calls.
    """

    def __init__(
        self,
        address: str,
        authorization: str,
        *,
        headers: Mapping[str, str],
        pace: Pace,
        stop: threading.Event,
        asks_to_wait: Callable[[Reply], float | None],
        tell: Callable[[str], None] = lambda text: None,
    ) -> None:
        self.address = checked_address(address)
        self.calls: Counter[str] = Counter()
        self._authorization = authorization
        self._headers = dict(headers)
        self.pace = pace
        self._stop = stop
        self._asks_to_wait = asks_to_wait
        self._tell = tell
        self._lock = threading.Lock()
        self._of_thread = threading.local()

    def end(self) -> None:
        """End the waits and let no further call out."""
        self._stop.set()

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        params: Mapping[str, str | int] | None = None,
    ) -> Reply:
        """Make one call and return the reply, whatever its status but those handled here.

        Raises:
            NotReached: no answer, or none that makes sense.
            TooManyCalls: the service asks to wait for too long, or too often.
            NotTaken: the service sends the call elsewhere.
            Stopped: the work is to stop.
        """
        waits = failures = 0
        while True:
            reply = self._once(method, path, body, params)
            seconds = None if reply is None else self._asks_to_wait(reply)
            if seconds is not None:
                waits += 1
                self._wait(seconds, waits)
            elif reply is None or reply.status in _OUT_OF_ORDER:
                failures += 1
                self._pause(reply, failures)
            elif reply.status in _MOVED:
                raise NotTaken(f"{self.address} sends {method} {path} elsewhere",
                               "it was renamed: name it as it is called now")  # fmt: skip
            else:
                return reply

    def _pause(self, reply: Reply | None, failures: int) -> None:
        if failures >= TRIES:
            what = "the line dropped" if reply is None else f"it answered {reply.status}"
            raise NotReached(f"{self.address} does not answer: {what}, {failures} times in a row",
                             "try again later, or see whether the network lets you through; "
                             "a second run goes on where this one ended")  # fmt: skip
        if self._stop.wait(FIRST_PAUSE * 2 ** (failures - 1)):
            raise Stopped

    def _wait(self, seconds: float, waits: int) -> None:
        if seconds > LONGEST_WAIT or waits > ASKED_TO_WAIT:
            raise TooManyCalls(
                f"{self.address} asks to wait for {_told(seconds)}",
                f"run the same again after {_clock_time(seconds)}; only the rest is left then",
            )
        self._tell(f"asked to wait for {_told(seconds)}, until {_clock_time(seconds)}")
        self.pace.hold(seconds)

    def _once(
        self, method: str, path: str, body: Any, params: Mapping[str, str | int] | None
    ) -> Reply | None:
        import requests

        self._take_turn(writes=method != "GET")
        with self._lock:
            self.calls[method] += 1
        try:
            answer = self._session().request(
                method, f"{self.address}{path}", json=body, params=params, timeout=TIME_OUT,
                allow_redirects=False,
            )  # fmt: skip
            data = answer.json() if answer.content else None
        except requests.exceptions.JSONDecodeError:
            data = None
        except requests.exceptions.SSLError as error:
            raise NotReached(f"{self.address}: the certificate is not trusted",
                             "name your company's certificates in REQUESTS_CA_BUNDLE"
                             ) from error  # fmt: skip
        except (requests.exceptions.ConnectionError, requests.exceptions.Timeout,
                requests.exceptions.ChunkedEncodingError):  # fmt: skip
            return None
        except requests.exceptions.RequestException as error:
            raise NotReached(f"{self.address} cannot be called: {type(error).__name__}",
                             "see whether address and proxy are right") from error  # fmt: skip
        return Reply(answer.status_code, data, answer.headers)

    def _take_turn(self, *, writes: bool) -> None:
        if self._stop.is_set():
            raise Stopped
        wait = self.pace.wait_before(writes=writes)
        if wait > LONGEST_WAIT:
            raise TooManyCalls(
                f"{self.address} takes no more of these calls for {_told(wait)}",
                f"run the same again after {_clock_time(wait)}; only the rest is left then",
            )
        if wait > _WORTH_TELLING:
            self._tell(f"pausing until {_clock_time(wait)}: only so many calls are taken a minute")
        self.pace.turn(writes=writes)

    def _session(self) -> requests.Session:
        """A session for this thread; it never takes a sign-in from ~/.netrc."""
        import requests

        session: requests.Session | None = getattr(self._of_thread, "session", None)
        if session is None:
            session = self._of_thread.session = requests.Session()
            session.headers.update(self._headers)
            session.auth = self._signed
            session.trust_env = not is_loopback(self.address)
        return session

    def _signed(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = self._authorization
        return request


def _told(seconds: float) -> str:
    if seconds < 120:
        return f"{max(round(seconds), 1)} s"
    return f"{round(seconds / 60)} minutes"


def _clock_time(seconds: float) -> str:
    return time.strftime("%H:%M", time.localtime(time.time() + seconds + 59))
