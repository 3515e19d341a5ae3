"""Hands at the console of the real program, line by line (`--plain`), in a process of its own: they type, and read.

Nothing waits for a time: each step waits for what it expects on the console, and fails with what stands there instead.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from time import monotonic

import esthersim

PATIENCE = 30.0
"""The most seconds until the console says what is expected."""
_ITEM = re.compile(r"^ *(\d+)\. (.*(?:\n +(?! |\d+\. |- ).*)*)", re.MULTILINE)
_LATELY = 12
_ENDS = re.compile(r"\n> $")


def flowing(text: str) -> str:
    """Return a text without its line breaks."""
    return " ".join(text.split())


class Console:
    """The program with its console on pipes. What it has said since the last line that was typed is `heard`."""

    def __init__(self, home: Path, *arguments: str) -> None:
        """Start the program in a home of its own."""
        source = str(Path(esthersim.__file__).parents[1])
        self._process = subprocess.Popen(
            [sys.executable, "-m", "esthersim", *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=home,
            env={
                **os.environ, "HOME": str(home), "ESTHERSIM_DATA": str(home), "PYTHONPATH": source,
                "ESTHERSIM_CONFIG": str(home / "settings.toml"), "ESTHERSIM_LANGUAGE": "en",
            },
        )  # fmt: skip
        self._said = ""
        self._read_to = 0
        self._news = threading.Condition()
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()

    def _listen(self) -> None:
        assert self._process.stdout
        while chunk := os.read(self._process.stdout.fileno(), 65_536):
            with self._news:
                self._said += chunk.decode(errors="replace")
                self._news.notify_all()
        with self._news:
            self._said += "\n> "
            self._news.notify_all()

    @property
    def heard(self) -> str:
        """What was said since a line was typed."""
        return self._said[self._read_to :]

    @property
    def everything(self) -> str:
        """All that was said."""
        return self._said

    @property
    def pid(self) -> int:
        """The process of the program."""
        return self._process.pid

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Wait until something is said after the last line typed, and return it."""
        until = monotonic() + PATIENCE
        with self._news:
            while (found := re.search(pattern, flowing(self.heard))) is None:
                left = until - monotonic()
                assert left > 0, f"nobody says {pattern!r}; what was said:\n{self._said[-2500:]}"
                self._news.wait(left)
        return found

    def type(self, line: str) -> None:
        """Type a line."""
        assert self._process.stdin
        with self._news:
            self._read_to = len(self._said)
        self._process.stdin.write(f"{line}\n".encode())
        self._process.stdin.flush()

    def prompted(self) -> str:
        """Wait until a line is expected, and return all that was said before, without line breaks."""
        until = monotonic() + PATIENCE
        with self._news:
            while _ENDS.search(self.heard) is None:
                left = until - monotonic()
                assert left > 0, f"no line is expected:\n{self._said[-2500:]}"
                self._news.wait(left)
            return flowing(self.heard)

    def choose(self, label: str) -> None:
        """Type the number of what is in one of the lists that were said last."""
        self.prompted()
        listed = _ITEM.findall(self._said)[-_LATELY:]
        found = [number for number, text in listed if label in flowing(text)]
        assert found, f"{label!r} is in no list:\n{self._said[-2500:]}"
        self.type(found[-1])

    def go_on(self, stop: str, answers: Mapping[str, str]) -> str:
        """Answer each prompt by the first pattern in what was said before it, until `stop` is in it; return that."""
        for _question in range(120):
            heard = self.prompted()
            if re.search(stop, heard):
                return heard
            answer = next((line for pattern, line in answers.items() if re.search(pattern, heard)), None)
            assert answer is not None, f"nobody has an answer to this:\n{self._said[-2500:]}"
            if answer.startswith("="):
                self.choose(answer[1:])
            else:
                self.type(answer)
        raise AssertionError(f"no end of questions:\n{self._said[-2500:]}")

    def kill(self) -> None:
        """Kill the program, as a power cut would, if it still runs."""
        self._process.send_signal(signal.SIGKILL)
        self.ended()

    def ended(self) -> int:
        """Wait for its end and return its code."""
        code = self._process.wait(PATIENCE)
        self._listening.join()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe
            pipe.close()
        return code
