"""Step 8 in the engine: what the workbook and the minutes say, asked from the decided rows.

`prepare_report` makes the tables; the other functions give plain rows, never more than asked for.
"""

from collections.abc import Iterator
from functools import reduce
from typing import Any, NamedTuple

import polars as pl

from padan.domain.problems import PROBLEMS
from padan.domain.regions import find_kecamatan, find_kelurahan
from padan.engine.groups import assign_offices
from padan.engine.money import has_table
from padan.engine.session import Connection, put, run

AT_A_TIME = 4096
LINKED = ("matched", "differs")
_SMALL_WORDS = {"RT", "RW", "TPA", "OPD", "UPTD", "BPKAD", "DLH"}


class PersonFacts(NamedTuple):
    """One record as the papers show it, in the order of the columns of the view `report_people`."""

    side: str
    nik: str
    name: str
    birth_date: str
    sex: str
    kpj: str
    segment: str | None
    kelurahan: str
    kecamatan: str
    office: str
    source: str


class BucketFacts(NamedTuple):
    """One row of a bucket with its counterpart; `problems` are codes, `reasons` sentences.

    `paired_with`: where the row stands that its person is linked to, by another row than this.
    """

    person: PersonFacts
    other: PersonFacts | None
    probability: float | None
    problems: tuple[str, ...]
    reasons: tuple[str, ...]
    harm: int
    rupiah: int | None
    paired_with: str | None


class PairFacts(NamedTuple):
    """Two records to be decided on, and the note that was left on them before."""

    a: PersonFacts
    b: PersonFacts
    probability: float
    reasons: tuple[str, ...]
    candidate: int
    candidates: int
    note: tuple[str, str, str] | None


class Tally(NamedTuple):
    """Rows of one line of a recapitulation by side and bucket, and the deceased among its persons."""

    key: tuple[str | None, ...]
    rows: dict[tuple[str, str], int]
    deceased: int


def prepare_report(con: Connection) -> None:
    """Make `report_counted`, `report_harm`, `report_problems`, `report_asked` and the view `report_people`."""
    if not has_table(con, "responsibility"):
        assign_offices(con)
    use_row_word(con, "baris")
    con.execute("CREATE OR REPLACE VIEW row_offices AS SELECT row_id, office FROM raw WHERE office IS NOT NULL")
    harms = [(problem.code, problem.harm) for problem in PROBLEMS]
    put(con, "problem_harms", pl.DataFrame(harms, schema={"code": pl.String, "harm": pl.Int32}, orient="row"))
    _put_places(con)
    _put_offices(con)
    run(con, "report_rows")


def use_row_word(con: Connection, word: str) -> None:
    """The word before a row's number where a source is told ("baris")."""
    con.execute("CREATE OR REPLACE TABLE row_word AS SELECT ? AS word", [word])


