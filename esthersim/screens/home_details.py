"""The details that the home screen shows of the item highlighted in its list: a scenario, a run, a follow-up."""

from __future__ import annotations

from esthersim.cleaning import clean_line
from esthersim.language import _, ngettext
from esthersim.library.cards import ScenarioCard
from esthersim.library.grouping import Group, GroupedScenario, for_whom
from esthersim.screens.text_lines import Line, bullet, heading, paragraphs
from esthersim.views.home import DamagedCard, DueCard, RunCard


def about_grouped(group: Group, grouped: GroupedScenario) -> list[Line]:
    """Return the details of a scenario; in a learning path, first what the path is and why the scenario is in it."""
    card, path = grouped.card, group.path
    about = [Line(f"{clean_line(grouped.id)}: {grouped.short}", style="bold $error")]
    if card is not None:
        about = about_broken(card) if card.problem else about_scenario(card)
    if path is None:
        return about if card is not None else [*about, Line(), Line(grouped.why)]
    number = group.scenarios.index(grouped) + 1
    return [
        Line(path.title, style="bold"),
        Line(),
        *paragraphs(path.summary),
        *map(Line, for_whom(path)),
        Line(),
        heading(_("Number {number} of {count}").format(number=number, count=len(group.scenarios))),
        *paragraphs(grouped.why),
        Line(),
        *about,
        *([Line(), heading(_("Between the sessions")), *paragraphs(path.between)] if path.between else []),
    ]


def about_scenario(card: ScenarioCard) -> list[Line]:
    """Return what a facilitator wants to know before beginning."""
    kind = _("An invented story.") if card.fictional else _("A person's own story, told with consent.")
    languages = ngettext("Language: {codes}", "Languages: {codes}", len(card.languages))
    return [
        Line(card.title, style="bold"),
        Line(),
        *paragraphs(card.summary),
        Line(),
        heading(_("Objectives")),
        *map(bullet, card.objectives.values()),
        Line(),
        heading(_("Roles") + f" · {card.people}"),
        *map(bullet, card.roles.values()),
        Line(),
        heading(_("Time") + f" · {card.total}"),
        *(bullet(f"{name}: {length}") for name, length in card.times),
        Line(),
        Line(f"{kind} " + languages.format(codes=", ".join(card.languages))),
        *map(Line, card.proof),
    ]


def about_broken(card: ScenarioCard) -> list[Line]:
    """Return what is wrong with a scenario, and how to see all of it."""
    count = ngettext("One problem:", "{count} problems, the first of them:", card.problems)
    return [
        Line(_("This scenario cannot be played yet"), style="bold $error"),
        Line(),
        Line(count.format(count=card.problems)),
        Line(),
        Line(f"{clean_line(card.path.name)}:{'' if card.problem[:1].isdecimal() else ' '}{card.problem}"),
        *([Line(card.help)] if card.help else []),
        Line(),
        Line(_("See them all with:")),
        Line(f"esthersim check {clean_line(card.id)}"),
    ]


def about_run(card: RunCard) -> list[Line]:
    """Return where a run stands."""
    what = (
        _("Its plan and report can be read.")
        if card.closed
        else _("It goes on where it stopped, with the clock paused.")
    )
    return [
        Line(card.title, style="bold"),
        Line(),
        Line(card.step),
        Line(_("Last written to: {when}").format(when=card.when)),
        Line(card.run),
        Line(),
        Line(what),
    ]


def about_due(card: DueCard) -> list[Line]:
    """Return what there is to follow up."""
    return [
        Line(card.what, style="bold"),
        Line(),
        Line(_("Who: {owner}").format(owner=card.owner)),
        Line(_("Follow-up: {when}").format(when=card.when)),
        Line(_("From: {title}").format(title=card.title)),
        Line(),
        Line(_("What has become of it? Enter opens it.")),
    ]


def about_damaged(card: DamagedCard) -> list[Line]:
    """Return what is wrong with a run that cannot be read, and how it can be erased."""
    return [
        Line(clean_line(card.run), style="bold"),
        Line(),
        Line(f"{card.why}."),
        Line(),
        Line(_("Erase it for good with:")),
        Line(f"esthersim purge {clean_line(card.run)}"),
    ]
