"""`esthersim run`: begin a run on a scenario, on screens or line by line."""

from __future__ import annotations

import re

import click

from esthersim.clock import SystemClock
from esthersim.commands.declaring import (
    declared,
    facilitator_option,
    plain_option,
    scenario_argument,
    scenario_language_option,
)
from esthersim.commands.on_screens import need_terminal, on_screens
from esthersim.commands.seats_options import seats_options, seats_wish
from esthersim.commands.sessions import lead, stream_dialogue
from esthersim.commands.streams import complain
from esthersim.commands.surroundings import Surroundings
from esthersim.failure import FINE, UsedWrongly
from esthersim.journal.scenario_text import scenario_text
from esthersim.language import _
from esthersim.plain.console import EndOfInput
from esthersim.plain.dialogue import Quit
from esthersim.plain.run import language_for
from esthersim.runs.opening import begin

_NAME = re.compile(r"[^\W_][\w-]{0,79}")


def command() -> click.Command:
    """Return the command, worded in the language spoken now."""
    return declared(
        run,
        scenario_argument(),
        plain_option(),
        facilitator_option(),
        scenario_language_option(),
        click.Option(["--run", "name"], metavar=_("NAME"), help=_("A name for the new run.")),
        *seats_options(),
    )


def run(
    around: Surroundings,
    scenario: str,
    *,
    facilitator: bool,
    scenario_language: str | None,
    name: str | None,
    seats: bool,
    bind: str | None,
    port: int | None,
    public_url: str | None,
) -> int:
    """Begin a run on the scenario with an id or in a file."""
    wish = seats_wish(seats=seats, bind=bind, port=port, public_url=public_url)
    if name is not None and not _NAME.fullmatch(name):
        raise UsedWrongly(_("'{name}' cannot be the name of a run; use letters, digits, _ and -").format(name=name))
    path = around.library.find(scenario)
    language = scenario_language or around.settings.scenario_language
    if not around.plain:
        need_terminal()
    text = scenario_text(path)
    languages = (text.language, *text.translations)
    if language is not None and language not in languages:
        message = _("'{id}' is not translated to '{code}'; it is read in '{own}'.")
        complain(message.format(id=text.id, code=language, own=text.language))
    if not around.plain:
        return on_screens(around, path, language, name, wish)
    dialogue = stream_dialogue(facilitator=facilitator)
    with around.store(make=True) as store:
        try:
            if language is None and len(languages) > 1:
                language = language_for(dialogue, languages)
        except (Quit, EndOfInput):
            return FINE
        return lead(dialogue, begin(store, text, SystemClock(), language, name), around, wish) or FINE
