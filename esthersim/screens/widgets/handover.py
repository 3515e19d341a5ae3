"""The handover as text: the prompts in large type, its stage, and, for the console alone, the facts."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from esthersim.language import _, format_list
from esthersim.play.vocabulary import FactStatus
from esthersim.runs.names import fact_status_word
from esthersim.scenario.formats import HandoverFormat, Section
from esthersim.screens.text_lines import Line
from esthersim.screens.text_lines import heading as titled
from esthersim.screens.widgets.event import KeyNames
from esthersim.screens.widgets.large import HEIGHT, large
from esthersim.screens.widgets.lines import Lines, flow, hang, label, measure, rule, with_gaps
from esthersim.screens.widgets.row_list import Row
from esthersim.views.handover import FactView, HandoverView, SaidBackView
from esthersim.views.seat_ticks import SeatTick

FEW_ROWS = 16
"""Rows below which the prompts take one line each."""
LARGE_FROM = 60
"""Columns from which the letters of the parts are drawn large."""
_STATE_KEYS = ("heard", "requested", "wrong", "missing", "cycle")
_SIGNS = {
    None: " ",
    FactStatus.GIVEN: "x",
    FactStatus.REQUESTED: "r",
    FactStatus.WRONG: "!",
    FactStatus.MISSING: "-",
    FactStatus.NOT_NEEDED: "n",
}


def who_to_whom(view: HandoverView) -> str:
    """Return sender and receivers."""
    return _("{sender} → {receivers}").format(sender=view.sender, receivers=" · ".join(view.receivers))


def stage_line(view: HandoverView) -> Content:
    """Return the three stages of the closed loop, each with a box and in the format's own words."""
    done = (view.sent, view.received, view.confirmed)
    parts: list[tuple[str, str]] = []
    now = next((number for number, each in enumerate(done) if not each), None)
    for number, (step, each) in enumerate(zip(view.format.closed_loop, done, strict=True)):
        if number == 2 and not view.read_back:
            break
        style = "bold $success" if each else "bold reverse" if number == now else "$secondary"
        parts += [("  →  ", "$secondary")] if parts else []
        parts.append((f" {'✓' if each else number + 1} {step.word} ", style))
    return Content.assemble(*parts)


def prompt_lines(sections: tuple[Section, ...], columns: int, rows: int) -> list[Content]:
    """Return the prompts; if there is room for all of them, with large letters and with what belongs in each part."""
    big = columns >= LARGE_FROM and len(sections) * (HEIGHT + 1) <= rows
    for belongs in (True, False):
        lines = _prompts(sections, columns, rows, big=big, belongs=belongs)
        if len(lines) <= rows:
            break
    return lines


def _prompts(sections: tuple[Section, ...], columns: int, rows: int, *, big: bool, belongs: bool) -> list[Content]:
    lines: list[Content] = []
    for section in sections:
        drawn = large(section.letter, 12) if big else None
        if drawn is None:
            lines += hang(
                f" {section.letter}  ", section.title.upper(), columns, "bold $accent", "bold reverse $accent"
            )
            lines += [Content("    ") + line for line in flow(section.prompt, columns - 4, "bold")]
            lines += [Content("    ") + line for line in flow(section.belongs, columns - 4)] if belongs else []
            if len(sections) * 3 <= rows:
                lines.append(Content(""))
            continue
        right = [
            Content(""),
            Content.styled(section.title.upper(), "bold $accent"),
            *flow(section.prompt, columns - 10, "bold"),
            *(flow(section.belongs, columns - 10) if belongs else ()),
        ]
        for number in range(max(len(drawn), len(right))):
            letter = drawn[number] if number < len(drawn) else ""
            text = right[number] if number < len(right) else Content("")
            lines.append(Content.assemble((f"  {letter:<8}", "bold $accent"), text))
        lines.append(Content(""))
    return lines


def belongs_lines(format: HandoverFormat) -> list[Line]:  # noqa: A002 - the word of the format
    """Return when a format suits, what belongs in each of its parts, and what the closed loop is."""
    lines = [titled(format.title), Line(format.suits), Line()]
    for section in format.sections:
        lines += [Line(section.title, f"{section.letter}  ", "bold", "bold"), Line(section.belongs, "   "), Line()]
    lines.append(titled(_("The closed loop")))
    return [*lines, *(Line(f"{step.word}. {step.means}", f"{number}  ", margin_style="bold")
                      for number, step in enumerate(format.closed_loop, 1))]  # fmt: skip


