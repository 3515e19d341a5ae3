"""The errors of journals, worded for the people in the room: what went wrong, where, and what to do.

The `str()` of every error is one line in the language at the time it is shown; the facts are in attributes.
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from esthersim.cleaning import clean_line
from esthersim.failure import USED_WRONGLY, Failure
from esthersim.language import _

Reason: TypeAlias = Literal["missing", "permission", "network", "driver", "scheme", "gone", "failed"]


class JournalError(Failure):
    """A journal operation failed; the stored data is unchanged.

    `place` is the file or address of the store, `detail` the message of the database or operating system, if any.
    """

    def __init__(self, place: str, *, detail: str = "") -> None:
        super().__init__(place, detail)
        self.place = clean_line(place)
        self.detail = clean_line(detail)

    def __str__(self) -> str:
        return _("the journal '{place}' gave an unexpected answer ({detail}); nothing was stored, try again").format(
            place=self.place, detail=self.detail
        )


class StoreBusy(JournalError):  # noqa: N818  what happened is the better name
    """Another program writes to the store (no `run`), or holds this `run` (`holder` is its process id, if known)."""

    def __init__(self, place: str, *, run: str | None = None, holder: int | None = None, detail: str = "") -> None:
        super().__init__(place, detail=detail)
        self.run = run
        self.holder = holder

    def __str__(self) -> str:
        if self.run is None:
            return _("another program is writing to the journal '{place}'; try again in a moment").format(
                place=self.place
            )
        if self.holder is None:
            return _("the run '{run}' is open in another program; close it there first, or start a new run").format(
                run=clean_line(self.run)
            )
        return _(
            "the run '{run}' is open in another program (process {holder}); close it there first, or start a new run"
        ).format(run=clean_line(self.run), holder=self.holder)


class Conflict(JournalError):  # noqa: N818
    """The run has `actual` entries instead of `expected`: another program wrote in between."""

    def __init__(self, place: str, *, run: str, expected: int, actual: int) -> None:
        super().__init__(place)
        self.run = run
        self.expected = expected
        self.actual = actual

    def __str__(self) -> str:
        return _(
            "the run '{run}' has {actual} entries and not {expected}, so another program has written to it; "
            "nothing was stored, open the run again to go on"
        ).format(run=clean_line(self.run), actual=self.actual, expected=self.expected)


class RunExists(Conflict):
    """A run with this id exists already, with another scenario, another time or entries of its own."""

    def __str__(self) -> str:
        return _("there is already a run '{run}' in '{place}'; resume it, or start one with another id").format(
            run=clean_line(self.run), place=self.place
        )


class CommandIdTaken(JournalError):  # noqa: N818
    """The run has had this command id already, for a different command."""

    def __init__(self, place: str, *, run: str, command_id: str) -> None:
        super().__init__(place)
        self.run = run
        self.command_id = command_id

    def __str__(self) -> str:
        return _(
            "the run '{run}' has already had another command with the id '{id}'; "
            "nothing was stored, do it again as a new command"
        ).format(run=clean_line(self.run), id=clean_line(self.command_id))


class DraftTooLong(JournalError):  # noqa: N818
    """A draft has `length` characters, more than the `longest` allowed."""

    def __init__(self, place: str, *, length: int, longest: int) -> None:
        super().__init__(place)
        self.length = length
        self.longest = longest

    def __str__(self) -> str:
        return _("what you are writing has {length} characters, and at most {longest} can be kept; shorten it").format(
            length=self.length, longest=self.longest
        )


class StoreFull(JournalError):  # noqa: N818
    """The disk is full, or the user's quota is used up."""

    def __str__(self) -> str:
        return _(
            "there is no room left on the disk for the journal '{place}'; the last step was not stored, "
            "everything before it is safe: make room, then try again"
        ).format(place=self.place)


class StoreReadOnly(JournalError):  # noqa: N818
    """The store can be read but not written."""

    def __str__(self) -> str:
        return _(
            "the journal '{place}' can be read but not written; give yourself the right to write to it, "
            "or choose another place for the journal"
        ).format(place=self.place)


