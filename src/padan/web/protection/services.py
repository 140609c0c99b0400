"""The only writers of people, candidates, their steps, and what goes out and comes back. They stand in files of their
own, each named by its matter, and are reached through here."""

from padan.web.protection.enrolment import candidate_fill, families_put, family_put
from padan.web.protection.judging import candidates_judge, judging_put_off
from padan.web.protection.linking import persons_link
from padan.web.protection.merging import merge_undo, pair_answer, person_merge, source_part
from padan.web.protection.mutations import (
    columns_now,
    layout_put,
    mutation_answers_take,
    mutation_make,
    mutation_workbook,
)
from padan.web.protection.precheck import answers_take, enquiry_make, enquiry_workbook
from padan.web.protection.proposing import candidate_propose, persons_found, propose_many
from padan.web.protection.repairs import repair_done, repairs_workbook
from padan.web.protection.sheets import SheetOf, sheet_accept, sheet_receive, sheet_withdraw
from padan.web.protection.stepping import step_take, steps_take
from padan.web.protection.tying import persons_refresh, persons_refresh_pending

__all__ = [
    "SheetOf",
    "answers_take",
    "candidate_fill",
    "candidate_propose",
    "candidates_judge",
    "columns_now",
    "enquiry_make",
    "enquiry_workbook",
    "families_put",
    "family_put",
    "judging_put_off",
    "layout_put",
    "merge_undo",
    "mutation_answers_take",
    "mutation_make",
    "mutation_workbook",
    "pair_answer",
    "person_merge",
    "persons_found",
    "persons_link",
    "persons_refresh",
    "persons_refresh_pending",
    "propose_many",
    "repair_done",
    "repairs_workbook",
    "sheet_accept",
    "sheet_receive",
    "sheet_withdraw",
    "source_part",
    "step_take",
    "steps_take",
]
