"""The sentences of a report, shared by all formats, in the interface language. Plain text: each format escapes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import NamedTuple

from esthersim.cleaning import clean_line
from esthersim.language import _, format_list, format_number, quoted
from esthersim.lengths import minutes
from esthersim.play.story import DeadlineStatus
from esthersim.play.vocabulary import Cause, FactStatus, Step
from esthersim.reports import contents as r
from esthersim.runs.names import fact_status_word, form_word
from esthersim.scenario.model import Scenario
from esthersim.scenario.titles import role_title
from esthersim.views.steps import step_word
from esthersim.views.times import clock_time, day, story_moment

DASH = "\N{EN DASH}"
MUST_NOT = "must_not"


def span(head: r.Head, zone: tzinfo | None) -> str:
    """Return the start and the end of the run in clock time."""
    began = clock_time(head.created, zone)
    if head.finished is None:
        return _("from {time}").format(time=began)
    ended = clock_time(head.finished, zone)
    if day(head.finished, zone) != day(head.created, zone):
        ended = f"{day(head.finished, zone)} {ended}"
    return f"{began}{DASH}{ended}"


def unfinished(step: Step) -> str:
    """Return a sentence that the run is not closed, with its current step."""
    number = list(Step).index(step) + 1
    return _("This run is not finished: it stands in step {number} of 5, {step}.").format(
        number=number, step=step_word(step)
    )


def watching(seat: r.Seat) -> str:
    """Return what an observer watches; empty for a role."""
    return _("watched: {what}").format(what="; ".join(seat.watched)) if seat.watched else ""


def about_room_time() -> str:
    """Explain the two times of the report."""
    return _("Room time is what the team has played, in minutes and seconds, with pauses taken out.")


def what_happened(stop: r.Stop) -> tuple[str, ...]:
    """Return what happened at an event, as sentences in narrative order."""
    said = []
    if stop.cause is Cause.TIMER:
        said.append(_("Time moved the journey here."))
    if stop.cause is Cause.OVERRIDE:
        said.append(_("The facilitator went here."))
    if stop.cause is Cause.INJECT:
        said.append(_("Something that came led here."))
    said += [ended(document_line(each)) for each in stop.documents]
    said += [ended(_("It happened: {title}").format(title=each)) for each in stop.happened]
    if stop.chosen:
        said.append(ended(_("Chosen: {option}").format(option=stop.chosen)))
    if stop.advised and stop.advised != stop.chosen:
        advice = _("{support} would have said: {advice}.") if stop.support else _("One suggestion: {advice}.")
        said.append(advice.format(support=stop.support, advice=stop.advised.rstrip(".")))
    if stop.ran_out:
        said.append(_("The time ran out."))
    if stop.left_open:
        said.append(ended(_("Left open: {items}").format(items="; ".join(stop.left_open))))
    return tuple(said)


def document_line(each: r.DocumentSeen) -> str:
    """Return that a document was shown, and to whom where not everybody saw it."""
    if not each.seen_by:
        return _("Shown: {document}").format(document=each.title)
    return _("Shown to {seats}: {document}").format(seats=format_list(each.seen_by), document=each.title)


def stage_begun(way: Sequence[r.Stop], index: int) -> str:
    """Return the title of the stage that begins with an event on the way; empty where it goes on."""
    before = way[index - 1].stage if index else ""
    return way[index].stage if way[index].stage != before else ""


def came_to(each: r.Coming) -> str:
    """Return the title of what came by itself, with those who noticed it where not everybody did."""
    return _("{title} (to {seats})").format(title=each.title, seats=format_list(each.to)) if each.to else each.title


def what_came(each: r.Coming) -> str:
    """Return what became of something that comes by itself, with its text as it read then."""
    words = {
        r.Came.CAME: _("It came by itself."),
        r.Came.LED: _("It came by itself and led elsewhere."),
        r.Came.NOT: _("It did not come: its condition did not hold."),
        r.Came.FIRED: _("The facilitator let it come."),
        r.Came.HELD: _("The facilitator held it back."),
        r.Came.RELEASED: _("The facilitator no longer held it back."),
    }[each.came]
    return f"{words} {quoted(each.text)}" if each.text else words


def ended(sentence: str) -> str:
    """Return a sentence with a full stop, unless it ends with a punctuation mark already."""
    return sentence if sentence.endswith((".", "?", "!", "…")) else f"{sentence}."


def between(each: r.HandoverMade, receivers: Sequence[str] = ()) -> str:
    """Return the sender and the receivers in words, or only these receivers; a title may contain commas."""
    return f"{each.sender} → {' · '.join(receivers or each.receivers)}"


def went_back(each: r.Return) -> str:
    """Return a sentence that the team went back."""
    line = _("At {time} of room time the team went back from {left} to {to}.")
    return line.format(time=minutes(each.room), left=quoted(each.left), to=quoted(each.to))


def edited(each: r.Edited) -> str:
    """Return a sentence that the run used an edited text of its scenario from some point."""
    time = minutes(each.room)
    if each.event:
        line = _("From {time} of room time, at {event}, the run used an edited text of its scenario.")
        return line.format(time=time, event=quoted(each.event))
    line = _("From {time} of room time, in the step {step}, the run used an edited text of its scenario.")
    return line.format(time=time, step=step_word(each.step))


def about_edits() -> str:
    """Explain which text the report is written with after an edit."""
    return _("This report uses the latest text throughout.")


def patients(shown: Scenario) -> str:
    """Return the titles of the patients; "Esther" where the scenario has none."""
    return format_list(role_title(shown, role) for role in shown.patients) or "Esther"


def how_it_was(patient: str) -> str:
    """Return the heading of what the patients judged themselves."""
    return _("How it was for {patient}").format(patient=patient)


def how_it_is(patient: str) -> str:
    """Return the head of a column of ratings."""
    return _("How {patient} has it").format(patient=patient)


def curve_title(patient: str) -> str:
    """Return the title of a drawing of ratings."""
    return _("How it was for {patient} through the journey").format(patient=patient)


def nobody_asked(patient: str) -> str:
    """Return a sentence that there are no ratings."""
    return _("Nobody asked {patient} how it was.").format(patient=patient)


def about_ratings() -> str:
    """Explain the ratings."""
    return _("The person's own judgement at each event, from 1 (very bad) to 5 (very good).")


def curves(ratings: Sequence[r.Rating]) -> tuple[tuple[str, tuple[r.Rating, ...]], ...]:
    """Return the ratings of each patient, in the order of the journey."""
    found = dict.fromkeys(each.patient for each in ratings)
    return tuple((patient, tuple(each for each in ratings if each.patient == patient)) for patient in found)


def signed(each: r.Rating) -> str:
    """Return a patient's own words with the role's title."""
    return f"{quoted(each.words)} {DASH} {each.patient}"


def extremes(ratings: Sequence[r.Rating]) -> tuple[tuple[str, r.Rating], ...]:
    """Return the first of the lowest and the first of the highest ratings, with their labels."""
    if not ratings:
        return ()
    lowest, highest = min(ratings, key=lambda each: each.value), max(ratings, key=lambda each: each.value)
    if lowest.value == highest.value:
        named = _("The same throughout, {value} of 5; at {event}:")
        return ((named.format(value=lowest.value, event=quoted(lowest.title)), lowest),)
    low, high = _("Lowest, {value} of 5, at {event}:"), _("Highest, {value} of 5, at {event}:")
    return tuple(
        (named.format(value=each.value, event=quoted(each.title)), each)
        for named, each in ((low, lowest), (high, highest))
    )


def handover_line(each: r.HandoverMade, scenario: Scenario) -> str:
    """Return how and when a handover was made."""
    parts = [each.format, form_word(each.form) if each.form else "", story_moment(each.story, scenario)]
    parts.append(_("room time {time}").format(time=minutes(each.room)))
    said = ", ".join(filter(None, parts)) + "."
    skipped = _("The team went on before it was done.")
    return f"{said} {skipped}" if each.skipped else said


def fact_groups(each: r.HandoverMade) -> tuple[tuple[str, tuple[r.PassedFact, ...]], ...]:
    """Return the facts of which the same became for every receiver, by what that was, with headings."""
    kept = [fact for fact in each.alike if _was_to_be_kept(fact)]
    given = _those(each, FactStatus.GIVEN)
    return (
        (_("Came through"), tuple(fact for fact in given if fact.weight != "noise")),
        (_("Was asked for"), _those(each, FactStatus.REQUESTED)),
        (_("Was wrong"), _those(each, FactStatus.WRONG)),
        (_("Was missing"), _those(each, FactStatus.MISSING)),
        (_("Was not needed here"), tuple(fact for fact in given if fact.weight == "noise")),
        (_("Marked as not needed"), _those(each, FactStatus.NOT_NEEDED)),
        (_("Was to be kept, and was passed on"), tuple(fact for fact in kept if fact.leaked_to)),
        (_("Was kept, as it was to be"), tuple(fact for fact in kept if not fact.leaked_to)),
    )


def _those(each: r.HandoverMade, status: FactStatus) -> tuple[r.PassedFact, ...]:
    return tuple(fact for fact in each.alike if fact.status is status and not _was_to_be_kept(fact))


def _was_to_be_kept(fact: r.PassedFact | r.AtReceiver) -> bool:
    return fact.weight == MUST_NOT and fact.status is not FactStatus.WRONG


def about_receivers() -> str:
    """Introduce the facts of which not the same became for every receiver."""
    return _("What became of a fact for each receiver, where it was not the same for all")


def by_receiver(each: r.HandoverMade) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return a table of the facts that ended differently: the heads, and a row for each fact with all receivers."""
    return (_("Fact"), *each.receivers), tuple(_by_receiver(fact, each.receivers) for fact in each.apart)


