"""The options of `run` and `resume` for seats on their own devices: what they are, and what is wrong with them."""

from __future__ import annotations

import re

import click

from esthersim.commands.declaring import flag
from esthersim.commands.streams import complain
from esthersim.failure import UsedWrongly
from esthersim.language import _
from esthersim.seats.wish import SeatsWish, everywhere_warning


def seats_options() -> list[click.Parameter]:
    """Return `--seats` and what belongs to it; `seats_wish` makes one value of them."""
    return [
        flag("--seats", _("Let telephones join: serve a page for each seat, in this room's network.")),
        click.Option(["--bind"], metavar=_("ADDRESS"), help=_("With --seats: the address of this computer to use.")),
        click.Option(["--port"], type=click.IntRange(1, 65535), metavar=_("PORT"), help=_("With --seats: the port.")),
        click.Option(["--public-url"], metavar=_("ADDRESS"), help=_("With --seats: what people type, behind a proxy.")),
    ]


def seats_wish(*, seats: bool, bind: str | None, port: int | None, public_url: str | None) -> SeatsWish | None:
    """Return how the pages of the seats are wanted from the start, or `None` where they are not.

    All addresses at once are served only where that was typed, with a warning, and not without what people type: the
    pages answer to one name alone. Raises `UsedWrongly` for what cannot be served.
    """
    if not seats:
        if (bind, port, public_url) != (None, None, None):
            raise UsedWrongly(_("'--bind', '--port' and '--public-url' belong to '--seats'"))
        return None
    if public_url is not None and not re.fullmatch(r"https?://[^\s/?#]+/?", public_url):
        raise UsedWrongly(_("'{address}' is no address such as https://training.example").format(address=public_url))
    wish = SeatsWish(bind, port, (public_url or "").rstrip("/"))
    if not wish.everywhere:
        _need_own(bind)
    elif not wish.public_url:
        message = _("'--bind {address}' also needs '--public-url': what people type to come to the pages")
        raise UsedWrongly(message.format(address=bind))
    else:
        complain(everywhere_warning())
    return wish


def _need_own(bind: str | None) -> None:
    from esthersim.seats.addresses import is_of_this_computer  # with the socket, only where an address was typed

    if bind is not None and not is_of_this_computer(bind):
        raise UsedWrongly(_("'{address}' is no address of this computer").format(address=bind))
