"""Reading a stored run as the rules know it: its scenario, entries and commands. Reading does not hold the run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache

from esthersim.journal.codec import UndecodableError, decode, decode_command
from esthersim.journal.errors import EntryUnreadable, JournalError, RunDamaged
from esthersim.journal.store import Line, ScenarioText, Store, StoredCommand
from esthersim.language import _
from esthersim.play.entry import Recorded
from esthersim.play.replay import Asked
from esthersim.play.retelling import Retelling
from esthersim.scenario.loading import ScenarioError, read_scenario, scenario_or_error
from esthersim.scenario.model import Scenario


class ScenarioUnreadable(JournalError):  # noqa: N818 - what happened is the better name
    """This version cannot read the scenario that a run carries, although an earlier one could when the run began."""

    def __str__(self) -> str:
        """Return the message in one line."""
        return _("the scenario of the run '{run}' cannot be read by this version: {detail}").format(
            run=self.place, detail=self.detail
        )


def scenario_of(text: ScenarioText, language: str | None = None) -> Scenario:
    """Return the scenario that a run carries, in a language if it has that translation, else in its own.

    Raises `ScenarioError` if the text cannot be read. A translation that cannot be read is left out.
    """
    translation = text.translations.get(language) if language else None
    beside = tuple(tuple(texts.items()) for texts in (text.packs, text.debrief, text.uses))
    if translation is not None:
        with suppress(ScenarioError):
            return _read(text.text, text.id, translation, *beside)
    return _read(text.text, text.id, None, *beside)


@lru_cache(maxsize=8)
def _read(
    text: str,
    scenario: str,
    translation: str | None,
    packs: tuple[tuple[str, str], ...],
    papers: tuple[tuple[str, str], ...],
    uses: tuple[tuple[str, str], ...],
) -> Scenario:
    # Problems are worded in the current language: they are raised here, because exceptions are not cached.
    file = f"{scenario}.yaml"
    return scenario_or_error(read_scenario(text, file, translation, dict(packs), dict(papers), dict(uses)))


def carried(store: Store, run: str) -> tuple[ScenarioText, Scenario]:
    """Return the texts that a run carries and its scenario; raise `ScenarioUnreadable` if it cannot be read."""
    text = store.scenario(run)
    try:
        return text, scenario_of(text)
    except ScenarioError as error:
        raise ScenarioUnreadable(run, detail=str(error)) from error


def timestamp(moment: datetime) -> str:
    """Return a moment as written in journals: UTC, ISO 8601, milliseconds, Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def recorded(store: Store, run: str, lines: Iterable[Line]) -> tuple[Recorded, ...]:
    """Return the stored lines of a run as entries; raise `RunDamaged` at the first that cannot be read.

    If a newer version wrote it, that is `EntryUnreadable`.
    """
    return tuple(_recorded(store.place, run, line) for line in lines)


def _recorded(place: str, run: str, line: Line) -> Recorded:
    try:
        return Recorded(line.seq, datetime.fromisoformat(line.at), float(line.room), decode(line.entry))
    except UndecodableError as error:
        kind = EntryUnreadable if error.newer else RunDamaged
    except (TypeError, ValueError):  # its times
        kind = RunDamaged
    raise kind(place, run=run, entry=line.seq)


def journal_of(store: Store, run: str) -> Retelling:
    """Read a run without holding it, for lists, reports and follow-ups."""
    return Retelling(carried(store, run)[1], recorded(store, run, store.read(run)))


def asked_of(
    store: Store, run: str, commands: Sequence[StoredCommand], journal: Sequence[Recorded]
) -> list[Asked] | None:
    """Return the commands of a run with their entries; `None` if an older version without stored commands played it.

    Raises as `recorded` if a command cannot be read.
    """
    found: list[Asked] = []
    for each in commands:
        if each.document is None:
            return None
        try:
            command, asker = decode_command(each.document)
        except UndecodableError as error:
            if error.newer:
                raise EntryUnreadable(store.place, run=run, entry=each.last_seq) from None
            detail = _("the command before entry {entry} cannot be read").format(entry=each.after_seq + 1)
            raise RunDamaged(store.place, run=run, detail=detail) from None
        found.append(Asked(command, tuple(journal[each.after_seq : each.last_seq]), asker))
    return found
