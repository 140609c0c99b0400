"""What libraries say, each in its own words, where the disk is full or the user has stopped the program."""

import errno
import re
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from padan.domain.errors import PadanError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FULL_WORDS = ("no space left", "disk full", "file too large", "max_temp_directory_size", "disk quota exceeded")
_CUT_SHORT = re.compile(r"\d+ requested and \d+ written")
"""What numpy says where only a part of an array could be written."""
_STOPPED_WORDS = ("interrupt",)


@contextmanager
def full_disks_told() -> Iterator[None]:
    """One OSError for each library's way to say that the disk is full, and KeyboardInterrupt for a stopped query."""
    try:
        yield
    except (PadanError, KeyboardInterrupt):
        raise
    except OSError as error:
        if error.errno is None and is_disk_full(error):
            raise OSError(errno.ENOSPC, "No space left on device") from error
        raise
    except Exception as error:
        if is_interrupted(error):
            raise KeyboardInterrupt from error
        if is_disk_full(error):
            raise OSError(errno.ENOSPC, "No space left on device") from error
        raise


def is_disk_full(error: BaseException) -> bool:
    """Whether an error, or one that it wraps, says that there is no room to write."""
    return any(
        (isinstance(e, OSError) and e.errno in _FULL)
        or any(word in str(e).lower() for word in _FULL_WORDS)
        or _CUT_SHORT.search(str(e))
        for e in _chain(error)
    )


def is_interrupted(error: BaseException) -> bool:
    """Whether a library stopped because the user pressed Ctrl-C."""
    return any(
        isinstance(e, KeyboardInterrupt)
        or type(e).__name__ == "InterruptException"
        or (type(e) is RuntimeError and any(word in str(e).lower() for word in _STOPPED_WORDS))
        for e in _chain(error)
    )


@contextmanager
def interrupts_remembered() -> Iterator[Callable[[], bool]]:
    """Gives whether the user has pressed Ctrl-C: DuckDB forgets an interrupt that comes while it looks for a frame or
    reads one, and says instead that there is no such table."""
    heard: list[int] = []

    def hear(number: int, frame: FrameType | None) -> None:
        heard.append(number)
        signal.default_int_handler(number, frame)

    ours = threading.current_thread() is threading.main_thread()
    ours = ours and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if ours:
        signal.signal(signal.SIGINT, hear)
    try:
        yield lambda: bool(heard)
    finally:
        if ours and signal.getsignal(signal.SIGINT) is hear:
            signal.signal(signal.SIGINT, signal.default_int_handler)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, what it was raised from, and errors that it carries."""
    found: BaseException | None = error
    for _ in range(8):
        if found is None:
            return
        yield found
        yield from (part for part in found.args if isinstance(part, BaseException))
        found = found.__cause__ or found.__context__
