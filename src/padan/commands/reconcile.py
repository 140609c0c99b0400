"""`padan reconcile`."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import date

from padan import pipeline
from padan.commands.passwords import with_password
from padan.commands.run_summary import summary_lines, warnings
from padan.domain.dates import read_date
from padan.domain.errors import UsageError
from padan.domain.months import Month, read_period
from padan.terminal import Progress, print_json, print_lines, warn


def run(arguments: Namespace) -> int:
    """Run it, and say what came out."""
    progress = Progress(sys.stderr, quiet=arguments.quiet)

    def attempt(password: str | None) -> pipeline.Outcome:
        return pipeline.run(_request(arguments, password), progress)

    outcome = with_password(attempt, arguments)
    progress.clear()
    warn(warnings(outcome), arguments.lang)
    if arguments.json:
        print_json(outcome.summary)
    else:
        print_lines(summary_lines(outcome))
    return 0


def _request(arguments: Namespace, password: str | None) -> pipeline.Request:
    if arguments.relearn and not arguments.state:
        raise UsageError(
            "--relearn hanya ada artinya bersama --state DIR", "--relearn means nothing without --state DIR"
        )
    return pipeline.Request(
        lists=tuple(arguments.lists),
        participants=tuple(arguments.participants),
        out=arguments.out,
        payments=tuple(arguments.payments),
        posts=tuple(arguments.posts),
        groups=tuple(arguments.groups),
        segment=arguments.segment,
        period=_period(arguments.period),
        as_of=_days(arguments.as_of),
        decisions=tuple(arguments.decisions),
        letterhead=arguments.letterhead,
        password=password,
        state=arguments.state,
        relearn=arguments.relearn,
        workbook=not arguments.no_workbook,
        minutes=not arguments.no_pdf,
        lang=arguments.lang,
    )


def _period(text: str | None) -> tuple[Month, ...]:
    months = read_period(text) if text else ()
    if text is not None and not months:
        raise UsageError(
            f"--period {text} bukan bulan (2024-10) atau triwulan (2024-Q4)",
            f"--period {text} is neither a month (2024-10) nor a quarter (2024-Q4)",
        )
    return months


def _days(texts: Sequence[str]) -> tuple[date, ...]:
    days = [read_date(text).value for text in texts]
    if None in days or len(days) > 2:
        raise UsageError(
            f"--as-of {' '.join(texts)}: beri satu atau dua tanggal, misalnya 2024-12-31",
            f"--as-of {' '.join(texts)}: give one or two dates, such as 2024-12-31",
        )
    return tuple(day for day in days if day)
