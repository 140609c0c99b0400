"""Steps 4 to 6: who is who. Exact NIK first, where name and date do not speak against it; then what is left."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

import numpy as np
import polars as pl

from padan.domain.name_frequencies import WORD_SHARES
from padan.domain.names import word_key
from padan.engine.blocking import meet, put_crowded_settled
from padan.engine.doubles import doubles_through_another, with_doubles
from padan.engine.learning import DRAWN, joined_enough, learn, learn_from_pairs, learn_nik
from padan.engine.loading import PARTICIPANTS_FROM
from padan.engine.matching_graph import Floats, Ints, groups, one_to_one
from padan.engine.model import Model
from padan.engine.names_table import every_name_read, need_names
from padan.engine.relatives import Priors, bounded, priors_across, priors_within
from padan.engine.scoring import FLOOR_LOG_ODDS, compare_briefly, compare_candidates, weigh
from padan.engine.session import Connection, forget, get, put, run, scalar

SETTLED_LOG_ODDS = 7.0
"""A NIK alone on both sides whose pair stands at these log odds or more needs no rivals weighed."""

FALSE_SHARE = 0.0004
"""Expected false links allowed, as a share of the people that could be linked."""

REVIEW_SHARE = 0.0025
"""Pairs a human is asked about, as a share of the people that could be linked (never fewer than a dozen)."""

DOUBT = 10.0
"""Rows that are thought to have a counterpart, and rows that are thought to have none, before any is seen."""

LEARNING_ROUNDS = 2
"""Rounds of expectation and maximum over pairs that no NIK tells."""

SAMPLED_NAMES = 50_000
"""Rows, about, whose words are counted to know how common each is."""

AUTO_STEPS = (0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99, 0.995, 0.998)

REVIEW_STEPS = (0.02, 0.03, 0.05, 0.08, 0.12, 0.2, 0.3, 0.4)


@dataclass(frozen=True)
class Edges:
    """Scored pairs of one kind as columns: row numbers and log odds without rivals."""

    a: Ints
    b: Ints
    log_odds: Floats


def link(con: Connection, model: Model | None = None, *, keep_keys: bool = False) -> Model:
    """Make `links` (a, b, probability, decision, rule) across the sides and `links_within`, and `row_persons`.

    Without a model one is learnt from the rows themselves; with one, it is obeyed as it stands, and so are the tables
    it rests on (`MODEL_TABLES`), which must be there. With `keep_keys` the keys of rows stay for a kept state.
    """
    learning = model is None
    if learning:
        _count_frequencies(con)
    run(con, "nik_pairs")
    if learning:
        run(con, "filler_niks")
    run(con, "human_pairs")
    frozen = learn(con, Model()) if model is None else model
    settle_by_nik(con, frozen)
    if not keep_keys:
        forget(con, "identifiers", "identifiers_shared")
    frozen = _score_open(con, frozen, learning=learning, keep_keys=keep_keys)
    return decide_scored(con, frozen, learning=learning)


MODEL_TABLES = (
    "word_shares",
    "rare_word",
    "name_counts",
    "birth_counts",
    "counted_people",
    "filler_niks",
    "undated_blocks",
    "dead_blocks",
    "wide_blocks",
    "dead_settled",
)


def _count_frequencies(con: Connection) -> None:
    run(con, "frequencies")
    every = _sample_names(con)
    _put_word_defaults(con)
    need_names(con, "SELECT row_id FROM name_sample")
    if every == 1:
        every_name_read(con)
    run(con, "word_shares")


def _sample_names(con: Connection) -> int:
    """`name_sample`: one row in as many as is said, drawn by what they say: a list sorted otherwise gives the same."""
    every = max(int(scalar(con, "SELECT count(*) FROM people")) // SAMPLED_NAMES, 1)
    con.execute(
        "CREATE OR REPLACE TABLE name_sample AS SELECT row_id, name_id FROM people "
        f"WHERE name_id IS NOT NULL AND {DRAWN} % {every} = 0"
    )
    return every


def _put_word_defaults(con: Connection) -> None:
    schema = {"word_key": pl.String, "share": pl.Float64}
    put(
        con,
        "word_defaults",
        pl.DataFrame(
            [(word_key(word), share) for word, share in sorted(WORD_SHARES.items())], schema=schema, orient="row"
        ),
    )


_KEYS = ("open_keys", "identifiers", "identifiers_shared", "identifiers_crowded", "name_sample")
_COUNTS = ("name_counts", "birth_counts")
_NAMES = ("name_texts", "name_forms", "name_sounds", "name_letters", "name_shares")
_COMPARED = (
    "compared",
    "core_kept",
    "core_people",
    "core_rows",
    "name_pairs",
    "pair_people",
    "pair_rows",
    "needed_rows",
)
"""What each comparison makes anew."""


def forget_keys(con: Connection) -> None:
    """Drop what only a kept state would need of a decided run."""
    forget(con, *_KEYS)


def forget_comparisons(con: Connection) -> None:
    """Drop what no step needs once the rows have their buckets."""
    forget(con, *_COUNTS, *_NAMES, *_COMPARED, "nik_joined")


def settle_by_nik(con: Connection, model: Model) -> None:
    """`settled` (a, b): NIK pairs beyond doubt, neither name nor birth date being another's; `open_rows`: the rest."""
    con.execute("CREATE OR REPLACE TABLE candidate_pairs AS SELECT a, b FROM nik_joined WHERE NOT settled")
    compare_briefly(con, model)
    con.execute("CREATE OR REPLACE TABLE scored_nik AS SELECT *, w_name + w_birth + w_sex AS weight FROM core_kept")
    odds = log(model.nik_trust / (1 - model.nik_trust))
    con.execute(
        "CREATE OR REPLACE TABLE settled AS SELECT a, b, 0.999999 AS probability, 'nik' AS rule FROM nik_joined "
        "WHERE settled UNION ALL SELECT a, b, 1.0, 'manusia' FROM human WHERE same AND across AND alone "
        f"UNION ALL SELECT s.a, s.b, round(1 / (1 + exp(-(s.weight + {odds}))), 6), 'nik' FROM scored_nik AS s "
        "JOIN nik_joined AS j ON j.a = s.a AND j.b = s.b "
        f"WHERE j.alone AND s.weight + {odds} >= {SETTLED_LOG_ODDS} "
        "AND s.name NOT IN ('different', 'similar') AND s.birth <> 'different'"
    )
    con.execute(
        "CREATE OR REPLACE TABLE open_rows AS SELECT row_id FROM people AS p "
        "ANTI JOIN (SELECT a AS row_id FROM settled UNION ALL SELECT b FROM settled) AS s ON s.row_id = p.row_id"
    )


