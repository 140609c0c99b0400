"""Step 7: from probabilities to one bucket a row, and the totals that must add up."""

import polars as pl

from padan.domain.reconciliation import BUCKETS, Check
from padan.engine.model import Model
from padan.engine.scoring import compare_candidates, weigh
from padan.engine.session import Connection, forget, get, run, scalar


def reconcile(con: Connection, model: Model) -> None:
    """Make `paired`, `duplicate_rows`, `review_pairs`, `review_within` and `decided`."""
    pair(con, model)
    put_buckets(con)


def pair(con: Connection, model: Model) -> None:
    """Make `paired`, `duplicate_rows`, `review_pairs` and `review_within`: which rows are linked, and what differs."""
    put_thresholds(con, model)
    con.execute(
        "CREATE OR REPLACE TABLE person_links AS SELECT person_b, min(person_a) AS person_a, "
        "max(probability) AS probability "
        "FROM (SELECT person_a, person_b, probability FROM links WHERE probability >= ? UNION ALL "
        "SELECT coalesce(g.person, s.a), coalesce(h.person, s.b), s.probability FROM settled AS s "
        "LEFT JOIN row_groups AS g ON g.row_id = s.a LEFT JOIN row_groups AS h ON h.row_id = s.b) AS every_link "
        "GROUP BY person_b",
        [model.auto],
    )
    con.execute("CREATE OR REPLACE TABLE linked_persons AS SELECT DISTINCT person_a AS person_id FROM person_links")
    con.execute(
        "CREATE OR REPLACE TABLE row_best AS SELECT row_id, max(log_odds) AS weight FROM "
        "(SELECT a AS row_id, log_odds FROM links UNION ALL SELECT b, log_odds FROM links) AS e GROUP BY row_id"
    )
    run(con, "reconcile")
    _weigh_duplicates(con, model)
    run(con, "pair_problems")


def _weigh_duplicates(con: Connection, model: Model) -> None:
    """Make `scored_twice`: duplicates beside the row that is kept where the two never met, each being like a third."""
    con.execute(
        "CREATE OR REPLACE TABLE candidate_pairs AS "
        "SELECT DISTINCT least(d.row_id, d.kept) AS a, greatest(d.row_id, d.kept) AS b FROM duplicate_rows AS d "
        "ANTI JOIN scored AS s ON s.a = least(d.row_id, d.kept) AND s.b = greatest(d.row_id, d.kept)"
    )
    if scalar(con, "SELECT count(*) FROM candidate_pairs"):
        compare_candidates(con, model)
        weigh(con, model, "scored_twice")
    else:
        con.execute("CREATE OR REPLACE TABLE scored_twice AS SELECT * FROM scored LIMIT 0")


def put_buckets(con: Connection) -> None:
    """Make `decided` and `row_problems` from what `pair` made: one bucket a row, and all its problems."""
    run(con, "decided")
    run(con, "row_problems")


_STEPS = (
    *("person_links", "linked_persons", "row_best", "row_persons", "row_fullness", "unsettled", "paired_rows"),
    *("paired_same_segment", "paired_rest", "twins_of_row", "duplicates", "paired_lines", "names_differ"),
    *("settled_segments", "unpaired_rows", "many_segments", "many_payers", "shared_niks"),
)


def forget_steps(con: Connection) -> None:
    """Drop the steps that led to `decided` and `row_problems`."""
    forget(con, *_STEPS)


def put_thresholds(con: Connection, model: Model) -> None:
    """Make `thresholds`, one row: from which probability a pair is linked, and from which it is shown to a human."""
    con.execute(
        "CREATE OR REPLACE TABLE thresholds AS SELECT ? AS auto, ? AS review, ? AS auto_within, ? AS review_within",
        [model.auto, model.review, model.auto_within, max(model.review, 0.2)],
    )


def bucket_counts(con: Connection) -> dict[str, dict[str, int]]:
    """Rows by side and bucket, every bucket named even where it is empty."""
    counts = {side: dict.fromkeys(buckets, 0) for side, buckets in BUCKETS.items()}
    for side, bucket, n in con.execute("SELECT side, bucket, count(*) FROM decided GROUP BY side, bucket").fetchall():
        counts[side][bucket] = int(n)
    return counts


def rejected_counts(con: Connection) -> dict[tuple[str, str, str], int]:
    """Rows in which nothing identifies a person, by side, file and sheet; sheets without such rows are not named."""
    query = (
        "SELECT s.side, s.file, s.sheet, count(*) FROM decided AS d JOIN sheets AS s ON s.sheet_id = d.sheet_id "
        "WHERE d.bucket = 'rejected' GROUP BY s.side, s.file, s.sheet"
    )
    return {(side, file, sheet): int(n) for side, file, sheet, n in con.execute(query).fetchall()}


def prove(con: Connection) -> list[Check]:
    """The identities of one run, each with both its sides."""
    counts = bucket_counts(con)
    rows = dict(con.execute("SELECT side, count(*) FROM people GROUP BY side").fetchall())
    checks = [Check(f"{side}_rows_in_buckets", int(rows.get(side, 0)), sum(counts[side].values())) for side in counts]
    for bucket in ("matched", "differs"):
        checks.append(Check(f"{bucket}_equal_on_both_sides", counts["list"][bucket], counts["participants"][bucket]))
    return checks + _pointer_checks(con) + _sum_checks(con)


def _pointer_checks(con: Connection) -> list[Check]:
    query = (
        "SELECT count(*) AS linked, sum(CASE WHEN y.match_row_id = x.row_id THEN 1 ELSE 0 END) AS back "
        "FROM decided AS x LEFT JOIN decided AS y ON y.row_id = x.match_row_id WHERE x.bucket IN ('matched', 'differs')"
    )
    linked, back = get(con, query).row(0)
    query = (
        "SELECT count(*) AS n, sum(CASE WHEN p.row_id IS NOT NULL THEN 1 ELSE 0 END) AS in_pairs FROM "
        "(SELECT row_id FROM decided WHERE bucket = 'review') AS d "
        "LEFT JOIN (SELECT DISTINCT row_id FROM review_rows) AS p "
        "ON p.row_id = d.row_id"
    )
    review, in_pairs = get(con, query).row(0)
    query = (
        "SELECT count(*) AS n, sum(CASE WHEN k.bucket <> 'duplicate' AND k.side = d.side THEN 1 ELSE 0 END) AS kept "
        "FROM decided AS d JOIN decided AS k ON k.row_id = d.match_row_id WHERE d.bucket = 'duplicate'"
    )
    twice, kept = get(con, query).row(0)
    return [
        Check("linked_rows_point_back", int(linked), int(back or 0)),
        Check("review_rows_stand_in_a_pair", int(review), int(in_pairs or 0)),
        Check("duplicates_point_to_a_kept_row", int(twice), int(kept or 0)),
    ]


def _sum_checks(con: Connection) -> list[Check]:
    parts = get(
        con,
        "SELECT p.kelurahan, p.segment, p.sheet_id AS sheet, count(*) AS n FROM decided AS d "
        "JOIN people AS p ON p.row_id = d.row_id GROUP BY ALL",
    )
    whole = int(scalar(con, "SELECT count(*) FROM people"))
    return [
        Check(f"sum_by_{name}_is_the_whole", whole, int(parts.group_by(name).agg(pl.col("n").sum())["n"].sum()))
        for name in ("kelurahan", "segment", "sheet")
    ]