def _by_receiver(fact: r.PassedFact, receivers: Sequence[str]) -> tuple[str, ...]:
    cells = {one.receiver: _at_receiver(one) for one in fact.apart}
    return fact_words(fact), *(cells.get(receiver, DASH) for receiver in receivers)


def _at_receiver(one: r.AtReceiver) -> str:
    word = fact_status_word(one.status)
    if not _was_to_be_kept(one):
        return word
    return _("{status}, was to be kept").format(status=word) if one.leaked else _("kept, as it was to be")


def fact_words(fact: r.PassedFact) -> str:
    """Return a fact with details in brackets."""
    marks = [_("critical")] if fact.critical else []
    if not fact.knew:
        marks.append(_("the sender did not know it"))
    return f"{fact.text} ({', '.join(marks)})" if marks else fact.text


def facts_line(facts: Sequence[r.PassedFact]) -> str:
    """Return facts in one line."""
    return "; ".join(map(fact_words, facts)) + "."


def loop_lines(each: r.HandoverMade) -> tuple[str, ...]:
    """Return whether the loop was closed, and how sure the receivers were."""
    said = []
    if each.confirmed:
        said.append(_("The sender confirmed what was read back."))
    elif each.asks_read_back:
        said.append(_("A read-back was asked for and not confirmed."))
    if each.sure:
        sure = " · ".join(f"{title}: {value}" for title, value in each.sure)
        said.append(_("How sure of having a true picture, from 1 to 5: {sure}").format(sure=sure))
    else:
        said.append(_("Nobody was asked how sure they were."))
    return tuple(said)