def room_lines(view: HandoverView, columns: int, rows: int) -> Lines:
    """Return the handover as everybody may see it: sender and receivers, stage, prompts, what was written and said.

    It is short if there are few rows, for the facilitator's facts need the space below.
    """
    columns = min(columns, 100)
    short = rows < FEW_ROWS
    head = [
        *([] if short else [Content.styled(_("HANDOVER"), "bold $secondary")]),
        *flow(who_to_whom(view), columns, "bold $accent"),
        *([] if short else [rule(columns)]),
        stage_line(view),
    ]
    if view.received:
        return with_gaps(
            [head, written_lines(view, columns), read_back_lines(view, columns), confidence_lines(view, columns)]
        )
    if view.written:
        return with_gaps([head, written_lines(view, columns)])
    if not view.format.sections:
        return with_gaps([head, flow(_("In your own words. The listener asks questions."), columns, "bold")])
    if short:
        return (*head, *short_prompts(view.format.sections, columns))
    return with_gaps([head, prompt_lines(view.format.sections, columns, rows - len(head) - 1)])


def short_prompts(sections: tuple[Section, ...], columns: int) -> list[Content]:
    """Return each part in as few lines as it takes."""
    return [
        line
        for section in sections
        for line in hang(f" {section.letter}  ", f"{section.title.upper()}: {section.prompt}", columns, "bold",
                         "bold reverse $accent")
    ]  # fmt: skip


def written_lines(view: HandoverView, columns: int) -> list[Content]:
    """Return what was written, by part; nothing for a spoken handover."""
    lines: list[Content] = []
    for title, text in view.written:
        lines += [Content.styled(title.upper(), "bold $accent"), *flow(text, measure(columns))]
    return lines


def read_back_lines(view: HandoverView, columns: int) -> list[Content]:
    """Return what the receiver repeated in their own words."""
    if not view.said_back:
        return []
    return [
        label(_("In the receiver's own words"), measure(columns)),
        *flow(view.said_back, measure(columns), "italic"),
    ]


def confidence_lines(view: HandoverView, columns: int) -> list[Content]:
    """Return how sure each receiver is of having the right picture."""
    given = dict(view.confidence)
    lines: list[Content] = []
    for seat, title in zip(view.receiver_seats, view.receivers, strict=True):
        value = given.get(seat)
        text = _("{value} of 5").format(value=value) if value else _("not asked yet")
        scale = "●" * value + "○" * (5 - value) + " " if value else ""
        lines += hang(f"{title}: ", scale + text, columns, "bold")
    return [label(_("How sure of having the right picture?"), measure(columns)), *lines]


@dataclass(frozen=True, slots=True)
class FromSeats:
    """What has come from the seats' own devices, for the facilitator alone: who has sent it, read-backs, ticks."""

    sent_by: str = ""
    said_back: tuple[SaidBackView, ...] = ()
    ticks: tuple[tuple[str, tuple[SeatTick, ...]], ...] = ()

    def notes(self, fact: str) -> list[str]:
        """Return the ticks of a fact in words, each with whose it is."""
        return [f"{each.title}: {fact_status_word(each.status)}" for each in dict(self.ticks).get(fact, ())]


NOTHING_FROM_SEATS = FromSeats()


def fact_lines(
    facts: tuple[FactView, ...],
    selected: int,
    view: HandoverView,
    keys: KeyNames,
    columns: int,
    receiver: str = "",
    seats: FromSeats = NOTHING_FROM_SEATS,
) -> Lines:
    """Return the facts to tick, for the facilitator's console alone.

    The meaning of the keys comes before what the sender does not know. With several receivers each fact has a box for
    each, in their order; `receiver` is the title of the one for whom a key ticks now, empty for all of them.
    """
    letters = {section.id: section.letter for section in view.format.sections}
    legend = [] if view.received else [Content(""), *_legend(keys, columns)]
    lines: list[Content] = []
    weight = ""
    for number, fact in enumerate(facts):
        if fact.weight != weight:
            weight = fact.weight
            if weight == "unknown":
                lines += legend
            lines.append(label(_weight_words()[weight].upper(), columns))
        notes = [*(seats.notes(fact.fact) or _statuses(fact)), *_remarks(fact, view)]
        if fact.element in letters:
            notes.append(letters[fact.element])
        text = " · ".join((fact.text, *notes))
        style = "bold" if number == selected else "$secondary" if not fact.unmarked else ""
        lead = f"{'▶' if number == selected else ' '}{number + 1 if number < 9 else ' '} {_boxes(fact)} "
        lines += hang(lead, text, columns, style, "bold")
    if not facts:
        lines += flow(_("The sender knows nothing that could be passed on."), columns)
    alone = Content.styled(_("FOR THE FACILITATOR ALONE"), "bold $warning")
    several = _receivers(view, receiver, keys, columns) if len(view.receivers) > 1 else []
    return (alone, *_from_seats(seats, columns), *several, *lines, *([] if weight == "unknown" else legend))


