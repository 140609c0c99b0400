"""The first thing that runs: it loads nothing before Ctrl-C is heard."""

import sys
from importlib import import_module


def main() -> int:
    """Run the command line; whoever stops it while it still loads gets the sentence too."""
    try:
        return int(import_module("padan.cli").main())
    except KeyboardInterrupt:
        english = "en" in sys.argv[sys.argv.index("--lang") :][1:2] if "--lang" in sys.argv else False
        sys.stderr.write("Stopped; nothing was changed.\n" if english else "Dihentikan; tidak ada yang berubah.\n")
        return 130
