"""`esthersim`, `esthersim run` and `esthersim resume`: a session, on screens or line by line."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from esthersim.clock import SystemClock
from esthersim.commands.sessions import adopt, begun, desk, edited_text, lead, put_away, resumed
from esthersim.commands.streams import complain
from esthersim.failure import FINE, UsedWrongly
from esthersim.language import _, get_language

if TYPE_CHECKING:
    from esthersim.commands.surroundings import Surroundings
    from esthersim.journal.store import Store
    from esthersim.plain.desk import Desk
    from esthersim.settings import Grouping, Settings

_NAME = re.compile(r"[^\W_][\w-]{0,79}")


def home(around: Surroundings, *, facilitator: bool = False) -> int:
    """Show the home screen, and what is chosen there."""
    if not around.plain:
        return _screens(around, None)
    from esthersim.plain.console import EndOfInput
    from esthersim.plain.desk import Quit

    place = desk(facilitator=facilitator)
    grouping = around.settings.grouping
    try:
        with around.store() as store:
            while not isinstance(done := _from_home(around, place, store, grouping), int):
                grouping = done or grouping
            return done
    except (Quit, EndOfInput):
        return FINE


def _from_home(around: Surroundings, place: Desk, store: Store, grouping: Grouping) -> int | Grouping | None:
    """Say home once and do what is chosen; return the exit code, or how else home is to group the scenarios."""
    from datetime import datetime

    from esthersim.journal.scenario_text import scenario_text
    from esthersim.plain.follow_up import answer_follow_up
    from esthersim.plain.home import Begin, FollowUp, Regroup, Resume, home
    from esthersim.plain.run import language_for

    language = around.settings.scenario_language
    wish = home(place, around.library, store, lambda: datetime.now().astimezone(), language or get_language(), grouping)
    match wish:
        case Begin(path=path):
            text = scenario_text(path)
            if language is None and text.translations:
                language = language_for(place, (text.language, *text.translations))
            return lead(place, begun(store, text, None, language), around)
        case Resume(run=run):
            return lead(place, resumed(store, run, language or get_language()), around)
        case FollowUp(due=due):
            from esthersim.journal.session import Session

            with Session(store, due.run, SystemClock(), language=language or get_language()) as session:
                answer_follow_up(place, session, due)
            return None
        case Regroup(grouping=other):
            return other
        case _:
            return FINE


def begin(
    around: Surroundings, scenario: str, *, language: str | None, name: str | None, facilitator: bool = False
) -> int:
    """Begin a run on a scenario that is named by its id or by a file."""
    from esthersim.journal.scenario_text import scenario_text

    if name is not None and not _NAME.fullmatch(name):
        raise UsedWrongly(_("'{name}' cannot name a run; use letters, digits, _ and -").format(name=name))
    path = around.library.find(scenario)
    language = language or around.settings.scenario_language
    if not around.plain:
        need_terminal()
    text = scenario_text(path)
    languages = (text.language, *text.translations)
    if language is not None and language not in languages:
        told = _("'{id}' is not translated to '{code}'; it is read in '{own}'.")
        complain(told.format(id=text.id, code=language, own=text.language))
    if not around.plain:
        return _screens(around, path, language, name)
    from esthersim.plain.console import EndOfInput
    from esthersim.plain.desk import Quit
    from esthersim.plain.run import language_for

    place = desk(facilitator=facilitator)
    with around.store() as store:
        try:
            if language is None and len(languages) > 1:
                language = language_for(place, languages)
        except (Quit, EndOfInput):
            return FINE
        return lead(place, begun(store, text, name, language), around) or FINE


def resume(
    around: Surroundings, run: str | None, *, language: str | None, new_text: bool = False, facilitator: bool = False
) -> int:
    """Go on with a run; without a name, with the one that was written to last and is open."""
    if not around.plain:
        need_terminal()
    language = language or around.settings.scenario_language
    with around.store() as store:
        chosen = run or _latest_open(store)
        text = edited_text(around, store, chosen, needed=new_text)
        if text is not None and not new_text:
            told = _(
                "The text of '{id}' has been edited since this run began. The run goes on with its own; "
                "'--new-text' takes the edited one."
            )
            complain(told.format(id=text.id))
        if around.plain or new_text:
            session = resumed(store, chosen, language or get_language())
            try:
                if new_text:
                    adopt(session, text)
                if around.plain:
                    return lead(desk(facilitator=facilitator), session, around) or FINE
            finally:
                put_away(session)
    return _screens(around, chosen, language)


def _latest_open(store: Store) -> str:
    for head in store.heads():
        if not head.closed:
            return head.run
    raise UsedWrongly(_("there is no run to go on with; 'esthersim run SCENARIO' begins one"))


def need_terminal() -> None:
    """Raise `Failure` where the screens cannot be drawn, and say what can be done instead."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or os.environ.get("TERM") in {"dumb", "unknown"}:
        raise UsedWrongly(
            _("the screens need a terminal that can draw; 'esthersim --plain' works line by line everywhere"),
        )


def _screens(
    around: Surroundings, first: Path | str | None, language: str | None = None, name: str | None = None
) -> int:
    """Open the screens: at home, at the beginning of a scenario's file, or at a run; see `esthersim.screens.start`."""
    need_terminal()
    from esthersim.screens.start import start

    def settings() -> Settings:
        return replace(around.settings, scenario_language=language) if language else around.settings

    return start(
        lambda: around.library,
        around.open_store_later,
        settings,
        start=first,
        name=name,
        language=get_language(),
        debug=around.debug,
    )
