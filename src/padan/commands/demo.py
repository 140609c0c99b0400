"""`padan demo`."""

import sys
from argparse import Namespace

from padan.demo.city import write_city
from padan.terminal import Progress, print_lines


def run(arguments: Namespace) -> int:
    """Write the city, and say what it holds."""
    progress = Progress(sys.stderr, quiet=arguments.quiet)
    city = write_city(
        arguments.folder, people=arguments.people, seed=arguments.seed, progress=progress.line, lang=arguments.lang
    )
    print_lines(city.lines(arguments.lang))
    return 0