def why_lost(fact: r.PassedFact, each: r.HandoverMade) -> str:
    """Return why a fact was lost."""
    lacking = [one.status for one in fact.apart if one.lost] or [fact.status]
    if FactStatus.WRONG in lacking:
        return _("It came through wrong.")
    if not fact.knew:
        return _("The sender did not know it.")
    if each.skipped:
        return _("The team went on before it was said.")
    return _("It was not said.")


def nothing_lost(handovers: Sequence[r.HandoverMade]) -> str:
    """Return a sentence that no required fact was lost."""
    return _("Every fact that had to come did.") if handovers else _("No handover was made.")


def about_not_observed() -> str:
    """Explain the meaning of "not observed"."""
    return _("Not observed means that nobody marked it. It does not mean that it was not done.")


def deadline_line(each: r.DeadlineKept, scenario: Scenario) -> str:
    """Return the start, the limit and the actual time of a deadline, in a sentence."""
    if each.began is None:
        return _("from {start} to {to}").format(start=quoted(each.start), to=quoted(each.to))
    parts = [_("from {time}").format(time=story_moment(each.began, scenario))]
    if each.limit:
        parts.append(_("at the latest {time}").format(time=story_moment(each.limit, scenario)))
    if each.reached:
        parts.append(_("reached {time}").format(time=story_moment(each.reached, scenario)))
    elif each.kept is DeadlineStatus.NEVER:
        parts.append(_("never came"))
    return ", ".join(parts)


