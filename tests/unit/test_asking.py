"""What asks a clerk anything: the worked table of docs/explanation/buckets.md."""

import pytest
import worked_tables

from padan.domain.asking import Standing, question
from padan.domain.matching import FIELD_OUTCOMES
from padan.domain.problems import BY_CODE

CASES = worked_tables.rows("explanation/buckets.md", "What asks a clerk")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_row_asks_what_the_page_says(case: tuple[str, ...]) -> None:
    _, side, bucket, problems, others, compared, months, asks = case
    outcomes = dict(part.split(":") for part in compared.split())
    row = Standing(side, bucket, tuple(problems.split()), tuple(others.split()), outcomes, tuple(months.split()))
    assert (question(row) or "") == asks


def test_the_page_names_problems_and_outcomes_that_there_are() -> None:
    named = {code for case in CASES for code in f"{case[3]} {case[4]}".split()}
    assert named <= BY_CODE.keys()
    for case in CASES:
        for part in case[5].split():
            name, outcome = part.split(":")
            assert outcome in FIELD_OUTCOMES[name], part
