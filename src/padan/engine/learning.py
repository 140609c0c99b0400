"""Learns the model from the run's own rows: pairs with one NIK show, for free, how one person's rows differ."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import log

import polars as pl

from padan.engine.model import DEFAULTS, LEARNT_FIELDS, TWINS, TWINS_ALIKE, Model, learn_levels
from padan.engine.scoring import FAMILY, compare_candidates
from padan.engine.session import Connection, forget, get, put, run, scalar

SAMPLE = 12_000
"""Pairs compared for each of the two counts."""

ENOUGH = 500
"""Fewer pairs than this across the sides, and the pairs within each side are learnt from instead."""

SAMPLED_ROWS = 20_000
"""Rows drawn to see how many stand beside others of their household (`sql/households.sql`)."""

DRAWN = "hash(name_id, birth_date, nik_digits)"
"""Rows are drawn by what they say: a list sorted otherwise teaches the same."""

_HIGHEST_HASH = (1 << 64) - 1

STRENGTH = 400.0
"""Pairs that the shipped weights count for against the data's own."""

TWINS_SEEN = 20.0
"""Twins that the shipped share of those whose first words look alike counts for."""


def learn(con: Connection, model: Model) -> Model:
    """A model with field weights from pairs of one NIK and from pairs of strangers."""
    model = replace(model, people=int(scalar(con, "SELECT count(*) FROM people")))
    _draw_pairs(con, model.people)
    compare_candidates(con, model)
    within = _trust(con, "within", model.nik_trust_within)
    shown = "across" if joined_enough(con) else "within"
    same = _counts(con, shown, "NOT (name IN ('different', 'similar') AND birth IN ('different', 'year_differs'))")
    trust = _trust(con, shown, model.nik_trust)
    strangers = _counts(con, "strangers", "nik <> 'equal'")
    strangers.pop("name")
    forget(con, "drawn_pairs")
    learnt = learn_levels(model, same, strangers, strength=STRENGTH)
    return _learn_households(con, replace(learnt, nik_trust=trust, nik_trust_within=within))


def joined_enough(con: Connection) -> bool:
    """Whether enough pairs across the sides bear one NIK to learn from them."""
    return int(scalar(con, "SELECT count(*) FROM nik_joined WHERE alone")) >= ENOUGH


def learn_from_pairs(con: Connection, model: Model, pairs: pl.DataFrame) -> Model:
    """The model with `m` of what a household shares, from compared pairs (a, b), each counted by how `likely` it is.

    Name, birth date and sex keep their weights: which pairs are compared at all rests on them.
    """
    put(con, "likely_pairs", pairs)
    counts: dict[str, Mapping[str, float]] = {}
    for name in FAMILY:
        query = (
            f"SELECT c.{name}, sum(p.likely) FROM compared AS c JOIN likely_pairs AS p ON p.a = c.a AND p.b = c.b "
            f"WHERE c.{name} <> '' GROUP BY c.{name} ORDER BY c.{name}"
        )
        counts[name] = {str(outcome): round(float(n), 3) for outcome, n in con.execute(query).fetchall()}
    shipped = replace(model, levels={**model.levels, **{name: _shipped_m(model, name) for name in FAMILY}})
    return learn_levels(shipped, counts, {}, strength=STRENGTH)


def _shipped_m(model: Model, name: str) -> dict[str, tuple[float, float]]:
    """A field with `m` as shipped and `u` as the rows show it: among people of one kelurahan, that one says nothing."""
    return {outcome: (DEFAULTS[name][outcome][0], u) for outcome, (_, u) in model.levels[name].items()}


