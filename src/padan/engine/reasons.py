"""The reasons of each decision, field by field: what the two rows say, as the sentence a clerk reads.

Outcomes are known from scoring; a sentence that needs the digits or letters that differ is made once for each distinct
pair of values, by the rule in `padan.domain.matching`.
"""

from collections.abc import Container, Sequence
from functools import partial

import polars as pl

from padan.domain.comparison import Outcome
from padan.domain.many_values import sentences
from padan.domain.matching import OUTCOMES
from padan.domain.name_comparison import OUTCOME_TEXTS
from padan.engine.session import Connection, forget, get, many_values, put, run, scalar
from padan.engine.spreading import spread

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

IN_THE_NIK = ("birth_date", "sex")
"""Fields that a NIK tells as well."""

_DETAILED = tuple(field for field, _, _ in REASON_FIELDS if field != "name")
"""Fields whose sentence names the digits or letters that differ."""


def explain_pairs(con: Connection, *, lang: str = "id") -> None:
    """Make `pair_reasons` (a, b, reasons): for linked pairs that differ, and for every pair under review."""
    run(con, "pairs_to_explain")
    if scalar(con, "SELECT count(*) FROM explained"):
        _tell(con, lang)
    else:
        con.execute(f"CREATE OR REPLACE TABLE pair_reasons (a BIGINT, b BIGINT, reasons {_REASONS})")
    forget(con, "explained", "review_texts", "reasons_told", "reason_texts")


def _tell(con: Connection, lang: str) -> None:
    """Make `pair_reasons` from `explained`."""
    fields = ", ".join(part for names in REASON_FIELDS for part in _told_parts(*names, english=lang == "en"))
    con.execute(
        f"CREATE OR REPLACE TABLE reasons_told AS SELECT s.a, s.b, {fields} FROM explained AS s "
        "JOIN raw AS x ON x.row_id = s.a JOIN raw AS y ON y.row_id = s.b "
        "LEFT JOIN review_texts AS v ON v.row_id = s.a LEFT JOIN review_texts AS w ON w.row_id = s.b"
    )
    outcomes = _outcomes_told(con)
    _make_sentences(con, lang, [field for field in _DETAILED if outcomes[field]])
    texts = " ".join(
        f"LEFT JOIN reason_texts AS t_{field} ON t_{field}.field = '{field}' AND t_{field}.text_a = s.a_{field} "
        f"AND t_{field}.text_b = s.b_{field} AND s.o_{field} <> 'equal'"
        for field in _DETAILED
        if outcomes[field]
    )
    told = (
        _reason(field, label, outcomes[field], lang == "en") for field, _, label in REASON_FIELDS if outcomes[field]
    )
    con.execute(
        f"CREATE OR REPLACE TABLE pair_reasons AS SELECT s.a, s.b, list_concat({', '.join((_NO_REASON, *told))}) "
        f"AS reasons FROM reasons_told AS s {texts}"
    )


_REASONS = "STRUCT(field VARCHAR, outcome VARCHAR, weight DOUBLE, text VARCHAR)[]"
_NO_REASON = f"CAST([] AS {_REASONS})"


def _outcomes_told(con: Connection) -> dict[str, set[str]]:
    """What each field says of some pair: a statement that holds every outcome of every field takes long to plan."""
    columns = ", ".join(f"o_{field} AS {field}" for field, _, _ in REASON_FIELDS)
    found = get(con, f"SELECT DISTINCT {columns} FROM reasons_told")
    return {field: set(found[field].to_list()) - {""} for field in found.columns}


def _told_parts(field: str, column: str, label: str, *, english: bool) -> tuple[str, ...]:
    """The outcome ('' where the field is not told of this pair), the weight and both texts.

    Where the NIK alone tells the birth date or the sex, the sentence shows what it tells.
    """
    weight = {"birth_date": "birth", "birth_place": "place", "kelurahan": "region"}.get(field, field)
    told, x, y = f"coalesce({_told(column)}, '')", "x", "y"
    if field not in IDENTITY:
        told, x, y = f"CASE WHEN s.under_review THEN {told} ELSE '' END", "v", "w"
    return (
        f"{told} AS o_{field}",
        f"round(s.w_{weight}, 3) AS w_{field}",
        f"{x}.{field} AS a_{field}",
        f"{y}.{field} AS b_{field}",
        *(_shown(field, end, row, told, english) for end, row in (("a", x), ("b", y)) if field in IN_THE_NIK),
    )


