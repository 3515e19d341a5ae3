"""Drafts, heartbeat and devices of a run in SQL. They are not part of the journal: overwritten, and never exported."""

from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select

from esthersim.journal.store import Address, Beat, Device, Draft
from esthersim.journal.tables import ADDRESSES, BEATS, DEVICES, DRAFTS


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


def keep_device(connection: Connection, run: str, device: Device) -> None:
    """Replace what is kept of a device."""
    forget_device(connection, run, device.token)
    connection.execute(insert(DEVICES).values(run=run, **asdict(device)))


def forget_device(connection: Connection, run: str, token: str) -> None:
    """Delete a device, if there is one with this token."""
    connection.execute(delete(DEVICES).where(DEVICES.c.run == run, DEVICES.c.token == token))


def devices_of(connection: Connection, run: str) -> tuple[Device, ...]:
    """Return the devices of a run by their numbers."""
    columns = [column for column in DEVICES.c if column.name != "run"]
    wanted = select(*columns).where(DEVICES.c.run == run).order_by(DEVICES.c.number)
    return tuple(Device(**row) for row in connection.execute(wanted).mappings())


def keep_address(connection: Connection, run: str, address: Address) -> None:
    """Replace the run's address."""
    connection.execute(delete(ADDRESSES).where(ADDRESSES.c.run == run))
    connection.execute(insert(ADDRESSES).values(run=run, **asdict(address)))


def address_of(connection: Connection, run: str) -> Address | None:
    """Return the run's address, if it has had one."""
    row = connection.execute(select(ADDRESSES.c.host, ADDRESSES.c.port).where(ADDRESSES.c.run == run)).one_or_none()
    return None if row is None else Address(*row)
