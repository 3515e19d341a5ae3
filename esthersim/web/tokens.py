"""The token by which a browser holds its seat: random, in a cookie, and known to the program only by its SHA-256."""

from __future__ import annotations

import re
import secrets
from hashlib import sha256

from starlette.requests import HTTPConnection
from starlette.responses import Response

LIFE_SECONDS = 12 * 3600
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


def new_token() -> str:
    """Return a token of 192 random bits."""
    return secrets.token_urlsafe(24)


def digest(token: str) -> str:
    """Return what the program knows of a token. A random token needs no slow hash."""
    return sha256(token.encode()).hexdigest()


def cookie_name(run: str) -> str:
    """Return the name of a run's cookie: cookies do not know ports, and two runs may share an address."""
    return f"seat-{sha256(run.encode()).hexdigest()[:10]}"


def held(request: HTTPConnection, run: str) -> str | None:
    """Return the digest of the token that a request brings for a run; `None` without one, or if it cannot be one."""
    token = request.cookies.get(cookie_name(run), "")
    return digest(token) if _TOKEN.fullmatch(token) else None


def give(response: Response, run: str, token: str, *, secure: bool) -> None:
    """Give a token to a browser; `secure` where the pages are reached by https."""
    response.set_cookie(
        cookie_name(run), token, max_age=LIFE_SECONDS, path="/", httponly=True, samesite="strict", secure=secure
    )


def take_back(response: Response, run: str) -> None:
    """Have a browser forget its token."""
    response.delete_cookie(cookie_name(run), path="/", httponly=True, samesite="strict")
