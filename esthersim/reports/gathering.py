"""Gathering the head of a report from its material."""

from __future__ import annotations

from esthersim import __version__
from esthersim.cleaning import clean, clean_line
from esthersim.reports import contents as r
from esthersim.reports.material import Material
from esthersim.reports.proof import piloted, reviewed


def run_head(material: Material) -> r.Head:
    """Return the head: the run and its scenario."""
    shown = material.shown
    return r.Head(
        run=clean_line(material.run),
        title=clean_line(shown.title),
        summary=clean(shown.summary).strip(),
        scenario=shown.id,
        scenario_hash=material.text.hash,
        scenario_language=shown.language,
        language=material.language,
        created=material.created,
        finished=material.finished,
        step=material.state.step,
        fictional=bool(shown.fictional),
        consent=clean(shown.consent or "").strip(),
        sources=tuple(map(clean_line, shown.sources)),
        licence=clean_line(shown.license or ""),
        program=f"esthersim {__version__}",
        reviewed=reviewed(shown),
        piloted=piloted(shown),
    )
