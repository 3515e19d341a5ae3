"""The second step: who sits where, the role cards, and what is ticked before the start."""

from __future__ import annotations

from esthersim.cleaning import clean
from esthersim.language import _, ngettext
from esthersim.plain.prompts import choose, is_so, number
from esthersim.plain.sitting import Sitting
from esthersim.views.observer import to_look_for
from esthersim.views.roles import RoleCard, SeatView, role_card, seats


def seating(sitting: Sitting) -> None:
    """Seat people, let each read their card."""
    desk = sitting.desk
    desk.heading(_("Seats"))
    shown = _seats(sitting)
    for seat in shown:
        desk.say()
        desk.say(_seat_line(seat))
        if seat.brief:
            watched = _("Watches: {what}").format(what=seat.brief)
            desk.say(watched if seat.observer else seat.brief)
    desk.say()
    options = (
        _("One person in every role that is needed, no observers"),
        _("Seat by seat"),
    )
    if choose(desk, _("How do you sit?"), options, default=1 if _uneven(shown) else 0) == 0:
        for seat in shown:
            people = 0 if seat.optional else max(seat.fewest, 1)
            _seat(sitting, seat, people)
    else:
        for seat in shown:
            _ask_seat(sitting, seat)
    read_cards(sitting)
    for seat in _seats(sitting):
        if seat.observer and seat.people:
            tell_what_to_look_for(sitting, seat)


def _seats(sitting: Sitting) -> tuple[SeatView, ...]:
    return seats(sitting.session.state, sitting.shown, sitting.session.text.debrief)


def _uneven(shown: tuple[SeatView, ...]) -> bool:
    """Tell whether seats have been taken already in another way than one person each."""
    return any(seat.people not in {0, max(seat.fewest, 1)} for seat in shown)


def _seat(sitting: Sitting, seat: SeatView, people: int) -> None:
    if people != seat.people:
        sitting.do(sitting.act("seat", seat.seat).command(people))


def _ask_seat(sitting: Sitting, seat: SeatView) -> None:
    least = 0 if seat.optional or seat.observer else min(seat.fewest, 1)
    usual = seat.people or (0 if seat.optional else max(seat.fewest, 1))
    question = _("{seat}: how many people? From {least} to {most}, Enter means {usual}.").format(
        seat=seat.title, least=least, most=seat.most, usual=usual
    )
    people = number(sitting.desk, question, least, max(seat.most, 1), default=usual)
    _seat(sitting, seat, usual if people is None else people)


def _seat_line(seat: SeatView) -> str:
    parts = [seat.title]
    if seat.organisation:
        parts.append(seat.organisation)
    if seat.patient:
        parts.append(_("the person; a patient representative if one can come"))
    if seat.observer:
        parts.append(_("observer"))
    elif seat.optional:
        parts.append(_("may be left empty"))
    if seat.people:
        parts.append(ngettext("one person", "{count} people", seat.people).format(count=seat.people))
    return ", ".join(parts)


def read_cards(sitting: Sitting) -> None:
    """Let each role read its own card, as often as wanted."""
    desk = sitting.desk
    while True:
        shown = [seat for seat in _seats(sitting) if not seat.observer and seat.people]
        if not shown:
            return
        desk.heading(_("Role cards"))
        desk.say(_("Each one reads their own card alone. What is on it is theirs to tell or to keep."))
        options = [*(seat.title for seat in shown), _("All have read: go on")]
        chosen = choose(desk, _("Whose card?"), options, default=len(options) - 1)
        if chosen == len(shown):
            return
        show_card(sitting, shown[chosen].seat)


def tell_what_to_look_for(sitting: Sitting, seat: SeatView) -> None:
    """Tell an observer what to look for, as the seat's instrument has it."""
    desk = sitting.desk
    aim, areas = to_look_for(sitting.shown, seat.seat, sitting.session.text.debrief)
    desk.heading(_("For {seat}: what to look for").format(seat=seat.title))
    if aim:
        desk.say(aim)
    for title, points in areas:
        desk.say(f"{title}:")
        for point in points:
            desk.say(f"  - {point}")


def show_card(sitting: Sitting, role: str) -> None:
    """Show a role's card, for that role alone."""
    sitting.desk.private(card_lines(role_card(sitting.session.state, sitting.shown, role)))


def card_lines(card: RoleCard) -> list[str]:
    """Return a role's card in words."""
    lines = ["", card.title, card.brief]
    if card.private:
        lines += ["", _("For you alone: {text}").format(text=card.private)]
    if card.goals:
        lines += ["", _("What you want: {goals}").format(goals="; ".join(card.goals))]
    if card.knows:
        lines += ["", _("What you know now:"), *(f"  - {fact}" for fact in card.knows)]
    return lines


def prebriefing(sitting: Sitting, items: tuple[tuple[str, str], ...]) -> None:
    """Tick what must be said before the start; `items` are pairs of id and text."""
    desk = sitting.desk
    desk.heading(_("Prebriefing"))
    desk.say(_("Read each point aloud and answer yes when it is so; Enter means yes."))
    for item, text in items:
        if item not in sitting.session.state.setting.ticked and is_so(desk, clean(text)):
            sitting.do(sitting.act("tick", item).command())
