"""The report as Markdown, to be read as it stands or in whatever a team keeps its papers in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from esthersim.language import _, quoted
from esthersim.lengths import minutes, planned
from esthersim.reports import contents as r
from esthersim.reports import sentences as s
from esthersim.reports.gathering import gather
from esthersim.reports.markdown import bullets, paragraph, quote, table, text
from esthersim.reports.material import Material
from esthersim.reports.writing import marker
from esthersim.views.names import action_status_word, kept_word, observation_word
from esthersim.views.times import clock_time, day, story_moment

Lines = Iterable[str]


def markdown(material: Material) -> str:
    """Return the report."""
    contents = gather(material)
    sections: tuple[Callable[[r.Contents, Material], Lines], ...] = (
        _head, _team, _steps, _way, _esther, _handovers, _lost, _expectations, _deadlines, _observations, _findings,
        _reflection, _plan, _closing, _notes, _colophon,
    )  # fmt: skip
    lines = [line for section in sections for line in section(contents, material)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _head(contents: r.Contents, material: Material) -> Iterator[str]:
    head = contents.head
    yield from (f"# {text(head.title)}", "")
    yield from bullets(
        (
            _("Date: {day}").format(day=day(head.created, material.zone)),
            _("Time: {times}").format(times=s.span(head, material.zone)),
            _("Scenario: {id}").format(id=text(head.scenario)),
            _("Run: {run}").format(run=f"`{head.run.replace('`', '')}`"),
        )
    )
    if head.finished is None:
        yield from (f"**{text(s.unfinished(head.step))}**", "")
    yield from paragraph(head.summary)
    yield from _titled(_("What we trained"))
    yield from bullets(text(each.text) for each in contents.objectives)
    yield from () if contents.objectives else _none(_("No objectives have been agreed."))


def _titled(title: str) -> tuple[str, str]:
    return f"## {title}", ""


def _none(words: str) -> tuple[str, str]:
    return words, ""


def _team(contents: r.Contents, _material: Material) -> Iterator[str]:
    yield from _titled(_("Who sat where"))
    if not contents.seats:
        yield from _none(_("Nobody was seated."))
    rows = (
        (text(each.title), text(each.organisation or s.watching(each)), str(each.people)) for each in contents.seats
    )
    yield from table((_("Seat"), _("Organisation, or what was watched"), _("People")), rows)


def _steps(contents: r.Contents, material: Material) -> Iterator[str]:
    yield from _titled(_("The five steps"))
    rows = (
        (
            s.step_line(number, each.step),
            clock_time(each.began, material.zone) if each.began else s.DASH,
            planned(each.planned) if each.planned is not None else s.DASH,
            minutes(each.played) if each.played is not None else s.DASH,
        )
        for number, each in enumerate(contents.steps, 1)
    )
    yield from table((_("Step"), _("Began"), _("Planned"), _("Played")), rows)
    yield from _none(s.about_room_time())


def _way(contents: r.Contents, material: Material) -> Iterator[str]:
    yield from _titled(_("The way taken"))
    if not contents.way:
        yield from _none(_("The simulation has not begun."))
    rows = (
        (
            str(number),
            text(each.title),
            text(story_moment(each.story, material.state.scenario)),
            minutes(each.room),
            text(" ".join(s.what_happened(each))),
        )
        for number, each in enumerate(contents.way, 1)
    )
    yield from table(("#", _("Event"), _("Story time"), _("Room time"), _("What happened")), rows)
    if contents.ending:
        yield from _none(text(_("How it ended: {ending}").format(ending=contents.ending)))
    yield from bullets(text(s.went_back(each)) for each in contents.returns)
    yield from bullets(text(s.edited(each)) for each in contents.edits)
    yield from _none(s.about_edits()) if contents.edits else ()


def _esther(contents: r.Contents, material: Material) -> Iterator[str]:
    yield from _titled(_("How it was for Esther"))
    if not contents.ratings:
        yield from _none(_("Esther was not asked how she had it."))
        return
    yield from _none(_("Her own judgement at each event, from 1 (very bad) to 5 (very good)."))
    rows = (
        (
            text(each.title),
            text(story_moment(each.story, material.state.scenario)),
            f"{each.value} {'●' * each.value}",
        )
        for each in contents.ratings
    )
    yield from table((_("Event"), _("Story time"), _("How Esther has it")), rows)
    for name, each in s.extremes(contents.ratings):
        yield from _none(f"**{text(name)}**")
        yield from (*quote(quoted(each.words)), "") if each.words else ()


def _handovers(contents: r.Contents, material: Material) -> Iterator[str]:
    yield from _titled(_("The handovers"))
    if not contents.handovers:
        yield from _none(_("No handover was made."))
    for number, each in enumerate(contents.handovers, 1):
        yield from (f"### {number}. {text(each.title)}", "")
        yield from _none(f"**{text(s.between(each))}**")
        yield from _none(text(s.handover_line(each, material.state.scenario)))
        yield from bullets(f"{name}: {text(s.facts_line(facts))}" for name, facts in s.fact_groups(each) if facts)
        for part, words in each.written:
            yield from (_("Written, {part}:").format(part=text(part)) if part else _("Written:"), "", *quote(words), "")
        if each.read_back:
            yield from (_("Read back in own words:"), "", *quote(each.read_back), "")
        yield from bullets(map(text, s.loop_lines(each)))


def _lost(contents: r.Contents, _material: Material) -> Iterator[str]:
    yield from _titled(_("Where facts were lost"))
    critical = _("critical")
    rows = [
        (
            text(fact.text) + (f" ({critical})" if fact.critical else ""),
            f"{number}. {text(each.title)}",
            text(s.between(each)),
            text(s.why_lost(fact, each)),
        )
        for number, each in enumerate(contents.handovers, 1)
        for fact in each.losses
    ]
    if not rows:
        yield from _none(s.nothing_lost(contents))
    yield from table((_("Fact"), _("Handover"), _("From → to"), _("What became of it")), rows)


def _expectations(contents: r.Contents, _material: Material) -> Iterator[str]:
    yield from _titled(_("What we looked for"))
    if not contents.expectations:
        yield from _none(_("There was nothing to look for on this way."))
    rows = (
        (text(each.title), text(each.text), text(", ".join(each.by)), observation_word(each.status))
        for each in contents.expectations
    )
    yield from table((_("Event"), _("Expectation"), _("By"), _("How it ended")), rows)
    if contents.expectations:
        yield from _none(s.about_not_observed())


def _deadlines(contents: r.Contents, material: Material) -> Iterator[str]:
    if not contents.deadlines:
        return
    yield from _titled(_("Deadlines of story time"))
    rows = (
        (
            text(each.text),
            kept_word(each.kept),
            text(s.deadline_line(each, material.state.scenario)),
            text(each.source),
        )
        for each in contents.deadlines
    )
    yield from table((_("Deadline"), _("How it ended"), _("When"), _("Source")), rows)


def _observations(contents: r.Contents, _material: Material) -> Iterator[str]:
    yield from _titled(_("Observations"))
    if not contents.observations:
        yield from _none(_("No observation was written down."))
    rows = (
        (minutes(each.room), text(s.observed_by(each)), text(each.seen), text(each.meaning))
        for each in contents.observations
    )
    yield from table((_("Room time"), _("Who, and at what"), _("Seen or heard"), _("What it may mean")), rows)


def _findings(contents: r.Contents, _material: Material) -> Iterator[str]:
    if not contents.findings:
        return
    yield from _titled(_("What the journal holds"))
    for title, group in s.finding_groups(contents.findings):
        yield from (f"### {title}", "")
        for each in group:
            yield from (f"**{text(each.name)}**", "")
            yield from bullets(map(text, each.saw))
            yield from _none(text(f"{each.think} {each.wonder}"))


def _reflection(contents: r.Contents, _material: Material) -> Iterator[str]:
    yield from _titled(_("The reflection"))
    phases, left = s.phases(contents.reflection)
    if not phases:
        yield from _none(_("The reflection has not begun."))
    if doubt := s.guide_in_doubt(contents.guides_in_doubt) if phases else "":
        yield from _none(text(doubt))
    for each in phases:
        title = each.title or _("Other answers")
        yield from (f"### {text(title)}", "")
        yield from _none(text(s.phase_line(each)))
        for answer in each.answers:
            yield from (f"**{text(answer.asked)}**", "", *quote(answer.text), "")
            if answer.heard:
                yield from _none(_("Heard: {seats}").format(seats=text(", ".join(answer.heard))))
    if left:
        yield from _none(text(left))


def _plan(contents: r.Contents, _material: Material) -> Iterator[str]:
    yield from _titled(_("Action plan"))
    if not contents.plan:
        yield from _none(_("No action has been written."))
    for number, each in enumerate(contents.plan, 1):
        yield from (f"### {number}. {text(each.what)}", "")
        yield from bullets(f"{name}: {text(words)}" for name, words in s.action_lines(each))
        rows = (
            (
                day(made.planned),
                action_status_word(made.status) if made.status else _("not answered yet"),
                text(made.evidence),
            )
            for made in each.follow_ups
        )
        yield from table((_("Follow-up"), _("Status"), _("Evidence")), rows)


def _closing(contents: r.Contents, _material: Material) -> Iterator[str]:
    if not contents.closing:
        return
    yield from _titled(_("Before we parted"))
    yield from bullets(f"[{'x' if each.done else ' '}] {text(each.text)}" for each in contents.closing)


def _notes(contents: r.Contents, _material: Material) -> Iterator[str]:
    if contents.notes is None:
        return
    yield from _titled(_("The facilitator's own notes"))
    if not contents.notes:
        yield from _none(_("There are none."))
    for each in contents.notes:
        yield from (f"**{minutes(each.room)}**", "", *quote(each.text), "")


def _colophon(contents: r.Contents, _material: Material) -> Iterator[str]:
    head = contents.head
    yield from _titled(_("About this report"))
    for line in s.honest_lines(head):
        yield from _none(line)
    if head.sources:
        yield from _none(_("Sources of the scenario:"))
        yield from bullets(map(text, head.sources))
    yield from _none(text(s.made_line(head)))
    yield f"<!-- {marker(head.run)} -->"
