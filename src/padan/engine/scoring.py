"""Step 5: the weight of a candidate pair, the sum of what its fields say.

Two stages: name, birth date and sex first, which tell the members of one household apart; the other fields only for
pairs that can still be one person.
"""

from collections.abc import Callable
from math import log

import polars as pl

from padan.domain.addresses import address_words
from padan.domain.many_values import outcomes_of_names
from padan.domain.regions import place_key
from padan.engine.model import Model
from padan.engine.names_table import need_names
from padan.engine.relatives import HOME, HOUSEHOLD_SPEAKS, against_relatives, against_twins, most
from padan.engine.session import Connection, get, many_values, put, run, scalar
from padan.engine.spreading import spread

FAMILY = ("region", "kk", "mother", "place", "phone", "address", "postcode")
"""Fields that a whole household shares: together they cannot tell one member from another."""

_SPEAKS_AGAINST = "(name IN ('similar', 'different') OR birth = 'different')"

_ONE_NUMBER = "(nik = 'equal' AND birth IN ('equal', 'both_unknown') AND sex <> 'different')"

_SLIP_IN_DATE = "birth IN ('swapped', 'day_off', 'month_off', 'year_off', 'unknown_day', 'digits')"

_ONE_NUMBER_AT_HOME = (
    f"(nik = 'equal' AND {HOME} > {HOUSEHOLD_SPEAKS} "
    f"AND (({_SLIP_IN_DATE} AND sex <> 'different') OR (birth = '' AND sex = 'equal')))"
)
"""One NIK in one household, the birth dates a slip apart: who bears another's NIK has another's date. Whatever the
names, all of 70 were true; where no date is told eight of eleven."""

_STRANGE_NAME = (
    "(name = 'different' AND NOT (w_household > 2 AND birth = 'equal' AND sex <> 'different') "
    f"AND NOT (alike AND {_ONE_NUMBER}) AND NOT (close_spelling AND nik = 'equal' AND birth = '') "
    f"AND NOT {_ONE_NUMBER_AT_HOME})"
)
"""Another name altogether, and not everything else the same: somebody else's NIK or date stands in the row. Beside one
NIK and one birth date a name that looks alike (EKA, UKA) is the same one, damaged: all of 200 such pairs were true."""

_DAMAGED_NAME = "(name = 'different' AND alike AND birth IN ('equal', 'both_unknown') AND sex <> 'different')"
"""Two names that look alike on one birth date: YUSUF and YSUF."""

_ONE_DAY = "(birth IN ('equal', 'both_unknown') AND sex <> 'different')"
"""Of a household only a twin could be meant instead, and he has a bound of his own (`relatives.against_twins`)."""

_ONE_NAME = f"(name IN ('equal', 'variant', 'order') AND nik <> 'equal' AND {HOME} > {HOUSEHOLD_SPEAKS})"
"""Of a household only one of the same name could be meant instead, and he has bounds of his own, too."""

_ASKED_AGAIN = "(a, b) IN (SELECT a, b FROM human_again)"

STRANGE_NAME_WEIGHT = -8.0
DOUBTFUL_WEIGHT = -4.0
"""A pair of one NIK and one birth date whose names have nothing in common: nine in ten are true, so a human looks."""

FLOOR_LOG_ODDS = -4.0
"""Pairs below these log odds are forgotten: they can be neither linked nor worth a human's look."""


def compare_candidates(con: Connection, model: Model, *, prior: float | None = None) -> None:
    """Make `compared` from `candidate_pairs` (a, b): an outcome a field.

    With `prior` (log odds of a candidate pair before any field speaks) hopeless pairs are left out.
    """
    some = _compare_names(con, brief=False)
    run(con, "compare_core")
    _keep_core(con, model, prior)
    if some:
        _prepare_people(con)
    else:
        _make_empty(con, "pair_people")
    run(con, "compare")


def compare_briefly(con: Connection, model: Model) -> None:
    """Make `core_kept` from `candidate_pairs`: name, birth date, sex and NIK alone, for pairs of one NIK."""
    _compare_names(con, brief=True)
    run(con, "compare_core")
    _keep_core(con, model, None)


