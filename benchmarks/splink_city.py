"""Splink 5 on DuckDB, set up as a competent user would: cleaned names, term frequencies, date levels, several blocks.

python -m benchmarks.splink_city FOLDER OUT.parquet
"""

import sys
from pathlib import Path

import duckdb
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

TITLES = r"\b(H|HJ|DRS|DRA|IR|DR|UST|KH|BPK|IBU|SDR|SPD|SPDI|SE|AMD|SAG|SKOM|MSI|SH|ALM|ALMH)\b"
MONTHS = (
    ("jan", "01"), ("feb", "02"), ("mar", "03"), ("apr", "04"), ("mei", "05"), ("jun", "06"),
    ("jul", "07"), ("agt|agu|ags", "08"), ("sep", "09"), ("okt", "10"), ("nov|nop", "11"), ("des", "12"),
)  # fmt: skip
FORMS = ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%Y/%m/%d", "%d/%m/%y", "%Y%m%d", "%d %m %Y")


def clean_name(column: str) -> str:
    """SQL: capitals, no titles or marks, the usual short forms written out."""
    text = f"upper({column})"
    for pattern, new in (
        (r"S\.(PD|AG|E|H|KOM)\b\.?(I\b)?", " "), (r"(M\.SI|A\.MD)\b", " "), (r"[^A-Z ]", " "), (TITLES, " "),
        (r"\b(MUH|MOH|MHD|MOHD|MOHAMMAD|MUHAMAD|MOCHAMAD|M)\b", "MUHAMMAD"), (r"\b(ACHMAD|AKHMAD|ACH|AMAD)\b", "AHMAD"),
        (r"\b(ABD|ABDOEL|ABDHUL)\b", "ABDUL"), (r"\b(ST|SITTI|SITY)\b", "SITI"), (r"\b(NOOR|NOER|NR)\b", "NUR"),
        (r"OE", "U"), (r"DJ", "J"), (r"TJ", "C"), (r"\b(BIN|BINTI|B)\b", " "), (r" +", " "),
    ):  # fmt: skip
        text = f"regexp_replace({text}, '{pattern}', '{new}', 'g')"
    return f"nullif(trim({text}), '')"


def clean_date(column: str) -> str:
    """SQL: a date of the usual ways to write one, as YYYY-MM-DD text."""
    text = f"lower(trim({column}))"
    for month, number in MONTHS:
        text = f"regexp_replace({text}, '[ -]({month})[a-z]*[ -]', ' {number} ')"
    return f"strftime(try_strptime({text}, [{', '.join(repr(form) for form in FORMS)}]), '%Y-%m-%d')"


COLUMNS = {
    "sex": ("Jenis Kelamin", "left(upper({}), 1)"),
    "kk": ("No KK", "{}"),
    "address": ("Alamat", "upper({})"),
    "kelurahan": ("Kelurahan", "upper({})"),
    "birth_place": ("Tempat Lahir", "upper({})"),
}


def cleaned(path: Path, shared: set[str]) -> str:
    """SQL: one side as Splink shall see it; `shared` are the headings that both sides have."""
    more = [f""", {sql.format(f'"{head}"')} AS {name}""" for name, (head, sql) in COLUMNS.items() if head in shared]
    if "Nama Ibu Kandung" in shared:
        more.append(f""", {clean_name('"Nama Ibu Kandung"')} AS mother""")
    return f"""
    SELECT row_number() OVER () - 1 AS unique_id,
        CASE WHEN length(digits) BETWEEN 14 AND 18 AND NOT regexp_matches(digits, '^(0+|9+|1234567890123456)$')
            THEN digits END AS nik,
        {clean_name("Nama")} AS name, array_to_string(list_sort(string_split(name, ' ')), ' ') AS name_sorted,
        {clean_date('"Tanggal Lahir"')} AS dob {"".join(more)}
    FROM (SELECT *, regexp_replace(translate(upper(NIK), 'OI', '01'), '[^0-9]', '', 'g') AS digits
          FROM read_parquet('{path}'))
    """


