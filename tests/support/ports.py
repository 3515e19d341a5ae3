"""Ports for servers of tests: each its own, so that tests side by side do not take each other's."""

from __future__ import annotations

import secrets
import socket
from contextlib import closing

LEAST, MOST = 20_000, 32_000
"""Below the ports that systems give to clients: a server that starts again finds its port free."""


def free_port() -> int:
    """Return a port at random that is free now."""
    while True:
        port = LEAST + secrets.randbelow(MOST - LEAST)
        with closing(socket.socket()) as trial:
            if trial.connect_ex(("127.0.0.1", port)):
                return port