def _put_places(con: Connection) -> None:
    """`place_names`: each pair of keys as officially written; a place the city has not, as its list writes it."""
    found = con.execute("SELECT level, value, min(text) FROM region_values GROUP BY level, value ORDER BY 1, 2")
    texts = {(level, value): text for level, value, text in found.fetchall()}
    pairs = con.execute(
        "SELECT DISTINCT coalesce(kelurahan, ''), coalesce(kecamatan, '') FROM people ORDER BY 1, 2"
    ).fetchall()
    rows = [(*pair, *_place(texts, *pair)) for pair in pairs]
    names = ("kelurahan", "kecamatan", "shown_kelurahan", "shown_kecamatan", "residence")
    put(con, "place_names", pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row"))


def _place(texts: dict[tuple[str, str], str], kelurahan: str, kecamatan: str) -> tuple[str, str, str]:
    known = find_kelurahan(kelurahan, kecamatan)
    if known:
        return known.name, known.kecamatan, known.name
    stated = _titled(texts.get(("kelurahan", kelurahan), kelurahan))
    district = find_kecamatan(kecamatan)
    return stated, district or _titled(texts.get(("kecamatan", kecamatan), kecamatan)), ""


def _titled(text: str) -> str:
    return " ".join(word if word in _SMALL_WORDS else word.capitalize() for word in text.split())


def _put_offices(con: Connection) -> None:
    """`office_labels` for what columns say, `sheet_offices` for what sheets and file names say."""
    texts = [
        t for (t,) in con.execute("SELECT DISTINCT office FROM raw WHERE office IS NOT NULL ORDER BY 1").fetchall()
    ]
    schema = {"text": pl.String, "label": pl.String}
    put(con, "office_labels", pl.DataFrame([(t, _office(t)) for t in texts], schema=schema, orient="row"))
    sheets = con.execute("SELECT sheet_id, file, kelurahan, kecamatan FROM sheets ORDER BY sheet_id").fetchall()
    rows = [(sheet_id, _sender(file, kelurahan, kecamatan)) for sheet_id, file, kelurahan, kecamatan in sheets]
    put(con, "sheet_offices", pl.DataFrame(rows, schema={"sheet_id": pl.Int32, "label": pl.String}, orient="row"))


def _office(text: str) -> str:
    """The office a text names: the kelurahan's or kecamatan's official name where it says which, else the text."""
    plain = " ".join(text.split())
    first = plain.partition(" ")[0].upper().strip(".")
    known = find_kelurahan(plain) if first in ("KEL", "KELURAHAN") else None
    if known:
        return f"Kelurahan {known.name}"
    district = find_kecamatan(plain) if first in ("KEC", "KECAMATAN") else None
    return f"Kecamatan {district}" if district else plain


def _sender(file: str, kelurahan: str | None, kecamatan: str | None) -> str:
    if kelurahan:
        known = find_kelurahan(kelurahan, kecamatan)
        return f"Kelurahan {known.name if known else _titled(kelurahan)}"
    if kecamatan:
        return f"Kecamatan {find_kecamatan(kecamatan) or _titled(kecamatan)}"
    return file.rpartition(".")[0] or file


def recap(con: Connection) -> list[Tally]:
    """Counts by kecamatan, kelurahan and segment, in this order; unknown places last."""
    return _tallies(con, ("kecamatan", "kelurahan", "segment"))


def by_office(con: Connection) -> list[Tally]:
    """Counts by submitting office (of a participant: who answers for it)."""
    return _tallies(con, ("office",))


def by_residence(con: Connection) -> list[Tally]:
    """Counts by kelurahan of residence; "" is outside the city or unknown."""
    return _tallies(con, ("residence",))


def _tallies(con: Connection, keys: tuple[str, ...]) -> list[Tally]:
    columns = ", ".join(keys)
    lines: dict[tuple[str | None, ...], dict[tuple[str, str], int]] = {}
    query = f"SELECT {columns}, side, bucket, count(*) FROM report_counted GROUP BY ALL"
    for *key, side, bucket, n in con.execute(query).fetchall():
        lines.setdefault(tuple(key), {})[side, bucket] = int(n)
    query = f"SELECT {columns}, count(DISTINCT person_id) FROM report_counted WHERE deceased GROUP BY ALL"
    dead = {tuple(key): int(n) for *key, n in con.execute(query).fetchall()}
    ordered = sorted(lines, key=lambda key: [(part in (None, ""), part or "") for part in key])
    return [Tally(key, lines[key], dead.get(key, 0)) for key in ordered]


def problem_counts(con: Connection) -> list[tuple[str, int]]:
    """Problem codes and how many rows have them, gravest first."""
    query = "SELECT code, count(*) FROM report_problems GROUP BY code, harm ORDER BY harm DESC, count(*) DESC, code"
    return [(str(code), int(n)) for code, n in con.execute(query).fetchall()]


_PERSON = ", ".join(f"{{0}}.{name}" for name in PersonFacts._fields)
_BUCKET = (
    f"SELECT {_PERSON.format('x')}, {_PERSON.format('y')}, q.probability, p.problems, o.problems AS other_problems, "
    "list_transform(r.reasons, lambda z: z.text) AS reasons, q.harm, q.rupiah, w.source AS paired_with, q.bucket "
    "FROM (SELECT d.row_id, d.match_row_id, d.probability, d.rule, d.bucket, "
    "greatest(coalesce(h.harm, 0), CASE WHEN {linked} THEN coalesce(i.harm, 0) ELSE 0 END) AS harm, {rupiah} AS rupiah "
    "FROM decided AS d LEFT JOIN report_harm AS h ON h.row_id = d.row_id "
    "LEFT JOIN report_harm AS i ON i.row_id = d.match_row_id {money}"
    "WHERE {wanted} AND (NOT {linked} OR d.side = 'list') "
    "ORDER BY harm DESC, rupiah DESC NULLS LAST, d.row_id{limit}) AS q "
    "JOIN report_people AS x ON x.row_id = q.row_id LEFT JOIN report_people AS y ON y.row_id = q.match_row_id "
    "JOIN row_problems AS p ON p.row_id = q.row_id "
    "LEFT JOIN row_problems AS o ON o.row_id = q.match_row_id AND {is_linked} "
    "LEFT JOIN pair_reasons AS r ON r.a = least(q.row_id, q.match_row_id) AND r.b = greatest(q.row_id, q.match_row_id) "
    "LEFT JOIN best_links AS b ON b.row_id = q.row_id AND q.rule = 'sudah_berpasangan' "
    "LEFT JOIN report_people AS w ON w.row_id = b.match_row_id "
    "ORDER BY q.harm DESC, q.rupiah DESC NULLS LAST, q.row_id"
)


def bucket_rows(con: Connection, bucket: str, limit: int | None = None) -> Iterator[BucketFacts]:
    """Rows of a bucket, the gravest first; a linked pair once, as the list's row."""
    linked = "TRUE" if bucket in LINKED else "FALSE"
    return (facts for _, facts in _bucket_rows(con, "d.bucket = ?", [bucket], linked, linked, limit))


def rows_of_buckets(con: Connection) -> Iterator[tuple[str, BucketFacts]]:
    """Rows of all buckets, each with its bucket: those of one in the order of `bucket_rows`."""
    linked = f"IN {LINKED}"
    return _bucket_rows(con, "TRUE", [], f"(d.bucket {linked})", f"q.bucket {linked}", None)


def _bucket_rows(
    con: Connection, wanted: str, parameters: list[Any], linked: str, is_linked: str, limit: int | None
) -> Iterator[tuple[str, BucketFacts]]:
    money = has_table(con, "person_months")
    parts = {
        "{wanted}": wanted,
        "{linked}": linked,
        "{is_linked}": is_linked,
        "{limit}": f" LIMIT {limit}" if limit is not None else "",
        "{rupiah}": "m.rupiah" if money else "CAST(NULL AS BIGINT)",
        "{money}": f"LEFT JOIN ({_ROW_MONEY}) AS m ON m.row_id = d.row_id " if money else "",
    }
    query = reduce(lambda text, part: text.replace(*part), parts.items(), _BUCKET)
    width = len(PersonFacts._fields)
    for row in _rows(con, query, parameters):
        other = row[width : 2 * width]
        probability, problems, others, reasons, harm, rupiah, paired_with, bucket = row[2 * width :]
        codes = dict.fromkeys(f"{problems or ''},{others or ''}".split(","))
        facts = BucketFacts(
            PersonFacts(*row[:width]),
            PersonFacts(*other) if other[0] is not None else None,
            probability,
            tuple(code for code in codes if code),
            tuple(text for text in reasons or () if text),
            harm,
            rupiah,
            paired_with,
        )
        yield bucket, facts


_ROW_MONEY = (
    "SELECT row_id, CAST(nullif(sum(missing + in_excess), 0) AS BIGINT) AS rupiah FROM person_months GROUP BY row_id"
)
_PAIRS = (
    f"SELECT {_PERSON.format('x')}, {_PERSON.format('y')}, q.probability, "
    "list_transform(r.reasons, lambda z: z.text) AS reasons, q.candidate, q.candidates, n.by, n.at, n.note "
    "FROM report_asked AS q JOIN report_people AS x ON x.row_id = q.a JOIN report_people AS y ON y.row_id = q.b "
    "LEFT JOIN pair_reasons AS r ON r.a = q.a AND r.b = q.b LEFT JOIN human_notes AS n ON n.a = q.a AND n.b = q.b "
    "ORDER BY q.harm DESC, q.a, q.candidate"
)


def pairs_to_ask(con: Connection, limit: int | None = None) -> Iterator[PairFacts]:
    """Pairs that a human must decide on, the gravest first, the candidates of one record together."""
    query = _PAIRS + (f" LIMIT {limit}" if limit is not None else "")
    width = len(PersonFacts._fields)
    for row in _rows(con, query, []):
        probability, reasons, candidate, candidates, by, at, note = row[2 * width :]
        yield PairFacts(
            PersonFacts(*row[:width]),
            PersonFacts(*row[width : 2 * width]),
            probability,
            tuple(text for text in reasons or () if text),
            candidate,
            candidates,
            None if by is None else (by, at, note),
        )


def _rows(con: Connection, query: str, parameters: list[Any]) -> Iterator[tuple[Any, ...]]:
    """Rows a few thousand at a time, on a cursor of their own so that other questions may be asked meanwhile."""
    cursor = con.cursor()
    try:
        cursor.execute(query, parameters)
        while rows := cursor.fetchmany(AT_A_TIME):
            yield from rows
    finally:
        cursor.close()