def settings(shared: set[str]) -> SettingsCreator:
    """Comparisons and blocks, of the columns that both sides have."""
    name = cl.CustomComparison(
        output_column_name="name",
        comparison_levels=[
            cll.NullLevel("name"),
            cll.ExactMatchLevel("name", term_frequency_adjustments=True),
            cll.ExactMatchLevel("name_sorted"),
            cll.JaroWinklerLevel("name", 0.95),
            cll.JaroWinklerLevel("name", 0.9),
            cll.JaroWinklerLevel("name", 0.8),
            cll.ElseLevel(),
        ],
    )
    date = cl.CustomComparison(
        output_column_name="dob",
        comparison_levels=[
            cll.NullLevel("dob"),
            cll.ExactMatchLevel("dob"),
            cll.DamerauLevenshteinLevel("dob", 1),
            cll.CustomLevel("left(dob_l, 4) = left(dob_r, 4)", "same year"),
            cll.DamerauLevenshteinLevel("dob", 2),
            cll.ElseLevel(),
        ],
    )
    optional = {
        "Jenis Kelamin": cl.ExactMatch("sex"),
        "Nama Ibu Kandung": cl.JaroWinklerAtThresholds("mother", [0.92, 0.85]).configure(
            term_frequency_adjustments=True
        ),
        "No KK": cl.DamerauLevenshteinAtThresholds("kk", [1]),
        "Alamat": cl.JaroWinklerAtThresholds("address", [0.95, 0.88]),
        "Kelurahan": cl.JaroWinklerAtThresholds("kelurahan", [0.9]).configure(term_frequency_adjustments=True),
        "Tempat Lahir": cl.JaroWinklerAtThresholds("birth_place", [0.9]).configure(term_frequency_adjustments=True),
    }
    blocks = [
        block_on("nik"),
        block_on("dob", "substr(name, 1, 3)"),
        block_on("name", "kelurahan"),
        block_on("substr(nik, 1, 12)", "substr(name, 1, 1)"),
        block_on("name_sorted", "substr(dob, 1, 4)"),
    ]
    if "No KK" in shared:
        blocks += [block_on("dob", "kk"), block_on("kk", "substr(name, 1, 3)")]
    if "Nama Ibu Kandung" in shared:
        blocks.append(block_on("dob", "substr(mother, 1, 4)"))
    return SettingsCreator(
        link_type="link_only",
        comparisons=[
            cl.DamerauLevenshteinAtThresholds("nik", [1, 2]),
            name,
            date,
            *(comparison for heading, comparison in optional.items() if heading in shared),
        ],
        blocking_rules_to_generate_predictions=blocks,
        retain_matching_columns=False,
    )


def main(folder: Path, out: Path) -> None:
    """Trains, scores and writes list_record, participants_record (from 0), probability of the pairs from 0.01 up."""
    connection = duckdb.connect()
    api = DuckDBAPI(connection)
    paths = {side: folder / f"{side}.parquet" for side in ("list", "participants")}
    heads = [set(connection.read_parquet(str(path)).columns) for path in paths.values()]
    shared, frames = heads[0] & heads[1], []
    for side, path in paths.items():
        connection.execute(f"CREATE TABLE {side} AS {cleaned(path, shared)}")
        frames.append(api.register(side, dataset_display_name=side))
    linker = Linker(frames, settings(shared), log_level=None)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("nik", "dob"), block_on("name", "dob")], recall=0.95
    )
    training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    for rule in (block_on("nik"), block_on("name", "dob")):
        training.estimate_parameters_using_expectation_maximisation(rule, estimate_without_term_frequencies=True)
    predicted = linker.inference.predict(threshold_match_probability=0.01)
    connection.execute(f"""
        COPY (SELECT unique_id_l AS list_record, unique_id_r AS participants_record, match_probability AS probability
              FROM {predicted.physical_name}) TO '{out}'
    """)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
