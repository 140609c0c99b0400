"""Prints papers in a process of its own: orders come in as lines of JSON, and each is answered by a line.

An order names the kind of paper, the file that holds its data (a JSON object by kind) and where the PDF goes. The
answer is the order's number and "" or what went wrong. The press ends when its input does, so it never outlives whoever
started it; what it had printed by then is whole, for a PDF is written beside its place and moved there.
"""

import json
import os
import sys
from pathlib import Path
from typing import IO, Any

import typst

from padan.documents.monev_printing import typeset


def main() -> int:
    """Answer orders until there are no more."""
    return serve(sys.stdin, sys.stdout)


def serve(orders: IO[str], answers: IO[str]) -> int:
    """The same on any two streams."""
    for line in orders:
        order = json.loads(line)
        answers.write(json.dumps({"order": order["order"], "fault": _printed(order)}) + "\n")
        answers.flush()
    return 0


def _printed(order: dict[str, Any]) -> str:
    """Print one paper; gives the kind of fault, "" where it is whole. Never what the paper says."""
    try:
        paper = json.loads(Path(order["data"]).read_bytes())[order["kind"]]
        out = Path(order["out"])
        beside = out.with_name(f".{out.name}.masuk")
        beside.write_bytes(typeset(order["kind"], paper))
        os.replace(beside, out)
    except (OSError, ValueError, KeyError, typst.TypstError) as error:
        return type(error).__name__
    return ""


if __name__ == "__main__":
    raise SystemExit(main())
