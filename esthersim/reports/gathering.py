"""From the material to the contents of a report: pure, and the same journal gives the same contents."""

from __future__ import annotations

from esthersim import __version__
from esthersim.cleaning import clean, clean_line
from esthersim.debriefing.leading import Doubt
from esthersim.reports import contents as r
from esthersim.reports import gathering_journey as journey
from esthersim.reports import gathering_learning as learning
from esthersim.reports.material import Material


def gather(material: Material) -> r.Contents:
    """Return the contents of a report."""
    words, state = material.words, material.state
    return r.Contents(
        head=_head(material),
        objectives=tuple(
            r.Objective(key, clean_line(words.objectives.get(key, key))) for key in state.setting.objectives
        ),
        seats=journey.seats(material),
        steps=journey.steps(material),
        way=journey.way(material),
        ending=clean_line(words.events[state.here.event].ending or "") if state.at_ending else "",
        returns=journey.returns(material),
        edits=journey.edits(material),
        ratings=journey.ratings(material),
        handovers=journey.handovers(material),
        expectations=learning.expectations(material),
        deadlines=learning.deadlines(material),
        observations=learning.observations(material),
        findings=learning.findings(material),
        reflection=learning.reflection(material),
        guides_in_doubt=material.guide.ids if isinstance(material.guide, Doubt) else None,
        plan=learning.plan(material),
        closing=learning.closing(material),
        notes=learning.notes(material),
    )


def _head(material: Material) -> r.Head:
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
