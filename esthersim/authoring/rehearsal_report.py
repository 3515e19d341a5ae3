"""A rehearsal as text, eighty columns wide: unreached parts of the scenario come first, and teams are never scored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from esthersim.authoring.rehearsal_data import play_message, untested_line
from esthersim.cells import cut, folded, width
from esthersim.cleaning import clean_line
from esthersim.language import _, ngettext
from esthersim.rehearsal.losses import Loss
from esthersim.rehearsal.rehearsing import Rehearsal
from esthersim.rehearsal.spread import Spread, spread
from esthersim.rehearsal.ways import RawStep
from esthersim.scenario.loading import Loaded
from esthersim.scenario.wordings import usual

COLUMNS = 80
_NAME, _BAR = 24, 20
LEAST_DIFFERENCE = 0.05
"""A smaller difference between two shares is not reported: nobody would change a scenario for it."""
FEWEST = 30
"""Differences among fewer teams are not reported."""
Row = Sequence[str]


def rehearsal_text(rehearsal: Rehearsal, loaded: Loaded) -> str:
    """Return the rehearsal of a loaded scenario in the interface language, without a final newline."""
    parts = (
        _head(rehearsal),
        _untested(rehearsal, loaded),
        _plays(rehearsal),
        _endings(rehearsal),
        _times(rehearsal),
        _roles(rehearsal),
        _choices(rehearsal),
        _losses(rehearsal),
        _ways(rehearsal),
        _chance(),
    )
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part)))


def _head(rehearsal: Rehearsal) -> Iterator[str]:
    space, teams = rehearsal.space, rehearsal.teams
    states = len(space.events) - len(space.open_states)
    yield cut(clean_line(rehearsal.scenario.title), COLUMNS)
    played = ngettext("{count} random team, seed {seed}", "{count} random teams, seed {seed}", teams.count)
    found = ngettext("{count} state explored", "{count} states explored", states).format(count=states)
    whole = _("that is all there are") if space.complete else _bound(str(space.bound))
    text = f"{played.format(count=teams.count, seed=teams.seed)}; {found}: {whole}."
    yield from folded(text, COLUMNS)


def _bound(bound: str) -> str:
    return {
        "states": _("there are more, which only the random teams may have met"),
        "handover": _("at one event there are too many facts, items and marks to try them in every combination"),
        "values": _("a variable was followed only so far from what it is compared with"),
        "story": _("story time can go on without end, and was followed only so far"),
    }[bound]


def _untested(rehearsal: Rehearsal, loaded: Loaded) -> Iterator[str]:
    words = {
        "event": _("no team can come to event '{id}'"),
        "option": _("no team is ever offered option '{id}'"),
        "handover": _("no team can come to the handover at event '{id}'"),
        "ending": _("no team can come to ending '{id}'"),
        "role": _("role '{id}' takes part in nothing that a team can meet"),
    }
    for each in rehearsal.untested:
        text = words[each.kind].format(id=each.id)
        yield f"{loaded.file}:{untested_line(each, loaded)}: UNTESTED: {text}"
    if not rehearsal.untested:
        yield _("Every event, option, handover, ending and role can be met by some team.")


def _plays(rehearsal: Rehearsal) -> Iterator[str]:
    scenario = rehearsal.scenario
    if not rehearsal.plays:
        return
    yield _heading(_("The file's own plays"))
    for key, result in rehearsal.plays.items():
        if result.failure is None:
            length = _length(60 * ceil(rehearsal.play_times[key] / 60))
            yield "  " + _("goes as written: {play}, {length} at most").format(play=key, length=length)
        else:
            message = play_message(scenario.plays[key], result)
            text = _("FAILS at step {step}: {message}").format(step=result.failure.step, message=message)
            yield from _hanging(f"{key}: {text}")


def _endings(rehearsal: Rehearsal) -> Iterator[str]:
    teams = rehearsal.teams
    yield _heading(_("How often each ending comes"))
    for key, count in sorted(teams.endings.items(), key=lambda item: -item[1]):
        ending = clean_line(usual(rehearsal.scenario.events[key].ending or ()))
        yield _bar(key, count / teams.count, ending)
    unfinished = sum(teams.unfinished.values())
    if unfinished:
        yield _bar(
            _("no ending"), unfinished / teams.count, _("last at: {events}").format(events=", ".join(teams.unfinished))
        )


def _times(rehearsal: Rehearsal) -> Iterator[str]:
    room, story = spread(rehearsal.teams.room_time), spread(rehearsal.teams.story_time)
    if room is None or story is None:
        return
    yield _heading(_("How long it takes"))
    names = ("", _("least"), _("median"), _("nine of ten within"), _("most"))
    planned = _length(rehearsal.scenario.time.simulation.total_seconds)
    rows = [names, (_("room time"), *_lengths(room)), (_("story time"), *_lengths(story))]
    yield from _table(rows)
    yield "  " + _("{length} of room time are planned for the simulation").format(length=planned)


def _roles(rehearsal: Rehearsal) -> Iterator[str]:
    teams = rehearsal.teams
    yield _heading(_("How busy each role is"))
    rows = [("", _("takes part"), _("busy"), _("longest wait"))]
    for role in rehearsal.scenario.roles:
        times = (_length(teams.busy[role]), _length(teams.waits[role])) if teams.room_time else ("", "")
        rows.append((cut(role, _NAME), _share(teams.roles[role] / teams.count), *times))
    yield from _table(rows)


def _choices(rehearsal: Rehearsal) -> Iterator[str]:
    teams, scenario = rehearsal.teams, rehearsal.scenario
    yield _heading(_("What the teams met"))
    for key, event in scenario.events.items():
        if event.ending is None:
            words = _("handover") if event.handover else ""
            yield _bar(key, teams.events[key] / teams.count, words)
            for option in event.decision.options if event.decision else ():
                yield _bar(f"  {option}", teams.options[key, option] / teams.count)


def _losses(rehearsal: Rehearsal) -> Iterator[str]:
    teams, scenario = rehearsal.teams, rehearsal.scenario
    if not teams.lost:
        return
    yield _heading(_("Where facts are lost, and what that changes"))
    for fact, losses in teams.lost.items():
        yield cut(f"  {fact}: {clean_line(scenario.facts[fact].text)}", COLUMNS)
        for loss in losses:
            yield from _indented(_lost_at(loss), 4)
            yield from _changes(loss)


def _lost_at(loss: Loss) -> str:
    if not loss.lost and not loss.unknown:
        return _("at '{event}' it is never lost").format(event=loss.event)
    text = _("lost by {share} at '{event}'").format(share=_share(loss.share), event=loss.event)
    if loss.unknown:
        unknown = _share(loss.unknown / (loss.given + loss.lost + loss.unknown))
        text += "; " + _("{share} did not know it there").format(share=unknown)
    return text


def _changes(loss: Loss) -> Iterator[str]:
    """Yield the endings that are significantly more or less frequent where the fact was lost."""
    reported = [key for key in loss.endings_given if _worth_reporting(loss, key)]
    for key in reported:
        lost, given = _share(loss.endings_lost[key]), _share(loss.endings_given[key])
        words = _("{lost} when lost, {given} when given").format(lost=f"{lost:>6}", given=f"{given:>6}")
        yield f"      {_padded(cut(key, _NAME), _NAME)} {words}"
    if not reported and loss.lost:
        few = min(loss.lost, loss.given) < FEWEST
        words = _("too few teams to say what that changes") if few else _("that changes no ending's share much")
        yield f"      {words}"


def _worth_reporting(loss: Loss, ending: str) -> bool:
    """Return whether a difference is worth reporting: five in a hundred, and three times its standard error."""
    if min(loss.lost, loss.given) < FEWEST or not loss.endings_lost:
        return False
    lost, given = loss.endings_lost[ending], loss.endings_given[ending]
    error: float = (lost * (1 - lost) / loss.lost + given * (1 - given) / loss.given) ** 0.5
    return abs(lost - given) >= max(LEAST_DIFFERENCE, 3 * error)


def _ways(rehearsal: Rehearsal) -> Iterator[str]:
    if not rehearsal.shortest:
        return
    yield _heading(_("The shortest way to each ending, as plays for the file"))
    yield "plays:"
    for ending, steps in rehearsal.shortest.items():
        yield f"  {ending}:"
        yield from (f"    - {_step(step)}" for step in steps)


def _step(step: RawStep) -> str:
    if isinstance(step, str):
        return step
    ((key, value),) = step.items()
    return f"{key}: [{', '.join(value)}]" if isinstance(value, list) else f"{key}: {value}"


def _chance() -> Iterator[str]:
    yield from folded(
        _(
            "A random team takes any option on offer, passes on three of four facts that it must or should, lets one "
            "timer in eight run out, and takes from a third of a timer's limit to all of it. It is no forecast of how "
            "a real team does."
        ),
        COLUMNS,
    )


def _heading(text: str) -> str:
    return f"{text}\n{'-' * width(text)}"


def _bar(name: str, share: float, words: str = "") -> str:
    """Return a line with a name, a bar of up to twenty cells, the share, and words that fill the rest of the line."""
    filled = max(1, round(share * _BAR)) if share else 0
    line = f"  {_padded(cut(name, _NAME), _NAME)} {'#' * filled:{_BAR}} {_share(share):>6}"
    return cut(f"{line}  {words}" if words else line, COLUMNS)


def _table(rows: Sequence[Row]) -> Iterator[str]:
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    for first, *rest in rows:
        cells = (" " * (wide - width(cell)) + cell for cell, wide in zip(rest, widths[1:], strict=True))
        yield f"  {_padded(first, widths[0])}  {'  '.join(cells)}".rstrip()


def _padded(text: str, cells: int) -> str:
    return text + " " * (cells - width(text))


def _hanging(text: str) -> Iterator[str]:
    first, *rest = folded(text, COLUMNS - 4) or [""]
    yield f"  {first}"
    yield from (f"    {line}" for line in rest)


def _indented(text: str, spaces: int) -> Iterator[str]:
    yield from (f"{' ' * spaces}{line}" for line in folded(text, COLUMNS - spaces))


def _share(share: float) -> str:
    """Return a share in words; a small share above zero is not rounded to zero."""
    if 0 < share < 0.005:
        return "<1 %"
    return f"{share * 100:.0f} %"


def _lengths(times: Spread) -> tuple[str, ...]:
    return tuple(map(_length, times))


def _length(seconds: float) -> str:
    """Return a length in its most readable unit: whole seconds, minutes, hours or days."""
    if seconds < 100:
        return f"{seconds:.0f} s"
    if seconds < 100 * 60:
        return f"{seconds / 60:.0f} min"
    if seconds < 48 * 3600:
        return f"{seconds / 3600:.0f} h"
    days = round(seconds / 86_400)
    return ngettext("{count} day", "{count} days", days).format(count=days)