def _shown(field: str, end: str, row: str, told: str, english: bool) -> str:
    """What the cell says, or what the NIK says where the cell is blank, of a pair that differs."""
    digits = f"regexp_replace({row}.nik, '[^0-9]', '', 'g')"
    day = f"try_cast(substr({digits}, 7, 2) AS INTEGER)"
    source, male, female = (" by the NIK", "male", "female") if english else (" (dari NIK)", "laki-laki", "perempuan")
    inside = {
        "sex": f"CASE WHEN {day} > 40 THEN '{female}' WHEN {day} > 0 THEN '{male}' END",
        "birth_date": f"lpad(CAST(CASE WHEN {day} > 40 THEN {day} - 40 ELSE {day} END AS VARCHAR), 2, '0') || '-' || "
        f"substr({digits}, 9, 2) || '-' || substr({digits}, 11, 2)",
    }
    cell = f"CASE WHEN regexp_matches({row}.{field}, '[0-9A-Za-z]') THEN {row}.{field} END"
    text = f"coalesce({cell}, {inside[field]} || '{source}')"
    return f"CASE WHEN {told} NOT IN ('', 'equal', 'missing') THEN {text} END AS s_{field}_{end}"


def _reason(field: str, label: str, outcomes: Container[str], english: bool) -> str:
    """One reason as a list of its own, empty where the field says nothing; `outcomes` are those that it has."""
    phrases = " ".join(
        f"WHEN '{outcome.code}' THEN {quoted(_phrase(field, label, outcome, english))}"
        for outcome in OUTCOMES.values()
        if outcome.code in outcomes
    )
    phrase = f"CASE s.o_{field} {phrases} ELSE s.o_{field} END" if phrases else f"s.o_{field}"
    conjunction = " and " if english else " dan "
    a, b = (f"s.a_{field}", f"s.b_{field}")
    if field in IN_THE_NIK:
        a, b = (f"CASE s.o_{field} WHEN 'missing' THEN s.{end}_{field} ELSE s.s_{field}_{end} END" for end in "ab")
    text = (
        f"CASE WHEN s.o_{field} = 'equal' THEN {phrase} "
        f"ELSE {phrase} || ': ' || coalesce({a}, '-') || '{conjunction}' || coalesce({b}, '-') END"
    )
    outcome = f"s.o_{field}"
    if field in _DETAILED:
        read = f"(t_{field}.outcome <> 'missing' OR s.o_{field} = 'missing')"
        text = f"coalesce(CASE WHEN {read} THEN t_{field}.text END, {text})"
        outcome = f"coalesce(CASE WHEN {read} THEN t_{field}.outcome END, {outcome})"
    return (
        f"CASE WHEN s.o_{field} = '' THEN [] ELSE [{{'field': '{field}', 'outcome': {outcome}, "
        f"'weight': s.w_{field}, 'text': {text}}}] END"
    )


def quoted(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


_TOLD = {
    "nik": {"one_sound": "one_digit", "far_sound": "different", "prefix": "truncated"},
    "birth": {
        **dict.fromkeys(("day_off", "month_off", "year_differs", "digits"), "one_part"),
        "both_unknown": "equal",
        "unreadable": "missing",
        "from_nik": "missing",
    },
    "region": {"kecamatan": "different", "same_kecamatan": "missing", "other_kecamatan": "missing"},
    "address": {"near": "similar", "part": "similar"},
    "kk": {"near": "one_digit"},
    "phone": {"near": "one_digit"},
    "kpj": {"near": "one_digit"},
}
"""Outcomes that only the weights tell apart, by the outcome a clerk is told."""


def _told(column: str) -> str:
    arms = " ".join(f"WHEN '{inner}' THEN '{told}'" for inner, told in _TOLD.get(column, {}).items())
    return f"CASE s.{column} {arms} ELSE s.{column} END" if arms else f"s.{column}"


@many_values()
def _make_sentences(con: Connection, lang: str, fields: Sequence[str]) -> None:
    """`reason_texts` (field, text_a, text_b, outcome, text) for what cannot be said by a phrase alone."""
    nothing = "SELECT '' AS field, '' AS text_a, '' AS text_b WHERE FALSE"
    asked = get(
        con,
        " UNION ALL ".join(
            f"SELECT DISTINCT '{field}' AS field, a_{field} AS text_a, b_{field} AS text_b FROM reasons_told "
            f"WHERE o_{field} NOT IN ('', 'equal') AND a_{field} IS NOT NULL AND b_{field} IS NOT NULL"
            for field in fields
        )
        or nothing,
    )
    rule = partial(sentences, english=lang == "en")
    told = pl.DataFrame(
        spread(rule, asked.rows(), share=30_000), schema={"outcome": pl.String, "text": pl.String}, orient="row"
    )
    put(con, "reason_texts", pl.concat([asked, told], how="horizontal"))


def _phrase(field: str, label: str, outcome: Outcome, english: bool) -> str:
    if field == "name" and outcome.code in OUTCOME_TEXTS:
        return OUTCOME_TEXTS[outcome.code][english]
    return f"{field.replace('_', ' ')} {outcome.label_en}" if english else f"{label} {outcome.label_id}"
