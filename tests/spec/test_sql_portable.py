"""The engine's SQL is not DuckDB's alone: each statement is told in Spark's dialect, but for what is listed."""

from importlib.resources import files

import pytest
import sqlglot
from sqlglot import exp
from sqlglot.errors import ErrorLevel, ParseError

from padan.engine.session import statements
from thorough import one_in

STEPS = sorted(path.name.removesuffix(".sql") for path in files("padan.engine").joinpath("sql").iterdir())
STATEMENTS = [(step, number, text) for step in STEPS for number, text in enumerate(statements(step), 1)]

MACROS = {"says_something", "near_word", "near_name", "initials_alike", "cut_from"}
"""CREATE MACRO: one condition given a name; Spark would have it as a SQL function."""

OVERLAPS = {"compare", "name_pairs"}
"""list_has_any: sqlglot writes DuckDB's && where Spark says arrays_overlap."""

BY_NAME = {"pairs_to_explain"}
"""UNION ALL BY NAME: sqlglot lets it stand, and Spark has it only for data frames."""

OWN_FUNCTIONS = {
    "DAMERAU_LEVENSHTEIN": "edits of two words: a user-defined function on Spark",
    "HASH": "a number from values: Spark's is of 32 bits, xxhash64 has as many as DuckDB's",
    "HAMMING": "digits that differ: a user-defined function on Spark",
    "JAROWINKLER_SIMILARITY": "likeness of two texts: a user-defined function on Spark",
    "LIST_HAS_ALL": "whether one list holds another: array_except on Spark",
}
"""Functions that Spark lacks under the name that sqlglot gives them."""


def spark(text: str) -> str:
    """The statement in Spark's words; raises where a construct has none."""
    return sqlglot.parse_one(text, read="duckdb").sql("spark", unsupported_level=ErrorLevel.RAISE)


@one_in(6)
@pytest.mark.parametrize("step", STEPS)
def test_each_statement_is_told_in_spark(step: str) -> None:
    found = statements(step)
    assert found
    for text in found:
        if step in MACROS:
            assert text.startswith("CREATE OR REPLACE MACRO")
            continue
        tree = sqlglot.parse_one(text, read="duckdb")
        assert not isinstance(tree, exp.Command), text
        told = spark(text)
        if step not in OVERLAPS:
            assert sqlglot.parse_one(told, read="spark")


@pytest.mark.parametrize("step", sorted(OVERLAPS))
def test_lists_that_overlap_are_all_that_keeps_a_step_from_spark(step: str) -> None:
    told = [spark(text) for text in statements(step)]
    with pytest.raises(ParseError):
        [sqlglot.parse_one(text, read="spark") for text in told]
    assert [sqlglot.parse_one(text.replace("&&", "="), read="spark") for text in told]


def _unknown(text: str) -> set[str]:
    """Functions that Spark's dialect has no meaning for."""
    tree = sqlglot.parse_one(text.replace("&&", "="), read="spark")
    alike = {"JAROWINKLER_SIMILARITY"} if tree.find(exp.JarowinklerSimilarity) else set()
    return alike | {call.name.upper() for call in tree.find_all(exp.Anonymous)}


def test_functions_that_spark_lacks_are_known() -> None:
    told = [spark(text) for step, _, text in STATEMENTS if step not in MACROS]
    assert set().union(*map(_unknown, told)) == {*OWN_FUNCTIONS, *(name.upper() for name in MACROS)}


def test_no_statement_leans_on_what_only_duckdb_has() -> None:
    by_name = set()
    for step, _, text in STATEMENTS:
        if step in MACROS:
            continue
        tree = sqlglot.parse_one(text, read="duckdb")
        assert not list(tree.find_all(exp.Lambda, exp.Pivot, exp.Pragma)), step
        stars = list(tree.find_all(exp.Star))
        assert not [star for star in stars if star.args.get("except_") or star.args.get("replace")], step
        by_name |= {step for union in tree.find_all(exp.SetOperation) if union.args.get("by_name")}
    assert by_name == BY_NAME
