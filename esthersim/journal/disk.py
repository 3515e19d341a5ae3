"""The place of the store's file: its folder is created, network drives are refused, and only the owner can read it."""

import errno
import os
import re
import sys
from pathlib import Path

from esthersim.journal.errors import JournalError, StoreFull, StoreReadOnly, StoreUnreachable

# Locks and syncs cannot be trusted there: https://www.sqlite.org/howtocorrupt.html, sections 2.1 and 3.1.
NETWORK_TYPES = frozenset(
    ("afs", "ceph", "cifs", "davfs", "davfs2", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "rclone", "s3fs")
) | {"smb2", "smb3", "smbfs", "sshfs"}
_DRIVE_REMOTE = 4  # the value of GetDriveType on Windows for a network drive


def network_type(path: Path, mounts: str | None = None) -> str | None:
    """Return the type of the network drive that `path` (absolute) is on, or None if it is local or unknown.

    `mounts` is the text of /proc/mounts, by default that of this computer.
    """
    if sys.platform == "win32":
        return _windows_network_type(path)
    if mounts is None:
        try:
            mounts = Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return None
    best, found = -1, ""
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[1]))
        if len(point.parts) >= best and path.is_relative_to(point):  # of two on the same point the later counts
            best, found = len(point.parts), fields[2]
    return found if found.removeprefix("fuse.") in NETWORK_TYPES else None


if sys.platform == "win32":

    def _windows_network_type(path: Path) -> str | None:
        import ctypes

        if path.drive.startswith("\\\\"):
            return path.drive
        return path.drive if ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _DRIVE_REMOTE else None


def prepare(path: Path) -> Path:
    """Make sure that there is a file for the store at `path`, creating an empty one if needed; return its real path.

    Raises `StoreUnreachable`, `StoreReadOnly` or `StoreFull`.
    """
    try:
        real = path.expanduser().resolve()
        if kind := network_type(real):
            raise StoreUnreachable(str(path), reason="network", detail=kind)
        real.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not real.exists():
            os.close(os.open(real, os.O_WRONLY | os.O_CREAT, 0o600))  # SQLite alone would let everybody read it
        elif not real.is_file():
            raise StoreUnreachable(str(path), reason="failed", detail=os.strerror(errno.EISDIR))
    except (OSError, ValueError, RuntimeError) as error:  # ValueError: a NUL; RuntimeError: a loop of links, no home
        raise os_error(error, path) from error
    return real


def is_there(path: Path) -> bool:
    """Return whether `path` exists, without creating it. Raises as `prepare` if that cannot be determined."""
    try:
        return path.expanduser().exists()
    except (OSError, RuntimeError) as error:
        raise os_error(error, path) from error


def os_error(error: Exception, path: Path) -> JournalError:
    """Return the journal's error for an error of the operating system at the store's file."""
    place, detail = str(path), getattr(error, "strerror", None) or str(error)
    match getattr(error, "errno", None):
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return StoreFull(place, detail=detail)
        case errno.EROFS:
            return StoreReadOnly(place, detail=detail)
        case errno.EACCES | errno.EPERM:
            return StoreUnreachable(place, reason="permission", detail=detail)
        case errno.ENOENT | errno.ENOTDIR | errno.EEXIST:  # EEXIST: a file stands where the folder should be
            return StoreUnreachable(place, reason="missing", detail=detail)
        case _:
            return StoreUnreachable(place, reason="failed", detail=detail)