def _score_open(con: Connection, model: Model, *, learning: bool, keep_keys: bool) -> Model:
    """Make `scored` from `open_rows`: the pairs that share a key, weighed."""
    forget(con, *_COMPARED)
    need_names(con, "SELECT row_id FROM open_rows UNION SELECT a FROM human UNION SELECT b FROM human")
    run(con, "block_people")
    if learning:
        run(con, "undated_blocks")
    run(con, "block_keys")
    forget(con, "key_sounds_of", "key_names_of")
    run(con, "settled_keys")
    forget(con, "key_people")
    meet(con, learning=learning)
    if learning:
        put_crowded_settled(con)
    if not keep_keys:
        forget(con, "open_keys")
    run(con, "candidates")
    forget(con, "met_pairs", "met_once", "sought_keys", "settled_keys", "live_settled")
    if learning:
        lists, others = _open_sizes(con)
        model = replace(model, open_list=lists, open_participants=others)
    score_candidates(con, model)
    if learning:
        learnt = learn_nik(con, model)
        if learnt != model:
            model = learnt
            weigh(con, model)
    return model


def score_candidates(con: Connection, model: Model) -> None:
    """Make `scored` from `candidate_pairs`."""
    compare_candidates(con, model, prior=-log(max(model.open_participants, model.open_list, 1)))
    weigh(con, model)


def _open_sizes(con: Connection) -> tuple[int, int]:
    query = (
        "SELECT coalesce(sum(CASE WHEN p.side = 'list' THEN 1 ELSE 0 END), 0) AS lists, count(*) AS n "
        "FROM people AS p SEMI JOIN open_rows AS o ON o.row_id = p.row_id"
    )
    lists, rows = get(con, query).row(0)
    return int(lists), int(rows) - int(lists)


def decide_scored(con: Connection, model: Model, *, learning: bool = False) -> Model:
    """Make `links`, `links_within` and `row_groups` from `scored` and `settled`."""
    across, within = _scored_pairs(con)
    if learning:
        model = _learn_shares(con, model, across, within)
        if not joined_enough(con):
            model = _learn_from_links(con, model, across, within)
            across, within = _scored_pairs(con)
        pairs = _edges(within, _within_priors(model))
        auto = _lowest_auto(_sigmoid(pairs.log_odds), model.people, AUTO_STEPS)
        model = replace(model, auto_within=auto)
    twice = _within(con, model, within, across)
    probabilities = _across(con, model, across, twice)
    return _choose_thresholds(con, model, probabilities) if learning else model


