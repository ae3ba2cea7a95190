"""Who may talk to the served wizard: whoever was given its address, from a page of its own.

The wizard writes files, and a listening port can be reached by every user of the machine and by
every page that a browser has open. So a key is part of the address that is printed; it becomes a
cookie that scripts cannot read, and a request from elsewhere is refused.
"""

from __future__ import annotations

import hmac
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

COOKIE = "aifactory-wizard"
KEY = "key"
_LOCKED = """\
<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>aifactory-wizard</title></head>
<body style="background: #121212; color: #e0e0e0; font: 16px monospace; margin: 3em">
<p>Open the whole address that the terminal shows: the key is in it.</p>
<p>Each start of <b>aifactory-wizard serve</b> has a key of its own, so a page or bookmark of an
earlier start opens nothing. What was not written is kept as a draft.</p>
</body>
</html>
"""


def guard(key: str, public_url: str) -> Middleware:
    """A middleware that lets in who has the ``key`` and comes from ``public_url`` itself.

    Answers 403 to a foreign ``Host`` or ``Origin`` (a page elsewhere, or a name that was made to
    point here), and to anyone without the key. What the page is made of is free to see.
    """
    at_home = urlsplit(public_url)

    @web.middleware
    async def look(request: web.Request, handler: Handler) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if request.host.lower() != at_home.netloc.lower():
            raise web.HTTPForbidden(text=f"This is not {public_url}.")
        if origin is not None and urlsplit(origin).netloc.lower() != at_home.netloc.lower():
            raise web.HTTPForbidden(text="The wizard is opened from its own page only.")
        if request.path.startswith("/static/"):
            return await handler(request)
        if _equal(request.query.get(KEY, ""), key):
            response = web.HTTPSeeOther(request.rel_url.with_query(None))
            response.set_cookie(
                COOKIE, key, httponly=True, samesite="Strict", secure=at_home.scheme == "https"
            )
            raise response
        if not _equal(request.cookies.get(COOKIE, ""), key):
            raise web.HTTPForbidden(text=_LOCKED, content_type="text/html")
        return await handler(request)

    return look


def _equal(given: str, key: str) -> bool:
    return hmac.compare_digest(given.encode(), key.encode())
