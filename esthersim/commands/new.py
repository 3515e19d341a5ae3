"""`esthersim new`: write a scenario to begin from, which can be played at once."""

from __future__ import annotations

import re
import shlex
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import click

from esthersim.authored.scalars import ID_PATTERN
from esthersim.authoring.new import MOST_OBJECTIVES, Answers, cleaned, new_scenario, title_from
from esthersim.authoring.placeholders import LANGUAGES, PATIENT
from esthersim.authoring.schema import FILE_NAME, MODELINE
from esthersim.cleaning import clean_line, personal_number_in
from esthersim.commands.declaring import declared, flag, output_option
from esthersim.commands.streams import complain
from esthersim.commands.surroundings import Surroundings
from esthersim.commands.unwritable import unwritable
from esthersim.failure import FINE, PROBLEMS, Failure, UsedWrongly
from esthersim.files import FileError
from esthersim.language import _, get_language
from esthersim.plain.console import EndOfInput, StreamConsole
from esthersim.plain.dialogue import Dialogue, Quit

MOST_FACTS = 6
"""The most that is asked for; more can be given as options, and written in the file."""
_SUFFIXES = (".yaml", ".yml")


def command() -> click.Command:
    """Return the command, worded in the language spoken now."""
    return declared(
        write_new,
        click.Argument(["id_"], metavar="ID"),
        click.Option(["--title"], metavar=_("TEXT"), default="", help=_("What it is called.")),
        click.Option(
            ["--organisation", "organisations"], metavar=_("NAME"), multiple=True,
            help=_("A workplace that takes part; may be given several times."),
        ),
        click.Option(
            ["--role", "roles"], metavar=_("TITLE"), multiple=True,
            help=_("A role besides the patient; may be given several times."),
        ),
        click.Option(["--patient"], metavar=_("NAME"), default="", help=_("What the patient is called; else Esther.")),
        click.Option(
            ["--objective", "objectives"], metavar=_("TEXT"), multiple=True,
            help=_("What the team trains; two or three."),
        ),
        click.Option(
            ["--event", "events"], metavar=_("TITLE"), multiple=True,
            help=_("What happens, in order; three or more."),
        ),
        click.Option(
            ["--fact", "facts"], metavar=_("TEXT"), multiple=True,
            help=_("What must not be lost in the handover; may be given several times."),
        ),
        click.Option(
            ["--in", "scenario_language"], metavar=_("CODE"),
            help=_("The language that it is written in: sv or en."),
        ),
        output_option(_("Where to write it; otherwise ID.yaml in this folder.")),
        flag("--yes", _("Do not ask.")),
    )  # fmt: skip


def write_new(
    around: Surroundings,
    id_: str,
    *,
    title: str,
    organisations: tuple[str, ...],
    roles: tuple[str, ...],
    objectives: tuple[str, ...],
    patient: str,
    events: tuple[str, ...],
    facts: tuple[str, ...],
    scenario_language: str | None,
    output: Path | None,
    yes: bool,
) -> int:
    """Write a new scenario; unless `yes` is given, ask for the missing parts if stdin is a terminal.

    An existing file is never overwritten.
    """
    language = scenario_language or get_language()
    if language not in LANGUAGES:
        message = _("a new scenario can be written in {languages}, not in '{code}'")
        raise UsedWrongly(message.format(languages=", ".join(LANGUAGES), code=clean_line(language)))
    id_, target = _checked_id(id_), _target(id_, output)
    _warn_if_taken(around, id_, target)
    answers = Answers(title, organisations, roles, objectives, events, facts, patient)
    _refuse(answers)
    if not yes and sys.stdin.isatty():
        asked = _asked(id_, answers)
        if asked is None:
            complain(_("Nothing was written."))
            return PROBLEMS
        answers = asked
    text = new_scenario(id_, answers, language)
    if (target.parent / FILE_NAME).is_file():
        text = f"{MODELINE}\n{text}"
    _put(text.encode(), target)
    file = shlex.quote(str(target))
    complain(_("The new scenario is here: {file}").format(file=target))
    complain(_("Play it as it is: {command}").format(command=f"esthersim run {file}"))
    complain(_("See it while you write: {command}").format(command=f"esthersim preview {file}"))
    complain(_("Look for mistakes: {command}").format(command=f"esthersim check {file}"))
    return FINE


def _checked_id(id_: str) -> str:
    id_ = unicodedata.normalize("NFC", id_)
    if not re.fullmatch(ID_PATTERN, id_):
        message = _("'{name}' cannot be an id: letters, digits, '_' and '-', at most 80 of them, as in 'weight-alarm'")
        raise UsedWrongly(message.format(name=clean_line(id_)[:120]))
    return id_


