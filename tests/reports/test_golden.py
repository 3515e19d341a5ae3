"""The same journal gives the same bytes: a small run in every format, and one that meets all there is.

The files are in `golden`; ESTHERSIM_REWRITE_FRAMES=1 rewrites them. What other rooms decide (the drawings, the version)
is left out.
"""

from __future__ import annotations

import os
import re
from datetime import UTC
from pathlib import Path

import pytest

from esthersim import __version__
from esthersim.reports import FORMATS, render
from esthersim.reports.material import Material, material, material_of
from support.grown_run import grown_run
from support.report_runs import RUN, small_run

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def small() -> Material:
    """Return the material of the small run."""
    return material_of(small_run().session, zone=UTC)


def without_what_others_decide(content: bytes) -> str:
    """Return a report without drawings, style sheet and version."""
    text = content.decode().replace("\r\n", "\n").replace(f"esthersim {__version__}", "esthersim VERSION")
    text = text.replace(f'"esthersim": "{__version__}"', '"esthersim": "VERSION"')
    text = text.replace(f'"esthersim":"{__version__}"', '"esthersim":"VERSION"')
    text = re.sub(r"<svg.*?</svg>", "<svg/>", text, flags=re.DOTALL)
    return re.sub(r"<style>.*?</style>", "<style/>", text, flags=re.DOTALL)


@pytest.mark.parametrize("name", FORMATS)
def test_a_small_run_gives_the_report_that_it_gave(name: str, small: Material) -> None:
    """A change in a report is seen as a change in a file that people can read."""
    _compare(f"small{FORMATS[name].suffix}", render(name, small))


@pytest.mark.parametrize("name", ["html", "md", "json"])
def test_a_run_that_meets_everything_gives_the_report_that_it_gave(name: str) -> None:
    """Each receiver apart, what came by itself, documents, stages, and the curve of each patient."""
    _compare(f"grown{FORMATS[name].suffix}", render(name, material_of(grown_run().session, zone=UTC)))


def _compare(name: str, content: bytes) -> None:
    file, found = GOLDEN / name, without_what_others_decide(content)
    if os.environ.get("ESTHERSIM_REWRITE_FRAMES") == "1":
        file.parent.mkdir(exist_ok=True)
        file.write_text(found, encoding="utf-8", newline="\n")
    assert found == file.read_text(encoding="utf-8"), f"{file.name} differs: ESTHERSIM_REWRITE_FRAMES=1 rewrites it"


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_run_played_again_gives_the_same_bytes(name: str, small: Material) -> None:
    """Nothing in a report comes from the computer, the hour or the order of a set."""
    again = small_run()
    read = material(again.store, RUN, zone=UTC)
    assert render(name, read) == render(name, small) == render(name, small)
