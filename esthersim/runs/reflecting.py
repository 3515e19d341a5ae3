"""The reflection of a run, for every front end: the guide that leads it, and its phases with their questions."""

from __future__ import annotations

from typing import NamedTuple

from esthersim.authored.papers import Papers
from esthersim.debriefing.findings import findings
from esthersim.debriefing.guides import Guide
from esthersim.debriefing.leading import Doubt, leading_guide, stand_in
from esthersim.debriefing.reflection import ReflectionPhase, reflection
from esthersim.play.retelling import Retelling
from esthersim.scenario.model import Scenario


class GuideInUse(NamedTuple):
    """The guide with its phases for this run; with a `doubt` the guide is a substitute, and users must be told so."""

    guide: Guide
    phases: tuple[ReflectionPhase, ...]
    doubt: Doubt | None


def guide_in_use(retelling: Retelling, shown: Scenario, papers: Papers) -> GuideInUse:
    """Return what leads the reflection. `shown` is the scenario in the language shown, `papers` the run's documents."""
    leads = leading_guide(retelling, shown.language, papers)
    doubt = leads if isinstance(leads, Doubt) else None
    guide = stand_in(leads, shown.language, papers) if isinstance(leads, Doubt) else leads
    return GuideInUse(guide, reflection(guide, shown, retelling.state, findings(retelling), papers=papers), doubt)
