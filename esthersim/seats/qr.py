"""QR codes: of the pages and of a Wi-Fi network, as rows for a terminal and as a picture for a page.

Always black on white with the whole quiet zone: drawn light on dark or in a theme's own colours, no scanner reads one.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from segno import QRCode

QUIET = 4
"""Light modules around the code, as its standard asks for."""
_BLOCKS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def join_address(origin: str, code: str) -> str:
    """Return the address that a code leads to, in capitals: it then takes fewer modules, and is read from further away.

    Browsers do not mind, and the pages answer to both. A path in `origin` keeps its case, as a proxy may mind.
    """
    scheme, _sign, rest = origin.partition("://")
    host, _slash, path = rest.rstrip("/").partition("/")
    return f"{scheme.upper()}://{host.upper()}/{path and f'{path}/'}J/{code}"


def wifi_text(name: str, password: str) -> str:
    """Return what the code of a Wi-Fi network says; without a password it is an open one."""
    from segno.helpers import make_wifi_data  # not before seats are opened

    text: str = make_wifi_data(name, password or None, "WPA" if password else None)
    return text


def qr_rows(text: str) -> tuple[str, ...]:
    """Return a code in half blocks, two rows of modules in each, to be shown in black on white."""
    code = _code(text)
    rows = [tuple(bool(module) for module in row) for row in code.matrix_iter(border=QUIET)]
    light = (False,) * len(rows[0])
    pairs = zip_longest(rows[::2], rows[1::2], fillvalue=light)
    return tuple(
        "".join(_BLOCKS[upper, lower] for upper, lower in zip(above, below, strict=True)) for above, below in pairs
    )


def qr_svg(text: str) -> str:
    """Return a code as SVG, to be put into a page. It has no size of its own, and says nothing to a screen reader."""
    svg: str = _code(text).svg_inline(
        border=QUIET, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None, draw_transparent=False
    )
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" shape-rendering="crispEdges" ', 1)


def _code(text: str) -> QRCode:
    """Return a code with the best correction that costs no more room; one with å says that it is UTF-8.

    Without that readers guess, and zbar guesses Chinese.
    """
    import segno  # not before seats are opened

    plain = text.isascii()
    return segno.make(
        text, micro=False, error="l", boost_error=True, encoding=None if plain else "utf-8", eci=not plain
    )