def _scored_pairs(con: Connection) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What `scored` says of pairs across the sides, and of pairs within one, in the order of their rows."""
    scored = get(
        con,
        "SELECT s.a, s.b, s.weight, s.nik, s.birth, s.most, s.against_twins, s.against_relatives, "
        "h.a IS NOT NULL AS asked_again FROM scored AS s LEFT JOIN human_again AS h ON h.a = s.a AND h.b = s.b",
    ).sort("a", "b")
    is_across = (pl.col("a") < PARTICIPANTS_FROM) & (pl.col("b") >= PARTICIPANTS_FROM)
    return scored.filter(is_across), scored.filter(~is_across)


def _learn_from_links(con: Connection, model: Model, across: pl.DataFrame, within: pl.DataFrame) -> Model:
    """Where hardly a NIK joins, the pairs themselves show how one person's rows differ, each by how likely it is."""
    for _ in range(LEARNING_ROUNDS):
        edges = _edges(across, _across_priors(model))
        if not edges.a.size:
            break
        likely = one_to_one(edges.a, edges.b, edges.log_odds)
        learnt = learn_from_pairs(con, model, pl.DataFrame({"a": edges.a, "b": edges.b, "likely": likely}))
        if learnt != model:
            model = learnt
            weigh(con, model)
            across, within = _scored_pairs(con)
        model = _learn_shares(con, model, across, within)
    return model


def _choose_thresholds(con: Connection, model: Model, probability: Floats) -> Model:
    """The lowest bound that keeps expected false links rare, and a review band that humans can get through."""
    settled = int(scalar(con, "SELECT count(*) FROM settled"))
    rows = max(min(model.open_list, model.open_participants), 1) + settled
    auto = _lowest_auto(probability, rows, AUTO_STEPS)
    room = max(REVIEW_SHARE * rows, 12)
    doubtful = [int(((probability >= t) & (probability < auto)).sum()) for t in REVIEW_STEPS]
    review = next((t for t, n in zip(REVIEW_STEPS, doubtful, strict=True) if n <= room), REVIEW_STEPS[-1])
    return replace(model, auto=auto, review=review)


def _lowest_auto(probability: Floats, rows: int, steps: Sequence[float]) -> float:
    """The lowest step at which the false links to be expected stay a small share of the rows."""
    for step in steps:
        if float((1 - probability[probability >= step]).sum()) <= FALSE_SHARE * rows:
            return step
    return steps[-1]


def _sigmoid(log_odds: Floats) -> Floats:
    odds: Floats = 1 / (1 + np.exp(-np.clip(log_odds, -40, 40)))
    return odds


def _log_odds(pairs: pl.DataFrame, prior: float, nik_prior: float, relatives: Priors) -> Floats:
    weight = pairs["weight"].to_numpy()
    equal = (pairs["nik"] == "equal").to_numpy()
    odds: Floats = np.minimum(weight + np.where(equal, nik_prior, prior), pairs["most"].to_numpy())
    twin, relative = (
        pairs[f"against_{kind}"].cast(pl.Float64).fill_null(np.nan).to_numpy() for kind in ("twins", "relatives")
    )
    return bounded(odds, twin, relative, relatives)


def _edges(pairs: pl.DataFrame, priors: tuple[float, float, Priors]) -> Edges:
    odds = _log_odds(pairs, *priors)
    keep = (odds > FLOOR_LOG_ODDS) | ((pairs["nik"] == "equal") | pairs["asked_again"]).to_numpy()
    return Edges(pairs["a"].to_numpy()[keep], pairs["b"].to_numpy()[keep], odds[keep])


def _across_priors(model: Model) -> tuple[float, float, Priors]:
    """Log odds of a pair before anything speaks, and of a pair with one NIK.

    Of a pair that is none neither row has its counterpart elsewhere: with `share` of the smaller side found, the
    odds of pairing any two of n rows are share / (n * (1 - share) ** 2), for rivals take their part afterwards.
    """
    share = min(max(model.found_share, 0.02), 0.98)
    smaller, larger = sorted((max(model.open_participants, 1), max(model.open_list, 1)))
    prior = log(share / (1 - share)) - log(1 - share * smaller / larger) - log(larger)
    return prior, log(model.nik_trust / (1 - model.nik_trust)), priors_across(model)


def _within_priors(model: Model) -> tuple[float, float, Priors]:
    trust = min(max(model.nik_trust_within, 0.1), 0.99)
    prior = log(model.twice_share) - log(max(model.people / 2, 1))
    return prior, log(trust / (1 - trust)), priors_within(model)


