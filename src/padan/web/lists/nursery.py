"""The process that reads what strangers hand in: it has the reader loaded, and forks a child with limits for each file.

Started as `python -m padan.web.lists.nursery FD`; knows nothing of Django, the database or the network. On the socket
FD come messages: the path of a JSON request, with the writing end of a pipe. The child writes JSON lines to the pipe
and ends with {"end": true}; a pipe that closes without it means that the child was stopped by a limit.
"""

import gc
import json
import os
import resource
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from padan.domain.errors import HeadingError, PadanError
from padan.intake import PasswordNeededError, hand_back, suffix_of, take_in

DATA_BYTES = 1536 * 1024**2
CPU_SECONDS = 120
WALL_SECONDS = 240
FILE_BYTES = 512 * 1024**2
NICENESS = 5
LONGEST_CELL = 5000
"""Characters of a cell that are kept; a longer one is damage, and its row's problems say so as they are."""


def serve(control: socket.socket) -> None:
    """Fork a child for each message until the site's process is gone."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    while True:
        message, passed, _, _ = socket.recv_fds(control, 4096, 1)
        if not message:
            return
        if os.fork() == 0:
            control.close()
            _child(Path(os.fsdecode(message)), passed[0])
        os.close(passed[0])


def _child(request: Path, pipe: int) -> None:
    """Answer one request and be gone, whatever happens."""
    try:
        limit()
        with open(pipe, "w", encoding="utf-8") as out, suppress(BrokenPipeError):
            for line in answer(json.loads(request.read_bytes())):
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
    finally:
        os._exit(0)


def limit() -> None:
    """What one file may cost: memory, processor, time, and what it may write. Past it the child dies, nobody else."""
    resource.setrlimit(resource.RLIMIT_DATA, (DATA_BYTES, DATA_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_BYTES, FILE_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(WALL_SECONDS)
    os.nice(NICENESS)
    silence = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(silence, standard)


def answer(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The lines of an answer; a file that cannot be read is an answer too."""
    try:
        yield from (_handed_back if request["task"] == "hand_back" else _taken)(request)
    except PasswordNeededError:
        yield _password_needed(given=bool(request["password"]))
    except PadanError as error:
        headings = list(error.details) if isinstance(error, HeadingError) else []
        yield {"refused": [error.text("id"), error.text("en")], "code": error.code, "headings": headings}
    except MemoryError:
        return
    yield {"end": True}


def _password_needed(*, given: bool) -> dict[str, Any]:
    text_id = "Kata sandi berkas ini salah." if given else "Berkas ini bersandi."
    text_en = "The password of this file is wrong." if given else "This file is encrypted."
    texts = [
        f"{text_id} Ketik kata sandi berkasnya (bukan kata sandi Anda di sini), lalu ulangi.",
        f"{text_en} Type the password of the file (not your own here), then try again.",
    ]
    return {"refused": texts, "code": "password", "headings": []}


def _taken(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    taken = take_in(
        Path(request["path"]),
        kind=request["kind"],
        segment=request["segment"],
        mapping=request["mapping"],
        password=request["password"],
    )
    yield {"count": taken.count, "sheets": [_sheet(sheet) for sheet in taken.sheets]}
    for row in taken.rows():
        yield {
            "sheet": row.sheet,
            "row": row.row,
            "found": _short(row.found),
            "values": _short(row.values),
            "problems": list(row.problems),
        }


def _sheet(sheet: Any) -> dict[str, Any]:
    return {
        "sheet": sheet.sheet,
        "columns": [
            {"position": h.position, "heading": h.heading, "field": h.field, "how": h.how} for h in sheet.headings
        ],
        "left_out": [{"row": row, "reason": reason} for row, reason in sheet.left_out],
        "notes": list(sheet.notes),
        "hints": dict(sheet.hints),
        "rows": sheet.rows,
    }


def _short(texts: Any) -> dict[str, str]:
    return {key: text[:LONGEST_CELL].replace("\x00", "") for key, text in texts.items()}


def _handed_back(request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    sentences = {(sheet, row): said for sheet, row, said in request["sentences"]}
    source = Path(request["path"])
    target = source.parent / f".kembali{suffix_of(source, values_only=True)}"
    hand_back(
        source,
        target,
        kind=request["kind"],
        sentences=sentences,
        mapping=request["mapping"],
        password=request["password"],
        values_only=True,
    )
    yield {"written": target.name}


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