def _from_seats(seats: FromSeats, columns: int) -> list[Content]:
    """Return who has sent the handover, and what each receiver has said back, at their own devices."""
    lines = hang(f"◂ {seats.sent_by}: ", _("has sent it"), columns, "italic", "bold") if seats.sent_by else []
    for each in seats.said_back:
        words = f"“{each.words}”" if each.words else _("has received it")
        lines += hang(f"◂ {each.title}: ", words, columns, "italic", "bold")
    return lines


def _weight_words() -> dict[str, str]:
    return {
        "must": _("must"),
        "should": _("should"),
        "noise": _("can be left out"),
        "must_not": _("must not be passed on"),
        "other": _("also known"),
        "unknown": _("the sender does not know it"),
    }


def _receivers(view: HandoverView, receiver: str, keys: KeyNames, columns: int) -> list[Content]:
    """Return for whom a key ticks now, and the order of the boxes."""
    parts: list[tuple[str, str]] = []
    for title in ("", *view.receivers):
        name, here = title or _("all receivers"), title == receiver
        parts += [("  ", ""), (f"▸ {name}" if here else name, "bold reverse" if here else "$secondary")]
    line = Content.assemble(*parts[1:])
    text = _("{key}: tick for another receiver").format(key=keys["receiver"])
    return [*line.wrap(columns), *flow(text, columns, "$secondary")]


def _boxes(fact: FactView) -> str:
    return "".join(f"[{_SIGNS[status]}]" for _receiver, status in fact.statuses)


def _statuses(fact: FactView) -> list[str]:
    """Return the status in capitals, for each receiver where they differ."""
    if fact.alike:
        return [fact_status_word(fact.status).upper()] if fact.status else []
    return [f"{receiver}: {fact_status_word(status).upper()}" for receiver, status in fact.statuses if status]


def _remarks(fact: FactView, view: HandoverView) -> list[str]:
    """Return what is to be known about a fact, and calmly what was not meant to happen."""
    notes: list[str] = []
    if fact.critical and fact.unmarked and fact.weight != "unknown":
        notes.append(_("critical"))
    if fact.wanted and len(fact.wanted) < len(view.receivers):
        notes.append(_("must reach {receivers}").format(receivers=format_list(fact.wanted)))
    if fact.leaked_to:
        notes.append(_("passed on, though it was to be kept from {receivers}").format(
            receivers=format_list(fact.leaked_to)))  # fmt: skip
    elif fact.kept_from and (fact.weight != "must_not" or len(fact.kept_from) < len(view.receivers)):
        notes.append(_("not to {receivers}").format(receivers=format_list(fact.kept_from)))
    if fact.said_unknown:
        notes.append(_("said, though the sender does not know it"))
    elif not fact.known_by_sender and fact.weight != "unknown":
        notes.append(_("the sender does not know it"))
    return notes


def fact_rows(facts: tuple[FactView, ...]) -> list[Row]:
    """Return the facts as rows of a list."""
    return [Row(fact.fact, fact.text, " · ".join(_statuses(fact)).lower(), lead=f"{_boxes(fact)} ") for fact in facts]


def _legend(keys: KeyNames, columns: int) -> list[Content]:
    states = _("{heard}: heard · {requested}: requested · {wrong}: wrong · {missing}: missing · {cycle}: next")
    return [
        *flow(_("Digit: that fact was heard. Then, or with arrows:"), columns, "$secondary"),
        *flow(states.format(**{key: keys[key] for key in _STATE_KEYS}), columns, "$secondary"),
        *flow(_("{key}: what belongs in each part").format(key=keys["belongs"]), columns, "$secondary"),
    ]


def handover_now(view: HandoverView, keys: KeyNames, *, written: bool, asked: bool, said_back: bool = False) -> str:
    """Return what comes next; `asked` is whether every receiver has said how sure they are.

    `said_back` is whether every receiver has said it back at its own device.
    """
    if not view.sent and written:
        return _("{key}: the keyboard to {sender}, who writes").format(key=keys["next"], sender=view.sender)
    if not view.sent:
        return _("{sender} speaks. {key}: done").format(key=keys["next"], sender=view.sender)
    if not view.received and view.read_back and said_back:
        return _("Every receiver has said it back. {key}: received").format(key=keys["next"])
    if not view.received and view.read_back:
        return _("{receiver} repeats in their own words. {key}: done").format(
            receiver=view.receivers[0], key=keys["next"]
        )
    if not view.received:
        return _("{key}: received").format(key=keys["next"])
    if view.read_back and not view.confirmed:
        return _("{sender} confirms, or corrects. {key}: confirmed").format(sender=view.sender, key=keys["next"])
    if not asked:
        return _("{key}: ask how sure they are").format(key=keys["next"])
    return _("{key}: on with the journey").format(key=keys["next"])
