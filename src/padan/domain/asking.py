"""Whether a row asks a clerk anything, rather than tells it: what the rules cannot settle, once for each question.

Told is what needs no thought, row by row: differences of spelling, damage that the other side repairs, a line with
nothing in it. People who are not registered or not listed are work and no question here, though their office answers
for each. The worked table, and what is answered together and what one by one: docs/explanation/buckets.md.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from padan.domain.problems import BY_CODE

LINKED = ("matched", "differs")
_PAID_AFTER = frozenset(("after_death", "after_leaving"))
_NOTHING = frozenset(("name_missing", "nik_missing", "birth_date_missing"))
_NIK_DAMAGE = frozenset(code for code in BY_CODE if code.startswith("nik_")) - {"nik_differs", "nik_mended"}


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one row. `others`: problems of the row it is linked to; `outcomes`: how the two compare, by
    field; `months`: what became of the months of the period."""

    side: str
    bucket: str
    problems: Collection[str] = ()
    others: Collection[str] = ()
    outcomes: Mapping[str, str] = field(default_factory=dict)
    months: Collection[str] = ()


def question(row: Standing) -> str | None:
    """What the row asks: `review`, `rejected`, `paid_after`, `deceased`, `two_payers`, `differs`; None where nothing.

    A linked pair is asked about once: a difference at the list's row, whose office knows the person; a death, a payment
    after it and a second payer at the participants' row, which is paid for.
    """
    if row.bucket == "review":
        return "review"
    if row.bucket == "duplicate":
        return None
    if row.bucket == "rejected":
        return None if set(row.problems) >= _NOTHING else "rejected"
    return _of_the_list(row) if row.side == "list" else _of_the_insurer(row)


def _of_the_list(row: Standing) -> str | None:
    if "deceased" in row.problems and "deceased" not in row.others:
        return "deceased"
    return "differs" if row.bucket == "differs" and not settled(row) else None


def _of_the_insurer(row: Standing) -> str | None:
    if not _PAID_AFTER.isdisjoint(row.months):
        return "paid_after"
    if "deceased" in row.problems:
        return "deceased"
    return "two_payers" if "two_payers" in row.problems and row.bucket in LINKED else None


def settled(row: Standing) -> bool:
    """Whether two linked records that differ say themselves which of them is right."""
    mine, others = set(row.problems), set(row.others)
    doubts = {
        "nik_differs": row.outcomes.get("nik") != "truncated" and _damaged(mine) == _damaged(others),
        "birth_date_differs": row.outcomes.get("birth_date") != "unknown_day"
        and not _one_contradicts(mine, others, "nik_birth_date_differs"),
        "sex_differs": not _one_contradicts(mine, others, "nik_sex_differs"),
        "name_differs": row.outcomes.get("name") == "different",
    }
    return not any(doubt for problem, doubt in doubts.items() if problem in mine)


def _damaged(problems: set[str]) -> bool:
    return not _NIK_DAMAGE.isdisjoint(problems)


def _one_contradicts(mine: set[str], others: set[str], code: str) -> bool:
    """One of the two contradicts its own NIK and the other does not: the other is right."""
    return (code in mine) != (code in others)
