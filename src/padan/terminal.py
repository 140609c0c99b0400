"""What is said on the terminal, whatever the command: progress, lines, JSON, warnings."""

import json
import shutil
import sys
from collections.abc import Iterable
from typing import Any, TextIO

from padan.documents.wording import number

BAR = 24


class Progress:
    """A bar on a terminal, plain lines elsewhere, nothing where `quiet`."""

    def __init__(self, stream: TextIO, *, quiet: bool = False) -> None:
        self._stream = stream
        self._quiet = quiet
        self._bar = stream.isatty()

    def __call__(self, done: int, of: int, message: str) -> None:
        if self._quiet:
            return
        if self._bar:
            self._redraw(done, of, message)
        elif message:
            print(f"[{done + 1}/{of}] {message} ...", file=self._stream, flush=True)

    def line(self, message: str) -> None:
        """A step whose number is not known."""
        if not self._quiet:
            print(f"{message} ...", file=self._stream, flush=True)

    def _redraw(self, done: int, of: int, message: str) -> None:
        filled = BAR * done // of
        text = f"[{'#' * filled}{'.' * (BAR - filled)}] {done}/{of} {message}"
        width = shutil.get_terminal_size().columns - 1
        self._stream.write(f"\r\x1b[K{text[:width] if message else ''}")
        self._stream.flush()

    def clear(self) -> None:
        """Take the bar away before anything else is said."""
        if self._bar and not self._quiet:
            self._stream.write("\r\x1b[K")
            self._stream.flush()


def count(value: int, lang: str) -> str:
    """12.199 in Indonesian, 12,199 in English."""
    return f"{value:,}" if lang == "en" else number(value)


def say_line(message: str) -> None:
    """A sentence on standard error, where the bar may stand."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    print(message, file=sys.stderr)


def warn(lines: Iterable[str], lang: str) -> None:
    """What a person should know, on standard error."""
    for line in lines:
        print(f"{'Warning' if lang == 'en' else 'Peringatan'}: {line}", file=sys.stderr)


def print_json(value: Any) -> None:
    """One object on standard output."""
    print(json.dumps(value, ensure_ascii=False))


def print_lines(lines: Iterable[str]) -> None:
    """The answer to a person, on standard output."""
    for line in lines:
        print(line)