def _draw_pairs(con: Connection, people: int) -> None:
    """`drawn_pairs` (a, b, what): pairs of one NIK across the sides and within one, and pairs of strangers; all of them
    are candidates. Strangers are drawn by what their rows say: the same rows give the same draw."""
    within = (
        "(SELECT number, first_list AS a, last_list AS b FROM identifiers_crowded WHERE lists = 2 UNION ALL "
        "SELECT number, first_other, last_other FROM identifiers_crowded WHERE others = 2) AS twice"
    )
    same = [
        f"SELECT * FROM (SELECT a, b, '{what}' AS what FROM {pairs} "
        f"ORDER BY hash(number), number, a, b LIMIT {SAMPLE}) AS {what}"
        for what, pairs in (("across", "nik_joined WHERE alone"), ("within", within))
    ]
    every = max(people // (2 * SAMPLE), 1)
    by = "hash(name_id, birth_date, nik_digits, {0})"
    drawn = f"SELECT row_id, row_number() OVER (ORDER BY {by}, row_id) AS n FROM people WHERE {by} % {every} = 0"
    strangers = (
        f"SELECT least(x.row_id, y.row_id), greatest(x.row_id, y.row_id), 'strangers' "
        f"FROM ({drawn.format(0)}) AS x JOIN ({drawn.format(77)}) AS y ON y.n = x.n "
        f"WHERE x.row_id <> y.row_id AND x.n <= {SAMPLE}"
    )
    con.execute(f"CREATE OR REPLACE TABLE drawn_pairs AS {' UNION ALL '.join((*same, strangers))}")
    con.execute("CREATE OR REPLACE TABLE candidate_pairs AS SELECT DISTINCT a, b FROM drawn_pairs")


def _learn_households(con: Connection, model: Model) -> Model:
    """The model with how far a household speaks, how many twins a row has, and how often these share a first word.

    Where few people stand beside others of their household, a shared household says more of who they are; where many
    stand beside a twin, one birth date says less.
    """
    people = dict(con.execute("SELECT side, count(*) FROM people GROUP BY side").fetchall())
    for bound in _household_bounds(sum(people.values())):
        con.execute(
            "CREATE OR REPLACE TABLE household_looked AS "
            f"SELECT row_id, side, birth_date, birth_unknown_day, nik, kk, {DRAWN} AS drawn FROM people "
            f"WHERE birth_date IS NOT NULL AND {DRAWN} <= {bound}"
        )
        run(con, "households")
        shares = get(con, "SELECT * FROM household_share ORDER BY side").to_dicts()
        if sum(share["rows"] for share in shares) == SAMPLED_ROWS:
            break
    forget(con, "household_looked", "household_sample", "household_addresses", "household_rows")
    rows, accompanied = (sum(float(share[what]) for share in shares) for what in ("rows", "accompanied"))
    share = (accompanied + 20 * 0.5) / (rows + 20)
    twins, alike = (sum(float(share[what]) for share in shares) for what in ("twins", "twins_alike"))
    return replace(
        model,
        household_cap=round(min(3.0 - log(max(share, 0.0001)), 12.0), 6),
        twins=_twins(shares, people),
        twins_alike=round((alike + TWINS_SEEN * TWINS_ALIKE) / (twins + TWINS_SEEN), 6),
    )


def _twins(shares: Sequence[Mapping[str, float]], people: Mapping[str, int]) -> float:
    """Rows of the larger side that are a row's twin, from how many are found beside the rows drawn of each side.

    A twin is found where both rows tell a NIK and both a card, or neither; a side of fewer rows holds
    fewer of all twins.
    """
    found = sum(float(share["twins"]) for share in shares)
    looked = 0.0
    for share in shares:
        rows, cards, niks = (float(share[what]) for what in ("rows", "cards", "niks"))
        both = (cards * cards + (rows - cards) ** 2) / rows * niks * niks / rows / rows
        looked += both * people[str(share["side"])] / max(people.values())
    return round((found + STRENGTH * TWINS) / (looked + STRENGTH), 6)


def _household_bounds(people: int) -> list[int]:
    """The highest hash that is looked at: of many people a few, and all where too few of these tell their household."""
    every = people // (4 * SAMPLED_ROWS)
    return [_HIGHEST_HASH // every, _HIGHEST_HASH] if every > 1 else [_HIGHEST_HASH]


_COMPARED = (
    "(SELECT c.* FROM compared AS c JOIN drawn_pairs AS d ON d.a = c.a AND d.b = c.b AND d.what = '{0}') AS drawn"
)


def _counts(con: Connection, what: str, where: str) -> dict[str, Mapping[str, int]]:
    found = get(con, f"SELECT {', '.join(LEARNT_FIELDS)} FROM {_COMPARED.format(what)} WHERE {where}")
    return {name: dict(found[name].value_counts().filter(pl.col(name) != "").iter_rows()) for name in LEARNT_FIELDS}


def _trust(con: Connection, what: str, shipped: float) -> float:
    """The share of pairs of one NIK that are one person: those where name and birth date do not both speak against."""
    row = get(
        con,
        "SELECT count(*) AS n, coalesce(sum(CASE WHEN name IN ('different', 'similar') "
        "AND birth NOT IN ('equal', '', 'from_nik') THEN 1 ELSE 0 END), 0) AS against "
        f"FROM {_COMPARED.format(what)} WHERE name <> '' AND birth <> ''",
    ).row(0)
    total, against = int(row[0]), int(row[1])
    strength = STRENGTH if shipped > 0.9 else STRENGTH / 10
    return round(1.0 - (against + strength * (1 - shipped)) / (total + strength), 6)


def learn_nik(con: Connection, model: Model) -> Model:
    """The model with the NIK's outcomes counted on open pairs that the other fields decide alone."""
    told = "nik NOT IN ('', 'equal')"
    across = f"{told} AND NOT one_side"
    if int(scalar(con, f"SELECT count(*) FROM scored WHERE {across}")) < ENOUGH:
        across = told
    apart = f"weight - w_nik - ln({max(model.open_participants, 1)})"
    query = (
        f"SELECT CASE WHEN birth IN ('equal', 'both_unknown') THEN 'nik_same_birth' ELSE 'nik_other_birth' END AS f, "
        f"nik, sum(CASE WHEN {apart} > 4 AND name IN ('equal', 'variant', 'near', 'order') THEN 1 ELSE 0 END) AS same, "
        f"sum(CASE WHEN name IN ('different', 'similar') AND {apart} < -4 THEN 1 ELSE 0 END) AS strangers "
        f"FROM scored WHERE {across} GROUP BY ALL ORDER BY ALL"
    )
    same: dict[str, dict[str, int]] = {}
    strangers: dict[str, dict[str, int]] = {}
    for name, outcome, n_same, n_strangers in con.execute(query).fetchall():
        same.setdefault(name, {})[outcome] = int(n_same)
        strangers.setdefault(name, {})[outcome] = int(n_strangers)
    strangers.pop("nik_other_birth", None)
    return learn_levels(model, same, strangers, strength=60.0)
