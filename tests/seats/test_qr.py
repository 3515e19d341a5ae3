"""QR codes, read by zbar as a telephone reads them: the rows of the terminal, and the picture of the page."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from esthersim.seats.door import SIGNS
from esthersim.seats.qr import join_address, qr_rows, qr_svg, wifi_text

ADDRESS = "HTTP://192.168.137.1:8765/J/ABC234"
_HALVES = {" ": (255, 255), "▀": (0, 255), "▄": (255, 0), "█": (0, 0)}


def scanned(rows: tuple[str, ...], folder: Path, *, inverted: bool = False) -> str:
    """Return what zbar reads in rows of half blocks that are black on white, each module four pixels wide."""
    if shutil.which("zbarimg") is None:
        pytest.skip("needs zbarimg")
    lines = [[_HALVES[sign][half] ^ (255 if inverted else 0) for sign in row] for row in rows for half in (0, 1)]
    wide = [[pixel for pixel in line for _copy in range(4)] for line in lines for _copy in range(4)]
    picture = folder / "code.pgm"
    picture.write_bytes(b"P5 %d %d 255\n" % (len(wide[0]), len(wide)) + bytes(pixel for line in wide for pixel in line))
    answer = subprocess.run(
        ["zbarimg", "--quiet", "--raw", "--set", "test-inverted=0", str(picture)], capture_output=True, check=False
    )
    return answer.stdout.decode().rstrip("\n")


def test_the_rows_of_the_terminal_are_read(tmp_path: Path) -> None:
    """A telephone finds the address in the rows, and they are no more than there is room for: 17 rows of 33 cells."""
    rows = qr_rows(join_address("http://192.168.137.1:8765", "ABC234"))
    assert (len(rows), {len(row) for row in rows}) == (17, {33})
    assert scanned(rows, tmp_path) == ADDRESS


def test_the_quiet_zone_is_whole(tmp_path: Path) -> None:
    """Four light modules stand around the code."""
    rows = qr_rows(ADDRESS)
    assert all(not row.strip() for row in (*rows[:2], *rows[-2:]))
    assert all(row[:4] == row[-4:] == "    " for row in rows)
    assert rows[2][4] != " "
    assert scanned(rows, tmp_path)


@pytest.mark.parametrize(
    ("origin", "address"),
    [
        ("http://10.42.0.1:8765", "HTTP://10.42.0.1:8765/J/ABC234"),
        ("https://seats.example", "HTTPS://SEATS.EXAMPLE/J/ABC234"),
        ("https://seats.example/", "HTTPS://SEATS.EXAMPLE/J/ABC234"),
        ("https://seats.example/Ward/", "HTTPS://SEATS.EXAMPLE/Ward/J/ABC234"),
        ("http://[fe80::1]:8765", "HTTP://[FE80::1]:8765/J/ABC234"),
    ],
)
def test_the_address_is_in_capitals(origin: str, address: str) -> None:
    """Capitals make the code smaller; only the path of a proxy keeps its case."""
    assert join_address(origin, "ABC234") == address


def test_every_sign_of_a_code_is_one_of_a_small_code() -> None:
    """No code makes the picture larger: all its signs are among those that take the least room."""
    assert {len(qr_rows(join_address("http://192.168.137.1:8765", sign * 6))) for sign in SIGNS} == {17}


@pytest.mark.parametrize(
    ("name", "password", "says"),
    [
        ("Avdelning 4", "kaffe i kanna", "WIFI:T:WPA;S:Avdelning 4;P:kaffe i kanna;;"),
        ("Övning", "a;b:c\\d", "WIFI:T:WPA;S:Övning;P:a\\;b\\:c\\\\d;;"),
        ("Öppet", "", "WIFI:S:Öppet;;"),
    ],
)
def test_a_network_is_read(name: str, password: str, says: str, tmp_path: Path) -> None:
    """A telephone finds the network's name and password, with the signs that mean something in such a code."""
    assert wifi_text(name, password) == says
    assert scanned(qr_rows(says), tmp_path) == says


def test_the_picture_sets_both_colours_itself() -> None:
    """The picture of the page is black on white whatever the page's colours, without style, and says nothing aloud."""
    svg = qr_svg(ADDRESS)
    assert 'fill="#fff"' in svg
    assert 'stroke="#000"' in svg
    assert "style=" not in svg
    assert 'aria-hidden="true"' in svg
