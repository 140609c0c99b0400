"""The notes of a run of the whole suite: what never ran is told, and what PostgreSQL is asked again misses nothing."""

from pathlib import Path

from asked import kinds, needed, read
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


def test_what_reads_is_known_by_its_words_and_its_tables_and_what_writes_as_it_stands() -> None:
    by_name = 'SELECT "a"."id", T3."name" FROM "a" INNER JOIN "b" T3 ON ("a"."b_id" = T3."id") WHERE T3."name" = %s'
    by_day = 'SELECT "b"."day" FROM "b" INNER JOIN "a" ON ("b"."a_id" = "a"."id") WHERE "b"."day" = %s'
    assert kinds(by_name) == kinds(by_day) >= {"FROM a", "FROM b", "JOIN with WHERE"}
    liked = kinds(by_day.replace(" = %s", " LIKE %s")) - kinds(by_day)
    assert {"INNER with LIKE", "LIKE with WHERE"} <= liked
    assert all("LIKE" in told.split() for told in liked)
    assert kinds('UPDATE "a" SET "b" = %s') == {'UPDATE "a" SET "b" = %s'}
