"""Which addresses a token may be sent to."""

from __future__ import annotations

from urllib.parse import urlsplit

from wizard.web.failures import NotReached


def is_loopback(url: str) -> bool:
    """Whether an address is this machine."""
    import ipaddress

    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def checked_address(url: str) -> str:
    """The address without a slash at its end.

    Raises:
        NotReached: it is not https (plain http is for this machine alone), has no host, or
            carries a name and password.
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise NotReached(f"{url!r} is no address", "write https://HOST") from None
    if not host or parts.username or parts.password or parts.query or parts.fragment:
        raise NotReached(f"{url!r} is no address to call", "write https://HOST")
    if parts.scheme == "https" or (parts.scheme == "http" and is_loopback(url)):
        return url.rstrip("/")
    raise NotReached(f"{url} is not https, and a token would travel in the open",
                     "write https://HOST")  # fmt: skip
