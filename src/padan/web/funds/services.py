"""The only writer of money. What it does stands in files named by matter, and is reached through here."""

from padan.web.funds.accounting_for import NewSpj, spj_accept, spj_send_back, spj_submit, spjs_accept
from padan.web.funds.activities import STATED, activity_put
from padan.web.funds.allocating import (
    allocate,
    allocation_cut,
    give_back,
    make_available,
    refund,
    source_make,
    stage_arrive,
    stage_due,
)
from padan.web.funds.committing import NewCommitment, commitment_close, commitment_make, commitments_make
from padan.web.funds.crediting import Purse, credit_book
from padan.web.funds.importing import file_accept, file_receive, file_withdraw
from padan.web.funds.name_weighing import names_weigh
from padan.web.funds.naming import name_answer, name_take_back
from padan.web.funds.naming_offices import office_name, office_name_by_hand
from padan.web.funds.placing import line_choose, line_split
from padan.web.funds.portions import Handed, portion_add, portions_refresh
from padan.web.funds.undoing import posting_reverse

__all__ = [
    "Handed",
    "NewCommitment",
    "NewSpj",
    "Purse",
    "STATED",
    "activity_put",
    "allocate",
    "allocation_cut",
    "commitment_close",
    "commitment_make",
    "commitments_make",
    "credit_book",
    "file_accept",
    "file_receive",
    "file_withdraw",
    "give_back",
    "line_choose",
    "line_split",
    "make_available",
    "name_answer",
    "name_take_back",
    "names_weigh",
    "office_name",
    "office_name_by_hand",
    "portion_add",
    "portions_refresh",
    "posting_reverse",
    "refund",
    "source_make",
    "spj_accept",
    "spj_send_back",
    "spj_submit",
    "spjs_accept",
    "stage_arrive",
    "stage_due",
]
