"""FEBRL through the peers: Splink 5 and recordlinkage's ECM. Each gives pairs of row numbers.

FEBRL 3 is one list of 5,000 rows with duplicates; FEBRL 4 two lists of 5,000 with one pair a person.
"""

from collections.abc import Sequence
from typing import Any

import duckdb
import jellyfish
import numpy as np
import pandas as pd
import recordlinkage
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from benchmarks.measures import Pairs

# recordlinkage asks for the name that its library bore before version 1.
jellyfish.jaro_winkler = jellyfish.jaro_winkler_similarity

BLOCKS = (
    ("soc_sec_id",),
    ("given_name", "surname"),
    ("date_of_birth", "given_name"),
    ("date_of_birth", "surname"),
    ("postcode", "given_name"),
    ("postcode", "surname"),
    ("date_of_birth", "postcode"),
    ("address_1", "street_number"),
)


def splink_settings(link_type: Any) -> SettingsCreator:
    """Names with swapped order, date, number, address, place."""
    names = cl.ForenameSurnameComparison(
        "given_name", "surname", jaro_winkler_thresholds=[0.92, 0.8], forename_surname_concat_col_name="full_name"
    )
    address = cl.CustomComparison(
        output_column_name="address_1",
        comparison_levels=[
            cll.NullLevel("address_1"),
            cll.ExactMatchLevel("address_1", term_frequency_adjustments=True),
            cll.JaroWinklerLevel("address_1", 0.9),
            cll.ColumnsReversedLevel("address_1", "address_2"),
            cll.ElseLevel(),
        ],
    )
    return SettingsCreator(
        link_type=link_type,
        comparisons=[
            names,
            cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("street_number", [1]),
            address,
            cl.JaroWinklerAtThresholds("address_2", [0.9]),
            cl.JaroWinklerAtThresholds("suburb", [0.9]).configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1]),
            cl.ExactMatch("state"),
        ],
        blocking_rules_to_generate_predictions=[block_on(*block) for block in BLOCKS],
        retain_matching_columns=False,
    )


def splink_pairs(frames: Sequence[pd.DataFrame], threshold: float = 0.99) -> Pairs:
    """Pairs at or above the threshold."""
    api = DuckDBAPI(duckdb.connect())
    tables = [api.register(number(frame), dataset_display_name=f"side_{k}") for k, frame in enumerate(frames)]
    linker = Linker(tables, splink_settings("link_only" if len(frames) > 1 else "dedupe_only"), log_level=None)
    training = linker.training
    training.estimate_probability_two_random_records_match(
        [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")], recall=0.9
    )
    training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    for rule in (block_on("date_of_birth"), block_on("soc_sec_id"), block_on("postcode")):
        training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_probability=threshold).as_pandas_dataframe()
    return found[["unique_id_l", "unique_id_r"]].to_numpy().astype(np.int64)


def number(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows numbered from 0, and the whole name."""
    out = frame.reset_index(drop=True).astype(object).where(frame.reset_index(drop=True).notna(), None)
    out["unique_id"] = range(len(out))
    out["full_name"] = out["given_name"].str.cat(out["surname"], sep=" ")
    return out


def ecm_pairs(frames: Sequence[pd.DataFrame]) -> Pairs:
    """recordlinkage as its guide does it: blocks, Jaro-Winkler at 0.85, ECM."""
    numbered = [frame.reset_index(drop=True) for frame in frames]
    indexer = recordlinkage.Index()
    for block in BLOCKS:
        indexer.block(list(block))
    candidates = indexer.index(*numbered)
    compare = recordlinkage.Compare()
    for field in ("given_name", "surname", "address_1", "address_2", "suburb"):
        compare.string(field, field, method="jarowinkler", threshold=0.85)
    for field in ("date_of_birth", "soc_sec_id", "street_number", "postcode", "state"):
        compare.exact(field, field)
    links = recordlinkage.ECMClassifier().fit_predict(compare.compute(candidates, *numbered))
    return np.array([(left, right) for left, right in links], dtype=np.int64).reshape(-1, 2)
