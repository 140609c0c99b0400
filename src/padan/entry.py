"""The first thing that runs: it loads nothing before Ctrl-C is heard."""

import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import NoReturn


def command() -> NoReturn:
    """`padan`: run, and be gone. Python would look once more at all that was read: most of a second for a million rows.

    What a run opens it has closed by then; a stream whose reader has gone is not waited for.
    """
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(code)


def main() -> int:
    """Run the command line; whoever stops it while it still loads gets the sentence too."""
    try:
        return int(import_module("padan.cli").main())
    except KeyboardInterrupt:
        english = "en" in sys.argv[sys.argv.index("--lang") :][1:2] if "--lang" in sys.argv else False
        sys.stderr.write("Stopped; nothing was changed.\n" if english else "Dihentikan; tidak ada yang berubah.\n")
        return 130
