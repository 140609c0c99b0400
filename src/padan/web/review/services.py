"""The only writer of cases and decisions."""

from padan.web.review.answering_many import answer_many
from padan.web.review.deciding import Told, confirm, decide, hand_over, settle, undo
from padan.web.review.keeping import answers_keep
from padan.web.review.refreshing import Refreshed, cases_refresh
from padan.web.review.replying import reply

__all__ = [
    "Refreshed",
    "Told",
    "answer_many",
    "answers_keep",
    "cases_refresh",
    "confirm",
    "decide",
    "hand_over",
    "reply",
    "settle",
    "undo",
]
