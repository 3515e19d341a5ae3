"""Gathering the head of a report from its material."""

from __future__ import annotations

from esthersim import __version__
from esthersim.cleaning import clean, clean_line
from esthersim.reports import contents as r
from esthersim.reports.material import Material


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
        reviewed=tuple(
            r.Reviewed(each.on, clean_line(each.by), each.of, clean_line(each.note or "")) for each in shown.reviewed
        ),
        piloted=tuple(
            r.Piloted(
                each.on,
                None if each.people is None else int(each.people),
                {
                    name: float(length)
                    for name, length in (each.minutes.model_dump() if each.minutes else {}).items()
                    if length is not None
                },
                clean_line(each.changed or ""),
            )
            for each in shown.piloted
        ),
    )