def _target(id_: str, output: Path | None) -> Path:
    """Return the path of the new file; raise if the name does not match the id, or if a file is there already."""
    name = f"{id_}.yaml"
    target = output or Path(name)
    try:
        target = target.expanduser()
        target = target / name if target.is_dir() else target
        taken = target.exists() or target.is_symlink()
    except (OSError, RuntimeError) as error:  # too long a name, no such home
        raise unwritable(error, target) from error
    if target.suffix not in _SUFFIXES or unicodedata.normalize("NFC", target.stem) != id_:
        do = _("a scenario's file is named after its id: '{name}'").format(name=name)
        raise FileError(str(target), _("this name does not match the id"), do)
    if taken:
        raise _already_there(target)
    return target


def _already_there(target: Path) -> FileError:
    return FileError(
        str(target), _("there is a file here already"), _("give another id, or another place with --output")
    )


def _warn_if_taken(around: Surroundings, id_: str, target: Path) -> None:
    """Warn of a scenario in the library with the same id, which would find only one of the two."""
    for entry in around.library.entries():
        if entry.id == id_ and entry.path.absolute() != target.absolute():
            message = _("there is a scenario '{name}' already ({file}); call yours by its path, or give it another id")
            complain(message.format(name=id_, file=entry.path))


def _refuse(answers: Answers) -> None:
    """Refuse answers from which no scenario can be made."""
    clean = cleaned(answers)
    if len(clean.objectives) > MOST_OBJECTIVES:
        raise UsedWrongly(_("a session has room for two or three objectives: leave out the others"))
    for field in fields(clean):
        given: str | tuple[str, ...] = getattr(clean, field.name)
        for text in (given,) if isinstance(given, str) else given:
            if personal_number_in(text):
                raise Failure(_no_personal_number())


def _no_personal_number() -> str:
    return _("That looks like a personal number. Leave it out: no real person belongs here.")


def _asked(id_: str, answers: Answers) -> Answers | None:
    """Ask for the missing parts, on stderr; return `None` if the user stops."""
    dialogue = Dialogue(StreamConsole(sys.stdin, sys.stderr))
    try:
        return _Questions(dialogue.line, dialogue.say).about(id_, answers)
    except (Quit, EndOfInput):
        return None
    except KeyboardInterrupt:
        complain("\n" + _("Nothing was written."))
        raise


class _Questions:
    """The questions to the author of a new scenario; an empty line takes the suggestion."""

    def __init__(self, line: Callable[..., str], say: Callable[[str], None]) -> None:
        self._line, self._say = line, say

    def about(self, id_: str, answers: Answers) -> Answers:
        """Ask for each part that has no answer yet."""
        self._say(
            _(
                "Press Enter to take an example, which you can change in the file. "
                "Ctrl-C stops without writing anything."
            )
        )
        suggested = _("{question} (Enter: {suggestion})")
        title = answers.title or self._text(
            suggested.format(question=_("What is the scenario called?"), suggestion=title_from(id_))
        )
        patient = answers.patient or self._text(
            suggested.format(question=_("What is the patient called?"), suggestion=PATIENT)
        )
        name = patient or PATIENT
        return Answers(
            title=title,
            patient=patient,
            organisations=answers.organisations
            or self._several([_("Which workplace takes part?")], _("One more workplace? (Enter: no)")),
            roles=answers.roles
            or self._several(
                [
                    _("Who meets {name} first, and hands over? Write a role, such as 'Nurse on the ward'.").format(
                        name=name
                    ),
                    _("Which role receives the handover?"),
                ],
                _("One more role? (Enter: no)"),
            ),
            objectives=answers.objectives
            or self._several(
                [_("What do you train? Write what you could see each other do.")],
                _("One more objective? (Enter: no)"),
                MOST_OBJECTIVES,
            ),
            events=answers.events
            or self._several(
                [
                    _("What happens first? Write a short title."),
                    _("And then, where something is handed over?"),
                    _("And when it has been handed over?"),
                ]
            ),
            facts=answers.facts
            or self._several(
                [_("What does {name} know that must not be lost on the way?").format(name=name)],
                _("One more such fact? (Enter: no)"),
                MOST_FACTS,
            ),
        )

    def _several(self, questions: list[str], more: str = "", most: int = 12) -> tuple[str, ...]:
        """Ask the questions in turn, then `more` again and again; the first empty line ends it."""
        given: list[str] = []
        while len(given) < (most if more else len(questions)):
            answer = self._text(questions[len(given)] if len(given) < len(questions) else more)
            if not answer:
                break
            given.append(answer)
        return tuple(given)

    def _text(self, question: str) -> str:
        while personal_number_in(answer := clean_line(self._line(question, free=True))):
            self._say(_no_personal_number())
        return answer


def _put(content: bytes, target: Path) -> None:
    """Write a new file, whole or not at all; never overwrite one that has appeared meanwhile."""
    made = False
    try:
        with target.open("xb") as file:
            made = True
            file.write(content)
    except FileExistsError:
        raise _already_there(target) from None
    except BaseException as error:
        if made:
            target.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise unwritable(error, target) from error
        raise
