"""Learns the model from the run's own rows: pairs with one NIK show, for free, how one person's rows differ."""

from collections.abc import Mapping
from dataclasses import replace

from padan.engine.model import LEARNT_FIELDS, Model, learn_levels
from padan.engine.scoring import compare_candidates
from padan.engine.session import Connection, get, scalar

SAMPLE = 20_000
"""Pairs compared for each of the two counts."""

STRENGTH = 400.0
"""Pairs that the shipped weights count for against the data's own."""


def learn(con: Connection, model: Model) -> Model:
    """A model with field weights from NIK-joined pairs and from pairs of strangers."""
    model = replace(model, people=int(scalar(con, "SELECT count(*) FROM people")))
    _sample_same(con)
    compare_candidates(con, model)
    same = _counts(con, "WHERE NOT (name IN ('different', 'similar') AND birth IN ('different', 'year_differs'))")
    trust = _trust(con)
    _sample_strangers(con)
    compare_candidates(con, model, names=False)
    strangers = _counts(con, "WHERE nik <> 'equal'")
    for name in ("name", "birth"):
        strangers.pop(name)
    return replace(learn_levels(model, same, strangers, strength=STRENGTH), nik_trust=trust)


def _sample_same(con: Connection) -> None:
    con.execute(
        "CREATE OR REPLACE TABLE candidate_pairs AS SELECT a, b FROM nik_joined "
        f"WHERE alone ORDER BY hash(a * 31 + b), a LIMIT {SAMPLE}"
    )


def _sample_strangers(con: Connection) -> None:
    """Pairs of rows drawn by the hash of their numbers: the same rows give the same draw."""
    con.execute(
        "CREATE OR REPLACE TABLE candidate_pairs AS "
        f"WITH x AS (SELECT row_id, row_number() OVER (ORDER BY hash(row_id), row_id) AS n FROM people "
        f"WHERE side = 'list' QUALIFY n <= {SAMPLE}), "
        f"y AS (SELECT row_id, row_number() OVER (ORDER BY hash(row_id + 77), row_id) AS n FROM people "
        f"WHERE side = 'participants' QUALIFY n <= {SAMPLE}) "
        "SELECT x.row_id AS a, y.row_id AS b FROM x JOIN y ON y.n = x.n"
    )


def _counts(con: Connection, where: str) -> dict[str, Mapping[str, int]]:
    counts: dict[str, Mapping[str, int]] = {}
    for name in LEARNT_FIELDS:
        rows = con.execute(
            f"SELECT {name}, count(*) FROM compared {where} AND {name} <> '' GROUP BY {name} ORDER BY {name}"
            if where
            else f"SELECT {name}, count(*) FROM compared WHERE {name} <> '' GROUP BY {name} ORDER BY {name}"
        ).fetchall()
        counts[name] = {str(outcome): int(n) for outcome, n in rows}
    return counts


def _trust(con: Connection) -> float:
    """The share of NIK-joined pairs that are one person: those where name and birth date do not both speak against."""
    row = get(
        con,
        "SELECT count(*) AS n, sum(CASE WHEN name IN ('different', 'similar') AND birth NOT IN ('equal', '') "
        "THEN 1 ELSE 0 END) AS against FROM compared WHERE name <> '' AND birth <> ''",
    ).row(0)
    total, against = int(row[0]), int(row[1] or 0)
    return round(1.0 - (against + 400 * 0.015) / (total + 400), 6)


def learn_nik(con: Connection, model: Model) -> Model:
    """The model with the NIK's outcomes counted on open pairs that the other fields decide alone."""
    shared = "WHERE nik NOT IN ('', 'equal') AND a < {0} AND b >= {0}".format(
        int(scalar(con, "SELECT coalesce(min(row_id), 0) FROM people WHERE side = 'participants'"))
    )
    apart = f"weight - w_nik - ln({max(model.open_participants, 1)})"
    query = (
        f"SELECT CASE WHEN birth IN ('equal', 'both_unknown') THEN 'nik_same_birth' ELSE 'nik_other_birth' END AS f, "
        f"nik, sum(CASE WHEN {apart} > 4 AND name IN ('equal', 'variant', 'near', 'order') THEN 1 ELSE 0 END) AS same, "
        f"sum(CASE WHEN name IN ('different', 'similar') AND {apart} < -4 THEN 1 ELSE 0 END) AS strangers "
        f"FROM scored {shared} GROUP BY ALL ORDER BY ALL"
    )
    same: dict[str, dict[str, int]] = {}
    strangers: dict[str, dict[str, int]] = {}
    for name, outcome, n_same, n_strangers in con.execute(query).fetchall():
        same.setdefault(name, {})[outcome] = int(n_same)
        strangers.setdefault(name, {})[outcome] = int(n_strangers)
    strangers.pop("nik_other_birth", None)
    return learn_levels(model, same, strangers, strength=60.0)