def _learn_shares(con: Connection, model: Model, across: pl.DataFrame, within: pl.DataFrame) -> Model:
    """How many open rows have a counterpart, and how many stand twice: a few rounds of expectation and maximum."""
    settled = int(scalar(con, "SELECT count(*) FROM settled"))
    smaller, larger = sorted((model.open_list, model.open_participants))
    for _ in range(6):
        edges = _edges(across, _across_priors(model))
        found = one_to_one(edges.a, edges.b, edges.log_odds).sum() if edges.a.size else 0.0
        pairs = _edges(within, _within_priors(model))
        twice = _sigmoid(pairs.log_odds).sum() if pairs.a.size else 0.0
        model = replace(
            model,
            found_share=round(float((found + 2) / (smaller + 4)), 6),
            found_odds=round(float((found + DOUBT) / (max(smaller - found, 0.0) + DOUBT)), 6),
            single_share=round(float((max(larger - found, 0.0) + DOUBT) / (settled + larger + 2 * DOUBT)), 6),
            twice_share=round(float((twice + 0.2) / (model.people + 20)), 6),
        )
    return model


def _within(con: Connection, model: Model, within: pl.DataFrame, across: pl.DataFrame) -> pl.DataFrame:
    """`links_within` (a, b, probability) and the groups of rows of one side that are one person."""
    priors = _within_priors(model)
    edges = _edges(within, priors)
    bound = log(model.auto_within / (1 - model.auto_within))
    twice = doubles_through_another(across, _log_odds(across, *priors), within, bound)
    probability = _sigmoid(with_doubles(pl.DataFrame({"a": edges.a, "b": edges.b}), edges.log_odds, twice))
    frame = pl.DataFrame({"a": edges.a, "b": edges.b, "probability": probability.round(6)})
    told = get(con, "SELECT a, b, 1.0 AS probability FROM human WHERE same AND NOT across").cast(frame.schema)
    frame = pl.concat([frame, told]).sort("a", "b")
    put(con, "links_within", frame)
    sure = frame.filter(pl.col("probability") >= model.auto_within)
    nodes, group = groups(sure["a"].to_numpy(), sure["b"].to_numpy())
    return pl.DataFrame({"row_id": nodes, "person": group}, schema={"row_id": pl.Int64, "person": pl.Int64})


def _across(con: Connection, model: Model, across: pl.DataFrame, twice: pl.DataFrame) -> Floats:
    """`links` (a, b, probability): persons pair one to one; the rows of a person share its pairs."""
    put(con, "row_groups", twice)
    edges = _edges(across, _across_priors(model))
    frame = pl.DataFrame({"a": edges.a, "b": edges.b, "log_odds": edges.log_odds})
    frame = pl.concat([_without_told(con, frame), _settled_of(con, frame.schema)]).sort("a", "b")
    frame = _without_told_apart(con, _with_persons(frame, twice), twice)
    persons = frame.group_by("person_a", "person_b", maintain_order=True).agg(pl.col("log_odds").max())
    probability = one_to_one(
        persons["person_a"].to_numpy(), persons["person_b"].to_numpy(), persons["log_odds"].to_numpy()
    )
    persons = persons.with_columns(pl.Series("probability", probability.round(6)))
    joined = frame.join(persons.drop("log_odds"), on=["person_a", "person_b"], how="left")
    put(con, "links", joined.sort("a", "b"))
    return probability.round(6)


def _without_told(con: Connection, frame: pl.DataFrame) -> pl.DataFrame:
    """Edges without those of rows of which a human said whose they are: nobody else is asked about them."""
    told = get(con, "SELECT a, b FROM human WHERE same AND across").cast({"a": pl.Int64, "b": pl.Int64})
    return frame.filter(~(pl.col("a").is_in(told["a"].implode()) | pl.col("b").is_in(told["b"].implode())))


def _without_told_apart(con: Connection, frame: pl.DataFrame, twice: pl.DataFrame) -> pl.DataFrame:
    """Edges without those between two persons of whom a human told two rows apart."""
    apart = get(con, "SELECT a, b FROM human WHERE NOT same AND across").cast({"a": pl.Int64, "b": pl.Int64})
    told = _with_persons(apart, twice).select("person_a", "person_b").unique()
    return frame.join(told, on=["person_a", "person_b"], how="anti", maintain_order="left")


def _settled_of(con: Connection, schema: pl.Schema) -> pl.DataFrame:
    """Settled pairs of rows that stand in a group: they compete with what the group's other rows may be."""
    query = (
        "SELECT s.a, s.b, 25.0 AS log_odds FROM settled AS s WHERE s.a IN (SELECT row_id FROM row_groups) "
        "OR s.b IN (SELECT row_id FROM row_groups) "
        "UNION ALL SELECT a, b, 25.0 FROM human WHERE same AND across AND NOT alone"
    )
    return get(con, query).cast(schema)


def _with_persons(frame: pl.DataFrame, twice: pl.DataFrame) -> pl.DataFrame:
    for side in ("a", "b"):
        named = twice.rename({"row_id": side, "person": f"person_{side}"})
        frame = frame.join(named, on=side, how="left", maintain_order="left").with_columns(
            pl.col(f"person_{side}").fill_null(pl.col(side))
        )
    return frame