def observed_by(each: r.Seen) -> str:
    """Return the observer, the subject and the event of an observation."""
    about = _("about {seat}").format(seat=each.about) if each.about else ""
    return ", ".join(filter(None, (each.observer or _("Facilitator"), about, each.watching, each.event)))


class SaidTogether(NamedTuple):
    """The observations of several findings of a kind, with the thought and the question that they share."""

    name: str
    saw: tuple[str, ...]
    think: str
    wonder: str


def finding_groups(findings: Sequence[r.FindingText]) -> tuple[tuple[str, tuple[SaidTogether, ...]], ...]:
    """Return the findings in groups: what went well, what is worth a question, and what the team went back on."""
    groups = (
        (_("What held"), [each for each in findings if each.good and not each.undone]),
        (_("What is worth a question"), [each for each in findings if not each.good and not each.undone]),
        (_("What the team went back on"), [each for each in findings if each.undone]),
    )
    return tuple((title, _together(group)) for title, group in groups if group)


def _together(group: Sequence[r.FindingText]) -> tuple[SaidTogether, ...]:
    saw: dict[tuple[str, str, str], list[str]] = {}
    for each in group:
        saw.setdefault((each.name, each.think, each.wonder), []).append(each.saw)
    return tuple(SaidTogether(name, tuple(seen), think, wonder) for (name, think, wonder), seen in saw.items())


def phase_line(each: r.Phase) -> str:
    """Return the purpose of a phase, its planned length, and its start."""
    parts = [each.aim]
    if each.minutes is not None:
        parts.append(_("{minutes} min planned.").format(minutes=format_number(each.minutes)))
    if each.began is not None:
        parts.append(_("Began at {time} of room time.").format(time=minutes(each.began)))
    return " ".join(filter(None, parts))


def phases(reflection: Sequence[r.Phase]) -> tuple[tuple[r.Phase, ...], str]:
    """Return the phases that were entered or have answers, and a line with the names of the others."""
    shown = tuple(each for each in reflection if each.began is not None or each.answers)
    left = ", ".join(each.title for each in reflection if each not in shown)
    return shown, _("Not entered: {phases}.").format(phases=left) if shown and left else ""


def guide_in_doubt(guides: Sequence[str] | None) -> str:
    """Explain why the phases are shown by their ids; empty if the guide that led is available."""
    if guides is None:
        return ""
    if len(guides) == 1:
        line = _(
            "The guide '{id}' led the reflection. It is no longer available, so its phases are shown by their ids."
        )
        return line.format(id=clean_line(guides[0]))
    if not guides:
        return _("The journal does not say which guide led the reflection, so the phases are shown by their ids.")
    line = _("The guide that led the reflection was one of these: {guides}. Its phases are shown by their ids.")
    return line.format(guides=", ".join(map(clean_line, guides)))


def honest_lines(head: r.Head) -> tuple[str, ...]:
    """Return the purpose of the report, its sources, and its limits."""
    fiction = _("The journey is fictional.") if head.fictional else ""
    consent = _("How the person agreed to have the story told: {consent}").format(consent=head.consent)
    lines = (
        _("Inspired by Esther SimLab, a way of training in Region Jönköping County."),
        _(
            "This report tells what was played and said in one training. It is no assessment of any person or team, "
            "it scores nobody, and it says nothing about how anybody works in daily life."
        ),
        fiction or (consent if head.consent else ""),
    )
    return tuple(filter(None, lines))


def made_line(head: r.Head) -> str:
    """Return the program and the text of the scenario that the report is made from."""
    line = _("Made by {program} from the run {run}, scenario {scenario}, version {hash}.").format(
        program=head.program, run=head.run, scenario=head.scenario, hash=head.scenario_hash[:12]
    )
    licence = _("Licence of the scenario: {licence}.").format(licence=head.licence)
    return f"{line} {licence}" if head.licence else line


def step_line(number: int, step: Step) -> str:
    """Return a step with its number, as a line of a list."""
    word = step_word(step)
    return f"{number}. {word[:1].upper()}{word[1:]}"
