"""The options of `run` and `resume` for seats on their own devices: what they are, and what is wrong with them."""

from __future__ import annotations

from urllib.parse import urlsplit

import click

from esthersim.commands.streams import complain
from esthersim.failure import UsedWrongly
from esthersim.language import _
from esthersim.seats.wish import SeatsWish, everywhere_warning

NAMES = ("seats", "bind", "port", "public_url")


def seats_options() -> list[click.Parameter]:
    """Return `--seats`, `--bind`, `--port` and `--public-url`; `declared` makes one `SeatsWish` of them."""
    return [
        click.Option(["--seats"], is_flag=True, help=_("Let telephones and a room screen join from the start.")),
        click.Option(
            ["--bind"], metavar=_("IP-ADDRESS"),
            help=_("With --seats: the address of this computer at which the pages are served."),
        ),
        click.Option(
            ["--port"], metavar=_("NUMBER"), type=click.IntRange(1, 65535),
            help=_("With --seats: the first port to try."),
        ),
        click.Option(
            ["--public-url"], metavar=_("ADDRESS"),
            help=_("With --seats: what people type to come to the pages, if a proxy stands before them."),
        ),
    ]  # fmt: skip


def wish_of(*, seats: bool, bind: str | None, port: int | None, public_url: str | None) -> SeatsWish | None:
    """Return what was asked for, or `None` if seats were not. Raises `UsedWrongly` if it cannot be done."""
    if not seats:
        for name, value in (("--bind", bind), ("--port", port), ("--public-url", public_url)):
            if value is not None:
                raise UsedWrongly(_("'{name}' is only for runs with '--seats'").format(name=name))
        return None
    wish = SeatsWish(bind, port, (public_url or "").rstrip("/"))
    if public_url is not None and not _is_origin(wish.public_url):
        raise UsedWrongly(_("'{url}' is not an address such as https://seats.example.org").format(url=public_url))
    if wish.everywhere:
        if not wish.public_url:
            raise UsedWrongly(
                _("'--bind {address}' also needs '--public-url': what people type to come to the pages").format(
                    address=bind
                )
            )
        complain(everywhere_warning())
    elif bind is not None:
        _need_own(bind)
    return wish


def _is_origin(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        return False


def _need_own(bind: str) -> None:
    from esthersim.seats.addresses import is_of_this_computer, local_addresses  # only where an address was typed

    if not is_of_this_computer(bind):
        own = ", ".join(each.host for each in local_addresses())
        raise UsedWrongly(
            _("'{address}' is no address of this computer, which has {own}").format(address=bind, own=own)
        )
