"""One program per run: an operating system lock on a small file next to the store, which ends with the process.

Nothing has to be cleaned up by hand: `kill -9` leaves the small file behind but frees its lock.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from esthersim.journal.errors import StoreBusy

_FAR = 1 << 30  # Windows makes locked bytes unreadable: so the lock is on a byte far behind the holder's number

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        os.lseek(handle, 0, os.SEEK_SET)
        return True
else:
    import fcntl

    def _lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def lock_file(database: Path, run: str) -> Path:
    """Return the lock file of `run`; its name reveals nothing about the run."""
    return database.with_name(f"{database.name}-{sha256(run.encode()).hexdigest()[:16]}.lock")


@contextmanager
def claim(database: Path, run: str) -> Iterator[None]:
    """Hold `run` of the store in the file `database` while the context lasts.

    Raises `StoreBusy` at once if another program, or another part of this one, holds it, and `OSError` if the lock
    file cannot be created.
    """
    path = lock_file(database, run)
    handle = _open_locked(path)
    if handle is None:
        raise StoreBusy(str(database), run=run, holder=_holder(path))
    try:
        os.ftruncate(handle, 0)
        os.write(handle, str(os.getpid()).encode())
        yield
    finally:
        with suppress(OSError):  # Windows does not delete open files; an empty lock file left behind does no harm
            path.unlink()
        os.close(handle)


def _open_locked(path: Path) -> int | None:
    """Open and lock the file; None if it is locked. Holders delete it, so check that the locked file still exists."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        locked = False
        try:
            locked = _lock(handle)
            if not locked:
                return None
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(handle), path.stat()):
                    return handle
            locked = False
        finally:
            if not locked:
                os.close(handle)


def _holder(path: Path) -> int | None:
    """Return the process id that the holder wrote into its file, if it can be read."""
    try:
        return int(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
