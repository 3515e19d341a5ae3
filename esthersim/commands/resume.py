"""`esthersim resume`: resume a run, on its own text or on the edited one."""

from __future__ import annotations

import click

from esthersim.clock import SystemClock
from esthersim.commands.declaring import (
    declared,
    facilitator_option,
    flag,
    plain_option,
    run_argument,
    scenario_language_option,
)
from esthersim.commands.on_screens import need_terminal, on_screens
from esthersim.commands.seats_options import seats_options, seats_wish
from esthersim.commands.sessions import lead, stream_dialogue
from esthersim.commands.streams import complain
from esthersim.commands.surroundings import Surroundings
from esthersim.failure import FINE, UsedWrongly
from esthersim.journal.session import CannotAdopt, Session
from esthersim.journal.store import ScenarioText, Store
from esthersim.language import _, get_language
from esthersim.library.scenarios import ScenarioUnknown
from esthersim.runs.opening import edited_text, put_away
from esthersim.runs.opening import resume as resume_run
from esthersim.scenario.loading import ScenarioError
from esthersim.views.journal import sentence


def command() -> click.Command:
    """Return the command, worded in the language spoken now."""
    return declared(
        resume,
        run_argument(required=False),
        plain_option(),
        facilitator_option(),
        scenario_language_option(),
        flag("--new-text", _("Continue with the scenario's text as it now is in the library.")),
        *seats_options(),
    )


def resume(
    around: Surroundings,
    run: str | None,
    *,
    facilitator: bool,
    scenario_language: str | None,
    new_text: bool,
    seats: bool,
    bind: str | None,
    port: int | None,
    public_url: str | None,
) -> int:
    """Resume a run; without a name, the open run that was last written to."""
    wish = seats_wish(seats=seats, bind=bind, port=port, public_url=public_url)
    if not around.plain:
        need_terminal()
    language = scenario_language or around.settings.scenario_language
    with around.store() as store:
        chosen = run or _latest_open(store)
        text = _edited_text(around, store, chosen, needed=new_text)
        if text is not None and not new_text:
            message = _(
                "The text of '{id}' has been edited since this run began. The run goes on with its own; "
                "'--new-text' takes the edited one."
            )
            complain(message.format(id=text.id))
        if around.plain or new_text:
            session = resume_run(store, chosen, SystemClock(), language or get_language())
            try:
                if new_text:
                    _adopt(session, text)
                if around.plain:
                    return lead(stream_dialogue(facilitator=facilitator), session, around, wish) or FINE
            finally:
                put_away(session)
    return on_screens(around, chosen, language, seats=wish)


def _latest_open(store: Store) -> str:
    for error in store.damaged():  # the time of its last entry cannot be read
        complain(f"{error}.")
    for head in store.heads():
        if not head.closed:
            return head.run
    raise UsedWrongly(_("there is no run to resume; 'esthersim run SCENARIO' begins one"))


def _edited_text(around: Surroundings, store: Store, run: str, *, needed: bool = False) -> ScenarioText | None:
    """Return the edited text, as `edited_text` does; raise only if it is `needed` and cannot be read."""
    try:
        return edited_text(store, around.library, run)
    except (ScenarioUnknown, ScenarioError, OSError):
        if needed:
            raise
        return None


def _adopt(session: Session, text: ScenarioText | None) -> None:
    """Continue with the edited text, or say at which entry the journal no longer fits it."""
    if text is None:
        complain(_("The run already has the text that is in the library."))
        return
    try:
        difference = session.adopt(text)
    except CannotAdopt as error:
        complain(f"{error}.")
        return
    if difference is None:
        complain(_("The run goes on with the edited text of '{id}'.").format(id=text.id))
        return
    recorded = difference.recorded
    moment = session.retelling.moments[recorded.seq - 1]
    line = sentence(recorded.entry, session.shown, moment.event, session.text.debrief, moment.before)
    complain(
        _(
            "The run does not fit the edited text of '{id}'. They first differ at entry {number}: {sentence} "
            "The run goes on with its own text."
        ).format(id=text.id, number=recorded.seq, sentence=line)
    )
