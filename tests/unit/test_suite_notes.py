"""The notes of a run of the whole suite: what never ran is told, and what PostgreSQL is asked again misses nothing."""

from pathlib import Path

from asked import needed, read
from left_out import never_ran

NOTES = [
    "ran\ta\t\t",
    "asked\ta\t0.100\tx y",
    "ran\tb\t\t",
    "asked\tb\t9.000\ty z",
    "ran\tc\t\t",
    "asked\tc\t0.200\tz",
    "ran\td\t\t",
    "asked\td\t0.100\t",
    "skipped\te\trows are locked on PostgreSQL alone\t",
    "skipped\tf\tno program\t",
]


def test_what_was_skipped_everywhere_is_told_with_its_reason() -> None:
    assert never_ran(NOTES) == {"e": "rows are locked on PostgreSQL alone", "f": "no program"}
    assert never_ran([*NOTES, "ran\te\t\t"]) == {"f": "no program"}


def test_the_quickest_tests_that_put_every_statement_are_needed(tmp_path: Path) -> None:
    path = tmp_path / "catatan"
    path.write_text("\n".join(NOTES) + "\n", encoding="utf-8")
    noted = read(path)
    assert set(noted) == {"a", "b", "c", "d"}
    assert needed(noted) == {"a", "c"}
    assert needed({}) == set()
