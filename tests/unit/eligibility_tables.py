"""The worked tables of eligibility as facts and law."""

from datetime import date
from pathlib import Path

from padan.domain.law import Days, Law, LegalBasis, Rule
from padan.domain.people_facts import Facts

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "rules" / "eligibility.md"
PROGRAMME = "pekerja_rentan"
DAY = date(2025, 1, 1)
_SAYS = {"yes": True, "no": False, "-": None}
_DAYS = Days(date(2020, 1, 1))


def table(name: str, page: Path = PAGE) -> list[dict[str, str]]:
    """The rows below `<!-- table: name -->`; an empty cell stays empty."""
    lines = page.read_text(encoding="utf-8").split(f"<!-- table: {name} -->\n", 1)[1].split("\n\n", 1)[0].splitlines()
    cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[2:]]


def facts_of(row: dict[str, str]) -> Facts:
    """A row's facts; what it leaves empty is as in the table's first row."""

    def said(column: str, otherwise: str) -> str:
        return row.get(column) or otherwise

    employer, paid = said("employer", "free"), said("paid by", "-")
    return Facts(
        nik_usable=_SAYS[said("nik", "yes")],
        alive=_SAYS[said("alive", "yes")],
        resident=_SAYS[said("resident", "yes")],
        age_on_start=_number(said("age", "40")),
        over_age_said=said("over age", "-") == "yes",
        employer=None if employer == "-" else employer,
        paid_by_other=None if paid == "-" else paid,
        job_listed=_SAYS[said("job listed", "yes")],
        decile=_number(said("decile", "2")),
        double=said("double", "no") == "yes",
    )


def _number(text: str) -> int | None:
    return None if text == "-" else int(text)


def law_with(change: str) -> Law:
    """The law of the first table, changed by one word."""
    rules = {
        "age": _rule("age", {"from_years": 17, "below_years": 65}),
        "employer": _rule("employer", {"effect": "warns" if change == "employer warns" else "bars"}),
        "jobs": _rule("jobs", {"jobs": ["ojek", "sopir"]}),
        "decile": _rule("decile", {"up_to": 4, "missing": "allowed" if change == "decile allowed" else "unknown"}),
    }
    if change.startswith("no "):
        del rules[change.removeprefix("no ")]
    basis = LegalBasis("uji", "kepwal", "519", 2024, "Untuk uji", date(2024, 1, 1), _DAYS, certain=False)
    return Law((basis,), tuple(rules.values()))


def _rule(kind: str, value: dict) -> Rule:
    return Rule(kind, "", "", _DAYS, value, "uji", certain=False)
