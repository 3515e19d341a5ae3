"""Which guide leads the reflection: the chosen one, or else the scenario's own.

Older journals do not record the choice, but they do record which phases were entered and which questions answered. That
usually identifies the guide; where it does not, no guide is assumed.
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
    """The result where the leading guide is unavailable. `ids` are the guides that it may be.

    One id: that guide leads, but is missing from the run or invalid. Several or none: the journal does not identify it.
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
    """Return a guide to use instead of an unavailable one: one that it may be, or the default.

    Callers must tell the user that it is a substitute. Raises `DocumentError` where no guide can be read.
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
            break  # the later traces are those of another guide, which replaced an earlier one
        left = fitting or left  # traces that no guide has any more say nothing
    if own not in known:
        return (own, *left)  # it may have had these phases too
    return (own,) if own in left else left


def _traces(journal: Sequence[Recorded]) -> Iterator[str]:
    """Yield the phases that were entered and the guide questions that were answered, the last one first."""
    for recorded in reversed(journal):
        entry = recorded.entry
        if isinstance(entry, PhaseEntered):
            yield entry.phase
        elif isinstance(entry, Answered) and entry.question.startswith("guide:"):
            yield ":".join(entry.question.split(":")[:3])  # without the finding or objective that it was asked about


def _holds(guide: str, papers: Papers) -> frozenset[str]:
    """Return the phases and questions of a guide, as `_traces` names them; empty if the guide is invalid."""
    with suppress(DocumentError):
        phases = DOCUMENTS.load(guide, papers).phases
        questions = (f"guide:{key}:{question}" for key, phase in phases.items() for question in phase.questions)
        return frozenset((*phases, *questions))
    return frozenset()