EMPTY_TABLES = {
    "core_people": "row_id BIGINT, side VARCHAR, nik_digits VARCHAR, nik_kind VARCHAR, name_id UBIGINT, "
    "birth_date DATE, birth_digits VARCHAR, birth_unknown_day BOOLEAN, sex VARCHAR, nik_sound BOOLEAN, "
    "nik_own BOOLEAN, birth_told BOOLEAN, birth_n BIGINT, name_share DOUBLE",
    "name_pairs": "x UBIGINT, y UBIGINT, outcome VARCHAR, shared_log HUGEINT, alike BOOLEAN, close_spelling BOOLEAN, "
    "last_alone BOOLEAN, first_alike BOOLEAN, last_same BOOLEAN",
    "pair_people": "row_id BIGINT, mother_id UBIGINT, mother_key VARCHAR, kelurahan VARCHAR, kecamatan VARCHAR, "
    "postcode VARCHAR, kpj VARCHAR, kk VARCHAR, place_key VARCHAR, address_key VARCHAR, address_words VARCHAR[], "
    "phone_key VARCHAR",
}
"""What a comparison rests on, as it stands where no pair is a candidate: a third of the statements are spared."""


def _make_empty(con: Connection, *tables: str) -> None:
    for table in tables:
        con.execute(f"CREATE OR REPLACE TABLE {table} ({EMPTY_TABLES[table]})")


_PAIR_ROWS = "SELECT a AS row_id FROM candidate_pairs UNION SELECT b FROM candidate_pairs"


def _compare_names(con: Connection, *, brief: bool) -> bool:
    """Make `core_people` and `name_pairs`; whether there is any candidate pair."""
    if not scalar(con, "SELECT count(*) FROM candidate_pairs"):
        _make_empty(con, "core_people", "name_pairs")
        return False
    con.execute("CREATE OR REPLACE TABLE comparing AS SELECT ? AS brief", [brief])
    con.execute(f"CREATE OR REPLACE TABLE core_rows AS {_PAIR_ROWS}")
    need_names(con, "SELECT row_id FROM core_rows")
    run(con, "name_shares")
    run(con, "core_people")
    run(con, "name_pairs")
    query = (
        "SELECT p.x, p.y, tx.text AS text_x, ty.text AS text_y FROM name_pairs_spelt AS p "
        "JOIN name_texts AS tx ON tx.name_id = p.x JOIN name_texts AS ty ON ty.name_id = p.y "
        "WHERE p.outcome = 'ask' ORDER BY text_x, text_y"
    )
    asked = get(con, query)
    with many_values():
        outcomes = spread(outcomes_of_names, asked.select("text_x", "text_y").rows(), share=3_000)
    frame = asked.select("x", "y").with_columns(pl.Series("outcome", outcomes, dtype=pl.String))
    put(con, "name_pairs_asked", frame)
    con.execute(
        "CREATE OR REPLACE TABLE name_pairs_decided AS SELECT x, y, outcome FROM name_pairs_spelt "
        "WHERE outcome <> 'ask' UNION ALL SELECT a.x, a.y, "
        "CASE WHEN a.outcome = 'different' AND k.likeness >= 0.8 THEN 'similar' ELSE a.outcome END "
        "FROM name_pairs_asked AS a JOIN name_pair_looks AS k ON k.x = a.x AND k.y = a.y"
    )
    run(con, "name_pairs_weighed")
    return True


def _keep_core(con: Connection, model: Model, prior: float | None) -> None:
    """`core_kept`: pairs whose other fields could still lift them over the floor.

    The NIK weighs as shipped here, so that a learning run and one with its model keep the same pairs.
    """
    bound = "TRUE"
    if prior is not None:
        cap = model.household_cap
        strange = 0.0 if model.households else cap
        other = (
            f"CASE WHEN {_DAMAGED_NAME} THEN {2 * cap} WHEN name = 'different' THEN {strange} "
            f"WHEN {_SPEAKS_AGAINST} THEN {cap} ELSE 30.0 END"
        )
        weight = f"w_name + w_birth + w_sex + w_nik + {other} + {prior:.6f}"
        bound = f"nik = 'equal' OR {_ASKED_AGAIN} OR {weight} >= {FLOOR_LOG_ODDS}"
    con.execute(
        f"CREATE OR REPLACE TABLE core_kept AS SELECT * FROM (SELECT *, {_name_case(model)} AS w_name, "
        f"{_birth_case(model)} AS w_birth, {_case(model, 'sex')} AS w_sex, {_nik_case(Model())} AS w_nik "
        f"FROM compared_core) AS c WHERE {bound}"
    )
    for spent in (
        "candidate_pairs",
        "compared_core",
        "name_pair_ids",
        "name_pair_looks",
        "name_pairs_spelt",
        "name_pairs_decided",
    ):
        con.execute(f"DROP TABLE IF EXISTS {spent}")


def _prepare_people(con: Connection) -> None:
    """`pair_people`: the compared rows with the values that only a comparison needs."""
    con.execute("CREATE OR REPLACE TABLE pair_rows AS SELECT a AS row_id FROM core_kept UNION SELECT b FROM core_kept")
    need_names(con, "SELECT row_id FROM pair_rows", column="mother")
    _put_keys(con, "address", "r.address", lambda text: " ".join(address_words(text)))
    _put_keys(con, "birth_place", "coalesce(r.birth_place, p.birth_place_in_date)", place_key)
    run(con, "pair_people")


