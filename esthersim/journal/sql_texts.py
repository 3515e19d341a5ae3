"""The texts that runs carry, in SQL: each is stored once, by the hash of its content, however many runs carry it."""

from hashlib import sha256

from sqlalchemy import Connection, delete, insert, select, text

from esthersim.journal.store import ScenarioText
from esthersim.journal.tables import CARRIED, SCENARIOS, TEXTS

_MAPPINGS = ("translations", "packs", "debrief", "uses")
_NAMED = ("id", "title", "language", "hash")
# Safe when another program stores the same text at this moment. In SQL, as SQLAlchemy has this only per engine.
_KEEP = text("INSERT INTO text (hash, body) VALUES (:hash, :body) ON CONFLICT (hash) DO NOTHING")


class TextDamagedError(ValueError):
    """A text that a run carries is missing or has been altered."""


def keep_texts(connection: Connection, run: str, version: int, seq: int, scenario: ScenarioText) -> None:
    """Store the scenario that a run carries as its `version`, for the entries after `seq`."""
    bodies = {("text", ""): scenario.text}
    for field in _MAPPINGS:
        bodies |= {(field, key): body for key, body in getattr(scenario, field).items()}
    hashes = {body: _hash(body) for body in bodies.values()}
    values = {name: getattr(scenario, name) for name in _NAMED}
    connection.execute(insert(SCENARIOS).values(run=run, version=version, seq=seq, **values))
    # Always in the same order, so that two programs that store the same texts cannot deadlock.
    connection.execute(_KEEP, [{"hash": hashes[body], "body": body} for body in sorted(hashes)])
    connection.execute(
        insert(CARRIED),
        [
            {"run": run, "version": version, "field": field, "key": key, "hash": hashes[body]}
            for (field, key), body in bodies.items()
        ],
    )


def carried_texts(connection: Connection, run: str, version: int) -> ScenarioText:
    """Return the scenario that a run carries as its `version`; raise `TextDamagedError` if it is incomplete."""
    named = select(*(SCENARIOS.c[name] for name in _NAMED))
    row = connection.execute(named.where(SCENARIOS.c.run == run, SCENARIOS.c.version == version)).one_or_none()
    bodies: dict[str, dict[str, str]] = {field: {} for field in ("text", *_MAPPINGS)}
    each = select(CARRIED.c.field, CARRIED.c.key, CARRIED.c.hash, TEXTS.c.body).outerjoin_from(CARRIED, TEXTS)
    for field, key, digest, body in connection.execute(each.where(CARRIED.c.run == run, CARRIED.c.version == version)):
        if field not in bodies or not isinstance(body, str) or _hash(body) != digest:
            raise TextDamagedError
        bodies[field][key] = body
    own = bodies["text"].get("")
    if row is None or own is None:
        raise TextDamagedError
    mappings = (bodies[field] for field in _MAPPINGS)
    return ScenarioText(row.id, row.title, row.language, own, row.hash, *mappings)


def forget_texts(connection: Connection) -> None:
    """Delete the texts that no run carries any more."""
    connection.execute(delete(TEXTS).where(TEXTS.c.hash.not_in(select(CARRIED.c.hash))))


def _hash(body: str) -> str:
    return sha256(body.encode()).hexdigest()
