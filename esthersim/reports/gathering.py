"""Gathering the head of a report from its material."""

from __future__ import annotations

from esthersim import __version__
from esthersim.cleaning import clean, clean_line
from esthersim.reports import contents as r
from esthersim.reports.material import Material


def run_head(material: Material) -> r.Head:
    """Return the head: the run and its scenario."""
    words = material.words
    return r.Head(
        run=clean_line(material.run),
        title=clean_line(words.title),
        summary=clean(words.summary).strip(),
        scenario=words.id,
        scenario_hash=material.text.hash,
        scenario_language=words.language,
        language=material.language,
        created=material.created,
        finished=material.finished,
        step=material.state.step,
        fictional=bool(words.fictional),
        consent=clean(words.consent or "").strip(),
        sources=tuple(map(clean_line, words.sources)),
        licence=clean_line(words.license or ""),
        program=f"esthersim {__version__}",
    )