@many_values()
def _put_keys(con: Connection, field: str, column: str, rule: Callable[[str], str]) -> None:
    query = (
        f"SELECT DISTINCT {column} AS text FROM people AS p JOIN raw AS r ON r.row_id = p.row_id "
        f"SEMI JOIN pair_rows AS q ON q.row_id = p.row_id WHERE {column} IS NOT NULL ORDER BY text"
    )
    texts = get(con, query)["text"].to_list()
    schema = {"text": pl.String, "value": pl.String}
    put(con, f"{field}_keys", pl.DataFrame({"text": texts, "value": [rule(t) or None for t in texts]}, schema=schema))


def weigh(con: Connection, model: Model, table: str = "scored") -> None:
    """Make `table` (a, b, weight and its parts) from `compared`; weights are rounded to a millionth."""
    parts = ", ".join(f"{_case(model, name)} AS w_{name}" for name in FAMILY)
    family = " + ".join(f"w_{name}" for name in FAMILY)
    strange = _STRANGE_NAME if model.households else "FALSE"
    con.execute(
        f"CREATE OR REPLACE TABLE {table} AS "
        f"SELECT *, CASE WHEN {strange} AND {_ONE_NUMBER} THEN {DOUBTFUL_WEIGHT} "
        f"ELSE round(w_nik + w_name + w_birth + w_sex + w_kpj + w_family, 6) END AS weight, "
        f"CAST({most(model)} AS DOUBLE) AS most, CAST({against_twins(model)} AS DOUBLE) AS against_twins, "
        f"CAST({against_relatives(model)} AS DOUBLE) AS against_relatives FROM ("
        f"SELECT *, CASE WHEN {strange} THEN least(w_household, 0.0) + {STRANGE_NAME_WEIGHT} "
        f"WHEN {_SPEAKS_AGAINST} AND NOT {_ONE_DAY} AND NOT {_ONE_NAME} THEN least(w_household, {model.household_cap}) "
        "ELSE w_household END AS w_family FROM ("
        f"SELECT *, {family} AS w_household FROM ("
        f"SELECT *, {_nik_case(model)} AS w_nik, {_case(model, 'kpj')} AS w_kpj, {parts} FROM compared"
        ") AS fields) AS households) AS families"
    )


def _case(model: Model, name: str, column: str | None = None) -> str:
    arms = " ".join(f"WHEN '{o}' THEN {model.weight(name, o):.6f}" for o in model.levels[name])
    return f"(CASE {column or name} {arms} ELSE 0.0 END)"


def _nik_case(model: Model) -> str:
    same, other = _case(model, "nik_same_birth", "nik"), _case(model, "nik_other_birth", "nik")
    return f"(CASE WHEN nik = 'equal' THEN 0.0 WHEN birth IN ('equal', 'both_unknown') THEN {same} ELSE {other} END)"


def _name_case(model: Model) -> str:
    """An agreeing name weighs by its rarity; a stranger's near name is likelier than the same name."""
    m = {o: log(max(mu[0], 1e-7)) for o, mu in model.levels["name"].items()}
    return (
        "(CASE name "
        f"WHEN 'equal' THEN {m['equal']:.6f} - ln(name_share) "
        f"WHEN 'variant' THEN {m['variant']:.6f} - ln(name_share) "
        f"WHEN 'order' THEN {m['order']:.6f} - ln(name_share) "
        f"WHEN 'near' THEN {m['near']:.6f} - ln(least(5 * name_share + 0.00002, 1.0)) "
        f"WHEN 'short' THEN {m['short']:.6f} - greatest(shared_log, -11.0) "
        f"WHEN 'similar' THEN {m['similar']:.6f} - greatest(shared_log, -7.0) "
        f"WHEN 'different' THEN {model.weight('name', 'different'):.6f} ELSE 0.0 END)"
    )


def _birth_case(model: Model) -> str:
    """An equal birth date weighs by its rarity: a date that half a list shares says little."""
    m = log(model.levels["birth"]["equal"][0])
    share = f"((birth_n + 0.1) / ({max(model.people, 1)} + 2200.0))"
    rest = {o: model.weight("birth", o) for o in model.levels["birth"] if o != "equal"}
    arms = " ".join(f"WHEN '{o}' THEN {w:.6f}" for o, w in rest.items())
    return f"(CASE birth WHEN 'equal' THEN {m:.6f} - ln({share}) {arms} ELSE 0.0 END)"
