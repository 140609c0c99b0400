"""The reasons of each decision, field by field: what the two rows say, as the sentence a clerk reads.

Outcomes are known from scoring; a sentence that needs the digits or letters that differ is made once for each distinct
pair of values, by the rule in `padan.domain.matching`.
"""

import polars as pl

from padan.domain.comparison import Outcome
from padan.domain.matching import OUTCOMES, explain
from padan.domain.name_comparison import OUTCOME_TEXTS
from padan.engine.session import Connection, get, put, run

REASON_FIELDS: tuple[tuple[str, str, str], ...] = (
    ("nik", "nik", "NIK"),
    ("name", "name", "nama"),
    ("birth_date", "birth", "tanggal lahir"),
    ("sex", "sex", "jenis kelamin"),
    ("mother", "mother", "nama ibu"),
    ("birth_place", "place", "tempat lahir"),
    ("kk", "kk", "No. KK"),
    ("kelurahan", "region", "kelurahan"),
    ("address", "address", "alamat"),
    ("phone", "phone", "No. HP"),
    ("kpj", "kpj", "KPJ"),
)
"""Field key, its column of outcomes in `scored`, and its name inside a sentence."""

IDENTITY = ("nik", "name", "birth_date", "sex")
"""Fields told for every linked pair that differs; a pair under review tells all."""


def explain_pairs(con: Connection, *, lang: str = "id") -> None:
    """Make `pair_reasons` (a, b, reasons): for linked pairs that differ, and for every pair under review."""
    run(con, "pairs_to_explain")
    parts = " UNION ALL ".join(_field_query(i, *names) for i, names in enumerate(REASON_FIELDS))
    con.execute(f"CREATE OR REPLACE TABLE reason_lines AS {parts}")
    _make_sentences(con, lang)
    run(con, "pair_reasons")


def _field_query(order: int, field: str, column: str, label: str) -> str:
    where = "" if field in IDENTITY else " AND s.under_review"
    weight = {"birth_date": "birth", "birth_place": "place", "kelurahan": "region"}.get(field, field)
    return (
        f"SELECT s.a, s.b, {order} AS place_in_order, '{field}' AS field, {_told(column)} AS outcome, "
        f"round(s.w_{weight}, 3) AS weight, x.{field} AS text_a, y.{field} AS text_b "
        f"FROM explained AS s JOIN raw AS x ON x.row_id = s.a JOIN raw AS y ON y.row_id = s.b "
        f"WHERE s.{column} <> ''{where}"
    )


_TOLD = {
    "nik": {"one_sound": "one_digit", "far_sound": "different", "prefix": "truncated"},
    "birth": {
        **dict.fromkeys(("day_off", "month_off", "year_differs", "digits"), "one_part"),
        "both_unknown": "equal",
        "unreadable": "missing",
    },
    "region": {"kecamatan": "different"},
    "address": {"near": "similar", "part": "similar"},
    "kk": {"near": "one_digit"},
    "phone": {"near": "one_digit"},
    "kpj": {"near": "one_digit"},
}
"""Outcomes that only the weights tell apart, by the outcome a clerk is told."""


def _told(column: str) -> str:
    arms = " ".join(f"WHEN '{inner}' THEN '{told}'" for inner, told in _TOLD.get(column, {}).items())
    return f"CASE s.{column} {arms} ELSE s.{column} END" if arms else f"s.{column}"


def _make_sentences(con: Connection, lang: str) -> None:
    """`reason_texts` (field, text_a, text_b, outcome, text) for what cannot be said by a phrase alone."""
    fields = ", ".join(f"'{field}'" for field, _, _ in REASON_FIELDS if field != "name")
    query = (
        f"SELECT DISTINCT field, text_a, text_b FROM reason_lines WHERE outcome <> 'equal' AND field IN ({fields}) "
        "AND text_a IS NOT NULL AND text_b IS NOT NULL ORDER BY ALL"
    )
    asked = get(con, query)
    reasons = [explain(f, a, b) for f, a, b in asked.iter_rows()]
    put(
        con,
        "reason_texts",
        asked.with_columns(
            pl.Series("outcome", [r.outcome for r in reasons], dtype=pl.String),
            pl.Series("text", [r.text_en if lang == "en" else r.text_id for r in reasons], dtype=pl.String),
        ),
    )
    english = lang == "en"
    phrases = [
        (field, outcome.code, _phrase(field, label, outcome, english))
        for field, _, label in REASON_FIELDS
        for outcome in OUTCOMES.values()
    ]
    schema = {"field": pl.String, "outcome": pl.String, "phrase": pl.String}
    put(con, "reason_phrases", pl.DataFrame(phrases, schema=schema, orient="row"))
    con.execute("CREATE OR REPLACE TABLE reason_words AS SELECT ? AS conjunction", [" and " if english else " dan "])


def _phrase(field: str, label: str, outcome: Outcome, english: bool) -> str:
    if field == "name" and outcome.code in OUTCOME_TEXTS:
        return OUTCOME_TEXTS[outcome.code][english]
    return f"{field.replace('_', ' ')} {outcome.label_en}" if english else f"{label} {outcome.label_id}"
