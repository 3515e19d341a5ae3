"""Drafts and the heartbeat of a run in SQL. They are not part of the journal: overwritten, and never exported."""

from sqlalchemy import Connection, delete, insert, select

from esthersim.journal.store import Beat, Draft
from esthersim.journal.tables import BEATS, DRAFTS


def keep_draft(connection: Connection, run: str, seat: str, place: str, text: str, at: str) -> None:
    """Replace a draft, or delete it if it is empty, as `Store.keep_draft`."""
    forget_draft(connection, run, seat, place)
    if text:
        values = {"run": run, "seat": seat, "place": place, "text": text, "updated_at": at}
        connection.execute(insert(DRAFTS).values(**values))


def forget_draft(connection: Connection, run: str, seat: str, place: str) -> None:
    """Delete a draft, if there is one."""
    connection.execute(delete(DRAFTS).where(DRAFTS.c.run == run, DRAFTS.c.seat == seat, DRAFTS.c.place == place))


def drafts_of(connection: Connection, run: str, seat: str | None) -> dict[tuple[str, str], Draft]:
    """Return the drafts of a run, or of one seat of it, by seat and place."""
    wanted = select(DRAFTS.c.seat, DRAFTS.c.place, DRAFTS.c.text, DRAFTS.c.updated_at).where(DRAFTS.c.run == run)
    if seat is not None:
        wanted = wanted.where(DRAFTS.c.seat == seat)
    return {(by, place): Draft(text, at) for by, place, text, at in connection.execute(wanted)}


def note_beat(connection: Connection, run: str, beat: Beat) -> None:
    """Replace the run's beat."""
    connection.execute(delete(BEATS).where(BEATS.c.run == run))
    connection.execute(insert(BEATS).values(run=run, room=beat.room, at=beat.at))


def beat_of(connection: Connection, run: str) -> Beat | None:
    """Return the run's last beat, if it has had one that can be read."""
    row = connection.execute(select(BEATS.c.room, BEATS.c.at).where(BEATS.c.run == run)).one_or_none()
    if row is None or not isinstance(row.room, int | float):  # SQLite accepts any value in any column
        return None
    return Beat(*row)
