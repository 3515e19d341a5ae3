"""`esthersim new` and `esthersim schema`: a file to begin from, and the format told to a text editor."""

from __future__ import annotations

import re
import shlex
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from esthersim.cleaning import clean_line, personal_number_in
from esthersim.commands.streams import complain, result
from esthersim.failure import FINE, PROBLEMS, Failure, UsedWrongly
from esthersim.files import FileError, write_whole
from esthersim.language import _, get_language

if TYPE_CHECKING:
    from esthersim.authoring.new import Answers
    from esthersim.commands.surroundings import Surroundings

_SUFFIXES = (".yaml", ".yml")


def write_new(around: Surroundings, id_: str, given: Mapping[str, Any], *, output: Path | None, ask: bool) -> int:
    """Write a new scenario; what `given` leaves out is asked for, if `ask` says so and somebody sits there.

    `given` has the fields of `Answers` and `scenario_language`. An existing file is never written over.
    """
    from esthersim.authoring.new import LANGUAGES, Answers, new_scenario
    from esthersim.authoring.schema import FILE_NAME, MODELINE

    language = given["scenario_language"] or get_language()
    if language not in LANGUAGES:
        told = _("a new scenario can be written in {languages}, not in '{code}'")
        raise UsedWrongly(told.format(languages=", ".join(LANGUAGES), code=clean_line(language)))
    id_, target = _checked_id(id_), _target(id_, output)
    _tell_if_taken(around, id_, target)
    answers = Answers(**{key: value for key, value in given.items() if value and key != "scenario_language"})
    _refuse(answers)
    if ask and sys.stdin.isatty():
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


def write_schema(output: Path | None) -> int:
    """Write the JSON Schema of the format to a file, or show it. Only a file that was such a one is written over."""
    from esthersim.authoring.schema import FILE_NAME, MODELINE, URN, schema_text

    text = schema_text()
    if output is None:
        result(text.rstrip("\n"))
        return FINE
    target = output
    try:
        target = target / FILE_NAME if target.is_dir() else target
        if target.exists() and URN not in target.read_text(encoding="utf-8", errors="replace"):
            raise FileError(str(target), _("there is another file here"), _("give another name with --output"))
        write_whole(text.encode(), target)
    except OSError as error:
        raise _unwritable(error, target) from error
    complain(_("The schema is here: {file}").format(file=target))
    told = _("A scenario beside it is known to text editors by its first line: {line}")
    complain(told.format(line=MODELINE.replace(FILE_NAME, target.name)))
    return FINE


def _checked_id(id_: str) -> str:
    from esthersim.authored.scalars import ID_PATTERN

    id_ = unicodedata.normalize("NFC", id_)
    if not re.fullmatch(ID_PATTERN, id_):
        told = _("'{name}' cannot be an id: letters, digits, '_' and '-', at most 80 of them, as in 'weight-alarm'")
        raise UsedWrongly(told.format(name=clean_line(id_)[:120]))
    return id_


def _target(id_: str, output: Path | None) -> Path:
    """Return where the file will be; raise where it cannot have that name, or where something stands already."""
    name = f"{id_}.yaml"
    target = output or Path(name)
    try:
        target = target.expanduser()
        target = target / name if target.is_dir() else target
        taken = target.exists() or target.is_symlink()
    except (OSError, RuntimeError) as error:  # too long a name, no such home
        raise _unwritable(error, target) from error
    if target.suffix not in _SUFFIXES or unicodedata.normalize("NFC", target.stem) != id_:
        do = _("a scenario's file is called as its id: '{name}'").format(name=name)
        raise FileError(str(target), _("this name does not fit"), do)
    if taken:
        raise _standing(target)
    return target


def _standing(target: Path) -> FileError:
    return FileError(
        str(target), _("there is a file here already"), _("give another id, or another place with --output")
    )


def _tell_if_taken(around: Surroundings, id_: str, target: Path) -> None:
    """Warn of a scenario of the library with the same id: only one of the two is found by it."""
    for entry in around.library.entries():
        if entry.id == id_ and entry.path.absolute() != target.absolute():
            told = _("there is a scenario '{name}' already ({file}); call yours by its path, or give it another id")
            complain(told.format(name=id_, file=entry.path))


def _refuse(answers: Answers) -> None:
    """Refuse what no scenario can be made from."""
    from esthersim.authoring.new import MOST_OBJECTIVES, cleaned

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
    """Ask for what is missing, on stderr; `None` where somebody stops."""
    from esthersim.plain.console import EndOfInput, StreamConsole
    from esthersim.plain.desk import Desk, Quit

    desk = Desk(StreamConsole(sys.stdin, sys.stderr))
    try:
        return _Questions(desk.line, desk.say).about(id_, answers)
    except (Quit, EndOfInput):
        return None
    except KeyboardInterrupt:
        complain("\n" + _("Nothing was written."))
        raise


class _Questions:
    """The questions to somebody who begins to write; an empty line takes what is suggested."""

    def __init__(self, line: Callable[..., str], say: Callable[[str], None]) -> None:
        self._line, self._say = line, say

    def about(self, id_: str, answers: Answers) -> Answers:
        """Ask for each part that has no answer yet."""
        from esthersim.authoring.new import MOST_OBJECTIVES, Answers, title_from

        self._say(_("Enter takes an example, which you can change in the file. Ctrl-C stops, and nothing is written."))
        suggested = _("{question} (Enter: {suggestion})")
        return Answers(
            title=answers.title
            or self._text(suggested.format(question=_("What is the scenario called?"), suggestion=title_from(id_))),
            organisations=answers.organisations
            or self._several([_("Which workplace takes part?")], _("One more workplace? (Enter: no)")),
            roles=answers.roles
            or self._several(
                [
                    _("Who meets Esther first, and hands over? Write a role, such as 'Nurse on the ward'."),
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
            fact=answers.fact or self._text(_("What does Esther know that must not be lost on the way?")),
        )

    def _several(self, questions: list[str], more: str = "", most: int = 12) -> tuple[str, ...]:
        """Ask these in turn, then for more; the first empty line is the end."""
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
    """Write a file that was not there, whole or not at all; another that came meanwhile is left alone."""
    made = False
    try:
        with target.open("xb") as file:
            made = True
            file.write(content)
    except FileExistsError:
        raise _standing(target) from None
    except BaseException as error:
        if made:
            target.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _unwritable(error, target) from error
        raise


def _unwritable(error: OSError | RuntimeError, target: Path) -> FileError:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            what = _("there is no folder '{name}'").format(name=target.parent)
        case PermissionError():
            what = _("nothing can be written here")
        case _:
            detail = error.strerror if isinstance(error, OSError) else None
            what = _("it could not be written ({detail})").format(detail=detail or error)
    return FileError(str(target), what, _("give another place with --output"))
