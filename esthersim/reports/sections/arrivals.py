"""What came by itself, in story time or in room time, what did not, and what the facilitator held back or let come."""

from __future__ import annotations

from collections.abc import Iterator

from esthersim.cleaning import clean_line
from esthersim.debriefing.findings_journey import led_elsewhere
from esthersim.language import _
from esthersim.lengths import minutes
from esthersim.play import entries as e
from esthersim.play.retelling import Moment
from esthersim.play.wording import worded
from esthersim.reports import contents as r
from esthersim.reports import sentences as s
from esthersim.reports.gathering_journey import standing
from esthersim.reports.markdown import table, text
from esthersim.reports.material import Material
from esthersim.reports.sections.section import Section
from esthersim.scenario.titles import event_title, role_title
from esthersim.views.times import story_moment


def gather(material: Material) -> tuple[r.Coming, ...]:
    """Return what became of the injects that come by themselves, oldest first, without what a rewind has undone."""
    led = led_elsewhere(material.retelling)
    found = []
    for moment in standing(material):
        came = _came(moment, led=moment.seq in led)
        if came is not None:
            found.append(_coming(material, moment, *came))
    return tuple(found)


def _came(moment: Moment, *, led: bool) -> tuple[str, r.Came] | None:
    match moment.recorded.entry:
        case e.InjectArrived(inject=key, came=came):
            return key, r.Came.LED if led else r.Came.CAME if came else r.Came.NOT
        case e.InjectHeld(inject=key, held=held):
            return key, r.Came.HELD if held else r.Came.RELEASED
        case e.InjectFired(inject=key) if (known := moment.before.scenario.injects.get(key)) and known.arrives:
            return key, r.Came.FIRED
        case _:
            return None


def _coming(material: Material, moment: Moment, key: str, came: r.Came) -> r.Coming:
    shown, recorded = material.shown, moment.recorded
    inject = shown.injects.get(key)
    happened = inject is not None and came in {r.Came.CAME, r.Came.LED, r.Came.FIRED}
    return r.Coming(
        recorded.seq,
        key,
        clean_line(inject.title) if inject else key,
        clean_line(worded(moment.after, inject.text, shown.language)) if inject and happened else "",
        came,
        recorded.at,
        recorded.room,
        moment.after.here.story,
        event_title(shown, moment.before.here.event),
        tuple(role_title(shown, role) for role in inject.to) if inject else (),
    )


def markdown(it: tuple[r.Coming, ...], material: Material) -> Iterator[str]:
    """Draw the section."""
    rows = (
        (
            text(s.came_to(each)),
            text(s.what_came(each)),
            text(story_moment(each.story, material.state.scenario)),
            minutes(each.room),
            text(each.event),
        )
        for each in it
    )
    yield from table((_("What came"), _("How"), _("Story time"), _("Room time"), _("Event")), rows)


SECTION = Section("arrivals", lambda: _("What came by itself"), gather, markdown, present=bool)
