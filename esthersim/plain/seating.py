"""The second step: the seats, the role cards, and the prebriefing checklist."""

from __future__ import annotations

from collections.abc import Iterable

from esthersim.cleaning import clean
from esthersim.language import _, ngettext
from esthersim.plain.plain_run import PlainRun
from esthersim.plain.prompts import choose, is_so, number
from esthersim.plain.reading_aloud import document_lines
from esthersim.views.hearing import HappenedView, Hearing
from esthersim.views.observer import to_look_for
from esthersim.views.roles import RoleCard, SeatView, role_card, seats


def seating(run: PlainRun) -> None:
    """Seat people, and let each of them read their card."""
    dialogue = run.dialogue
    dialogue.heading(_("Seats"))
    shown = _seats(run)
    for seat in shown:
        dialogue.say()
        dialogue.say(_seat_line(seat))
        if seat.brief:
            watched = _("Watches: {what}").format(what=seat.brief)
            dialogue.say(watched if seat.observer else seat.brief)
    dialogue.say()
    options = (
        _("One person in each required role, no observers"),
        _("Seat by seat"),
    )
    if choose(dialogue, _("How do you want to fill the seats?"), options, default=1 if _uneven(shown) else 0) == 0:
        for seat in shown:
            people = 0 if seat.optional else max(seat.fewest, 1)
            _seat(run, seat, people)
    else:
        for seat in shown:
            _ask_seat(run, seat)
    read_cards(run)
    for seat in _seats(run):
        if seat.observer and seat.people:
            say_what_to_look_for(run, seat)


def _seats(run: PlainRun) -> tuple[SeatView, ...]:
    return seats(run.session.state, run.shown, run.session.text.debrief)


def _uneven(shown: tuple[SeatView, ...]) -> bool:
    """Tell whether the seats that are taken have other numbers of people than the usual ones."""
    return any(seat.people not in {0, max(seat.fewest, 1)} for seat in shown)


def _seat(run: PlainRun, seat: SeatView, people: int) -> None:
    if people != seat.people:
        run.do(run.act("seat", seat.seat).command(people))


def _ask_seat(run: PlainRun, seat: SeatView) -> None:
    least = 0 if seat.optional or seat.observer else min(seat.fewest, 1)
    usual = seat.people or (0 if seat.optional else max(seat.fewest, 1))
    question = _("{seat}: how many people? From {least} to {most}, Enter means {usual}.").format(
        seat=seat.title, least=least, most=seat.most, usual=usual
    )
    people = number(run.dialogue, question, least, max(seat.most, 1), default=usual)
    _seat(run, seat, usual if people is None else people)


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


def read_cards(run: PlainRun) -> None:
    """Let each role read its own card, as often as they want."""
    dialogue = run.dialogue
    while True:
        shown = [seat for seat in _seats(run) if not seat.observer and seat.people]
        if not shown:
            return
        dialogue.heading(_("Role cards"))
        dialogue.say(_("Everyone reads their own card alone, and decides for themselves what to tell."))
        options = [*(seat.title for seat in shown), _("All have read: go on")]
        chosen = choose(dialogue, _("Whose card?"), options, default=len(options) - 1)
        if chosen == len(shown):
            return
        show_card(run, shown[chosen].seat)


def say_what_to_look_for(run: PlainRun, seat: SeatView) -> None:
    """Say what an observer should look for, according to the seat's instrument."""
    dialogue = run.dialogue
    aim, areas = to_look_for(run.shown, seat.seat, run.session.text.debrief)
    dialogue.heading(_("For {seat}: what to look for").format(seat=seat.title))
    if aim:
        dialogue.say(aim)
    for title, points in areas:
        dialogue.say(f"{title}:")
        for point in points:
            dialogue.say(f"  - {point}")


def show_card(run: PlainRun, role: str) -> None:
    """Show a role's card in private."""
    run.dialogue.private(card_lines(role_card(run.session.retelling, run.shown, role)))


def card_lines(card: RoleCard) -> list[str]:
    """Return the lines of a role's card."""
    lines = ["", card.title, card.brief, *_heard(card.hearing)]
    if card.private:
        lines += ["", _("For you alone: {text}").format(text=card.private)]
    if card.goals:
        lines += ["", _("What you want: {goals}").format(goals="; ".join(card.goals))]
    if card.keeps:
        lines += ["", _("What you must not pass on:"), *(f"  - {fact}" for fact in card.keeps)]
    if card.knows:
        known = (f"  - {fact} ({since})" if since else f"  - {fact}" for fact, since in card.knows)
        lines += ["", _("What you know now:"), *known]
    return lines


def _heard(hearing: Hearing | None) -> list[str]:
    """Return what a role hears at the present event and not everybody does."""
    if hearing is None or not hearing.has_own:
        return []
    said, lines = hearing.said, ["", _("Here and now, for you:")]
    lines += _reached(said.came_before)
    lines += [hearing.only] if hearing.only else []
    if hearing.closed:
        lines += [text for text in (said.feedback, said.text) if text]
        lines += [f"{each.who}: {each.words}" if each.who else each.words for each in said.spoken]
    for document in said.documents:
        lines += document_lines(document) if hearing.closed or document.readers else []
    lines += _reached(said.happened_here)
    if hearing.closed:
        lines += [_("Tick: {item}").format(item=each.text) for each in said.checklist]
    if hearing.closed and said.decision is not None:
        lines += [said.decision.question, *(f"  {each.number}. {each.text}" for each in said.decision.options)]
    return lines


def _reached(injects: Iterable[HappenedView]) -> list[str]:
    """Return the injects that reached a role, each with its story time where it came before the team arrived."""
    return [
        " ".join(filter(None, (f"{each.when}." if each.when else "", f"{each.title}.", each.text)))
        for each in injects
        if each.to and each.text
    ]


def prebriefing(run: PlainRun, items: tuple[tuple[str, str], ...]) -> None:
    """Tick the points of the prebriefing; `items` are pairs of id and text."""
    dialogue = run.dialogue
    dialogue.heading(_("Prebriefing"))
    dialogue.say(_("Read each point aloud and answer yes when it is in place; Enter means yes."))
    for item, text in items:
        if item not in run.session.state.setting.ticked and is_so(dialogue, clean(text)):
            run.do(run.act("tick", item).command())
