"""The only writer of this room: months of the record, where everybody stands, and claims."""

from padan.web.cover.books import books_due, books_refresh
from padan.web.cover.claiming import Report, Taken, claim_report, claim_step
from padan.web.cover.crediting import Answered, credit_answer
from padan.web.cover.raising import claims_raise
from padan.web.cover.refreshing import months_due, months_refresh
from padan.web.cover.standing import standings_rebuild

__all__ = [
    "Answered",
    "Report",
    "Taken",
    "books_due",
    "books_refresh",
    "claim_report",
    "claim_step",
    "claims_raise",
    "credit_answer",
    "months_due",
    "months_refresh",
    "standings_rebuild",
]
