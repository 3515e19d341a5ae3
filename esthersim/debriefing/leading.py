"""Which guide leads the reflection: the one that was chosen, or else the scenario's own.

Journals from before the choice was an entry still hold which phases were entered and which questions were answered.
That tells most guides apart; where it does not, nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from esthersim.authored.documents import DocumentError
from esthersim.authored.papers import SHIPPED, Papers
from esthersim.debriefing.guides import DOCUMENTS, Guide, load_guide
from esthersim.play.entries import Answered, PhaseEntered, Recorded
from esthersim.play.retelling import Retelling

_ORDINARY = "esther"


@dataclass(frozen=True, slots=True)
class Doubt:
    """That the leading guide is not to be had. `ids` are the guides that it may be.

    One: that guide leads, and is not among those of the run, or is broken. Several or none: the journal does not say.
    """

    ids: tuple[str, ...]


def leading_guide(retelling: Retelling, language: str, papers: Papers = SHIPPED) -> Guide | Doubt:
    """Return the guide that leads the reflection of a run, in a language; see `load_guide`."""
    ids = _may_lead(retelling, papers)
    if len(ids) == 1:
        with suppress(DocumentError):
            return load_guide(ids[0], language, papers)
    return Doubt(ids)


def stand_in(doubt: Doubt, language: str, papers: Papers = SHIPPED) -> Guide:
    """Return a guide that can lead in place of one that is not to be had: one that it may be, or the usual one.

    Whoever uses it says so. Raises `DocumentError` where no guide can be read.
    """
    for id_ in (*doubt.ids, _ORDINARY, *DOCUMENTS.ids(papers)):
        with suppress(DocumentError):
            return load_guide(id_, language, papers)
    return load_guide(_ORDINARY, language)


def _may_lead(retelling: Retelling, papers: Papers) -> tuple[str, ...]:
    own, chosen = retelling.scenario.debriefing.guide, retelling.state.plan.guide
    traces = tuple(_traces(retelling.journal))
    if chosen is not None or not traces:
        return (chosen or own,)
    known = DOCUMENTS.ids(papers)
    if own in known and _holds(own, papers).issuperset(traces):
        return (own,)
    holds = {each: _holds(each, papers) for each in known}
    left: tuple[str, ...] = ()
    for trace in traces:
        having = tuple(each for each in known if trace in holds[each])
        fitting = tuple(each for each in having if each in left) if left else having
        if having and not fitting:
            break  # an earlier guide was left for the one that the later traces are of
        left = fitting or left  # what no guide has any more tells nothing
    if own not in known:
        return (own, *left)  # it may have had these phases too
    return (own,) if own in left else left


def _traces(journal: Sequence[Recorded]) -> Iterator[str]:
    """Yield the phases that were entered and the guide's questions that were answered, the last one first."""
    for recorded in reversed(journal):
        entry = recorded.entry
        if isinstance(entry, PhaseEntered):
            yield entry.phase
        elif isinstance(entry, Answered) and entry.question.startswith("guide:"):
            yield ":".join(entry.question.split(":")[:3])  # without the finding or objective that it was asked about


def _holds(guide: str, papers: Papers) -> frozenset[str]:
    """Return the phases and questions of a guide, as `_traces` names them; none of one that is broken."""
    with suppress(DocumentError):
        phases = DOCUMENTS.load(guide, papers).phases
        questions = (f"guide:{key}:{question}" for key, phase in phases.items() for question in phase.questions)
        return frozenset((*phases, *questions))
    return frozenset()