class StoreDamaged(JournalError):  # noqa: N818
    """The file is not a database, belongs to another program, or contradicts itself."""

    def __str__(self) -> str:
        return _(
            "the journal '{place}' is damaged, or is no journal of esthersim ({detail}); put back a copy of it, "
            "or move the file away to begin with an empty one"
        ).format(place=self.place, detail=self.detail)


class RunDamaged(StoreDamaged):
    """One run cannot be read, at `entry` if known; other runs can. The message never quotes the run's content."""

    def __init__(self, place: str, *, run: str, entry: int | None = None, detail: str = "") -> None:
        super().__init__(place, detail=detail)
        self.run = run
        self.entry = entry

    def __str__(self) -> str:
        if self.entry is not None:
            return _(
                "entry {entry} of the run '{run}' is damaged and cannot be read; the other runs are not affected: "
                "put back a copy of the journal '{place}' to have this one again"
            ).format(entry=self.entry, run=clean_line(self.run), place=self.place)
        return _(
            "the run '{run}' is damaged ({detail}); the other runs are not affected: "
            "put back a copy of the journal '{place}' to have this one again"
        ).format(run=clean_line(self.run), detail=self.detail, place=self.place)


class EntryUnreadable(RunDamaged):
    """An entry is of a kind or a version that only a newer program knows."""

    def __str__(self) -> str:
        return _(
            "entry {entry} of the run '{run}' was written by a newer esthersim, and this one cannot read it; "
            "the other runs are not affected: install the newest esthersim to have this one again"
        ).format(entry=self.entry, run=clean_line(self.run))


class StoreNewer(JournalError):  # noqa: N818
    """The store has schema version `found`, and this program knows versions up to `known`."""

    def __init__(self, place: str, *, found: int, known: int) -> None:
        super().__init__(place)
        self.found = found
        self.known = known

    def __str__(self) -> str:
        return _(
            "the journal '{place}' was written by a newer esthersim (version {found} of the journal, "
            "this program knows {known}); install the newer esthersim"
        ).format(place=self.place, found=self.found, known=self.known)


class RunUnknown(JournalError):  # noqa: N818
    """No run has this id; `similar` are ids that look like it, the likeliest first."""

    exit_code = USED_WRONGLY

    def __init__(self, place: str, *, run: str, similar: Sequence[str] = ()) -> None:
        super().__init__(place)
        self.run = run
        self.similar = tuple(similar)

    def __str__(self) -> str:
        if not self.similar:
            return _("there is no run '{run}' in '{place}'; `esthersim runs` lists those there are").format(
                run=clean_line(self.run), place=self.place
            )
        return _("there is no run '{run}' in '{place}'; did you mean {similar}?").format(
            run=clean_line(self.run),
            place=self.place,
            similar=", ".join(f"'{clean_line(one)}'" for one in self.similar),
        )


class StoreUnreachable(JournalError):  # noqa: N818
    """The store cannot be opened; `reason` is the key of the cause."""

    def __init__(self, place: str, *, reason: Reason, detail: str = "") -> None:
        super().__init__(place, detail=detail)
        self.reason: Reason = reason

    def __str__(self) -> str:
        return self._message().format(place=self.place, detail=self.detail)

    def _message(self) -> str:
        match self.reason:
            case "missing":
                return _(
                    "the folder for the journal '{place}' is not there and cannot be made ({detail}); choose another"
                )
            case "permission":
                return _(
                    "you may not open the journal '{place}' ({detail}); ask for the right to, or choose another place"
                )
            case "network":
                return _(
                    "the journal '{place}' would lie on a network drive ({detail}), where it can be damaged; "
                    "choose a folder on this computer's own disk"
                )
            case "driver":
                return _(
                    "the journal '{place}' needs a database driver that is not installed ({detail}); "
                    "install it, or use a file"
                )
            case "scheme":
                return _(
                    "the journal '{place}' has an address that is not understood ({detail}); "
                    "give a file, or an address that begins with sqlite:/// or postgresql://"
                )
            case "gone":
                return _("the journal '{place}' was moved or deleted while it was open; put it back, then try again")
            case "failed":
                return _(
                    "the journal '{place}' does not answer ({detail}); see that its disk or server is there, "
                    "then try again"
                )
