"""A note where the exploration of states was cut short: rules that need all states cannot prove anything then."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.language import _
from esthersim.rehearsal.exploring import MOST_STATES


def cut_short(examination: Examination) -> Iterator[Finding]:
    """Report the bound that cut the exploration short, if there is one."""
    bound = examination.space.bound
    if bound is not None:
        yield found("ES271", ("events",), at_key=True, reason=_reason(bound))


def _reason(bound: str) -> str:
    match bound:
        case "states":
            return _("there are more than {most} states").format(most=MOST_STATES)
        case "handover":
            return _("at one event more can be handed over and ticked than can be tried in every combination")
        case "story":
            return _("story time can go on without end, and was followed only so far")
        case _:
            return _("a variable can rise or fall without end")


RULES: tuple[Rule, ...] = (cut_short,)
