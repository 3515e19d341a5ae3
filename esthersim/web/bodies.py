"""The body of a request, read with bounds: it is counted while it comes, whatever its head says about its length."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl

from starlette.datastructures import ImmutableMultiDict
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

LONGEST = 16 * 1024
"""Bytes of a body."""
MOST_READ = 16 * 1024 * 1024
"""Bytes of too long a body that are read and dropped, so that its sender hears the answer before the end."""
PATIENCE = 10.0
"""Seconds in which a body has to be whole."""
MOST_FIELDS = 40
_FORM = "application/x-www-form-urlencoded"
_CLOSE = {"connection": "close"}

Fields = ImmutableMultiDict[str, str]
"""The fields of a form; several may have one name."""


async def read_form(request: Request) -> Fields:
    """Return the fields of a form that was sent.

    Raises `HTTPException`: 413 for too many bytes, 408 for too slow ones, 400 for what is no form of at most 40
    fields in UTF-8.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise HTTPException(400, headers=_CLOSE)
    try:
        async with asyncio.timeout(PATIENCE):
            body = await _read(request)
    except TimeoutError:
        raise HTTPException(408, headers=_CLOSE) from None
    except ClientDisconnect:
        raise HTTPException(400, headers=_CLOSE) from None
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise HTTPException(400) from None
    return Fields(pairs)


async def _read(request: Request) -> bytes:
    body, dropped = bytearray(), 0
    async for chunk in request.stream():
        if dropped or len(body) + len(chunk) > LONGEST:
            dropped += len(body) + len(chunk)
            body.clear()
            if dropped > MOST_READ:
                break
        else:
            body += chunk
    if dropped:
        raise HTTPException(413, headers=_CLOSE)
    return bytes(body)
