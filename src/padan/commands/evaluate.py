"""`padan evaluate`."""

from argparse import Namespace

from padan.demo.evaluation import evaluate
from padan.terminal import print_json, print_lines


def run(arguments: Namespace) -> int:
    """Measure the result, and say what was measured."""
    found = evaluate(arguments.folder, arguments.truth)
    if arguments.json:
        print_json(found.to_dict())
    else:
        print_lines(found.lines(arguments.lang))
    return 0
