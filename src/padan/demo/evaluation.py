"""How good a run was against the known truth: precision, recall, and what went to a human. See docs/reference/demo.md.

A true pair is a list row and a participant row that are the same person. A person may have several rows on a side (a
doubled row, two segments, two payers), and one to one matching can link at most as many pairs as the smaller side has
rows: these are the `attainable` links, which recall is measured against.
"""

from dataclasses import asdict, dataclass
from math import sqrt
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from padan.domain.errors import UnreadableFileError

MOST_CANDIDATES = 3
_Z = 1.959963984540054  # 95 %
_LIST = ("list_file", "list_sheet", "list_record")
_ROWS = ("side", "file", "sheet", "record", "bucket", "match_file", "match_sheet", "match_record")
_MATCH = ["match_side", "match_file", "match_sheet", "match_record"]
_PARTICIPANTS = ("participants_file", "participants_sheet", "participants_record")


@dataclass(frozen=True, slots=True)
class Share:
    """Part of a whole with its 95 % Wilson interval."""

    part: int
    whole: int
    value: float
    low: float
    high: float


def share(part: int, whole: int) -> Share:
    """The share and its Wilson interval; of nothing it is 0 between 0 and 1."""
    if whole <= 0:
        return Share(part, whole, 0.0, 0.0, 1.0)
    p, z2 = part / whole, _Z * _Z
    middle = (p + z2 / (2 * whole)) / (1 + z2 / whole)
    half = _Z * sqrt(p * (1 - p) / whole + z2 / (4 * whole * whole)) / (1 + z2 / whole)
    return Share(part, whole, p, max(0.0, middle - half), min(1.0, middle + half))


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures of one run against one truth. Rows and pairs are counts."""

    list_rows: int
    participants_rows: int
    true_pairs: int
    true_pairs_without_row: int  # truth speaks of a row the run does not have
    links: int
    precision: Share  # links that are true pairs, of links
    recall: Share  # true links, of attainable links
    linked_pairs: Share  # true pairs linked directly, of all true pairs
    covered_pairs: Share  # true pairs linked, or both of whose rows lead by `duplicate` and links to the same person
    linked_or_review: Share  # attainable links made, or open with the true row among at most three candidates
    f1: float
    review: dict[str, Share]  # rows in bucket review, by side, of the side's rows
    review_with_truth: dict[str, Share]  # of these, rows whose true counterpart is among their candidates
    outcomes: dict[str, dict[str, int]]  # list rows by bucket: true counterpart linked, wrong link, ...

    def to_dict(self) -> dict[str, object]:
        """Plain values for JSON."""
        return asdict(self)

    def lines(self, lang: str = "id") -> list[str]:
        """A few lines for the terminal."""
        words = _WORDS["en" if lang == "en" else "id"]
        shares = [
            (words["precision"], self.precision), (words["recall"], self.recall),
            (words["linked_or_review"], self.linked_or_review), (words["linked_pairs"], self.linked_pairs),
            (words["covered_pairs"], self.covered_pairs), (words["review_list"], self.review["list"]),
            (words["review_participants"], self.review["participants"]),
            (words["truth_list"], self.review_with_truth["list"]),
            (words["truth_participants"], self.review_with_truth["participants"]),
        ]  # fmt: skip
        width = max(len(label) for label, _ in shares)
        lines = [f"{label:<{width}} {_share_text(item, lang)}" for label, item in shares]
        if self.true_pairs_without_row:
            lines.append(f"{words['without_row']:<{width}} {self.true_pairs_without_row}")
        return lines + [
            f"  {bucket:<16}" + ", ".join(f"{words[name]} {count}" for name, count in counts.items() if count)
            for bucket, counts in self.outcomes.items()
        ]


def _share_text(item: Share, lang: str) -> str:
    """The share and its interval; of nothing there is none."""
    if item.whole <= 0:
        return f"-  ({item.part}/{item.whole})"
    value, low, high = (
        f"{x:.4%}" if lang == "en" else f"{x:.4%}".replace(".", ",") for x in (item.value, item.low, item.high)
    )
    return f"{value}  [{low}{',' if lang == 'en' else ';'} {high}]  ({item.part}/{item.whole})"


_WORDS = {
    "id": {
        "precision": "Ketepatan tautan otomatis",
        "recall": "Pasangan benar yang tertaut",
        "linked_or_review": "Tertaut, atau telaah dengan paling banyak 3 calon",
        "linked_pairs": "Semua pasangan benar, tertaut langsung",
        "covered_pairs": "Semua pasangan benar, juga lewat baris ganda",
        "review_list": "Baris daftar untuk ditelaah",
        "review_participants": "Baris peserta untuk ditelaah",
        "truth_list": "  daftar: jawaban ada di antara calon",
        "truth_participants": "  peserta: jawaban ada di antara calon",
        "without_row": "Pasangan benar tanpa baris di hasil",
        "true_link": "benar",
        "wrong_link": "tautan salah",
        "has_counterpart": "punya pasangan",
        "no_counterpart": "tanpa pasangan",
    },
    "en": {
        "precision": "Precision of automatic links",
        "recall": "True pairs linked (recall)",
        "linked_or_review": "Linked, or in review with at most 3 candidates",
        "linked_pairs": "All true pairs, linked directly",
        "covered_pairs": "All true pairs, also through doubled rows",
        "review_list": "List rows in review",
        "review_participants": "Participant rows in review",
        "truth_list": "  list: truth among the candidates",
        "truth_participants": "  participants: truth among the candidates",
        "without_row": "True pairs without a row in the result",
        "true_link": "right",
        "wrong_link": "wrong link",
        "has_counterpart": "has a counterpart",
        "no_counterpart": "has none",
    },
}


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows numbered from 0 (both sides together), and truth, links and candidates as pairs of numbers."""

    rows: pl.DataFrame  # id, side, bucket, match (id or null)
    truth: pl.DataFrame  # list, participants, person
    candidates: pl.DataFrame  # list, participants: pairs at or above the review threshold
    lost: int


def evaluate(result_dir: Path, truth: Path) -> Evaluation:
    """Compare a result folder with a truth file. Raises UnreadableFileError where either is missing or no such file."""
    run = _load(result_dir, truth)
    people = _people(run)
    links = run.rows.filter((pl.col("side") == "list") & pl.col("bucket").is_in(["matched", "differs"]))
    links = links.select(list="id", participants="match").drop_nulls()
    back = run.rows.filter(pl.col("bucket").is_in(["matched", "differs"])).select(participants="id", list="match")
    links = links.join(back, ["list", "participants"])
    right = links.join(run.truth, ["list", "participants"])
    attainable, made_or_open = _attainable(run, people, right)
    sides = {side: run.rows.filter(pl.col("side") == side) for side in ("list", "participants")}
    precision, recall = share(len(right), len(links)), share(len(right), attainable)
    both = precision.value + recall.value
    in_review = {side: rows.filter(pl.col("bucket") == "review") for side, rows in sides.items()}
    return Evaluation(
        list_rows=len(sides["list"]),
        participants_rows=len(sides["participants"]),
        true_pairs=len(run.truth) + run.lost,
        true_pairs_without_row=run.lost,
        links=len(links),
        precision=precision,
        recall=recall,
        linked_pairs=share(len(right), len(run.truth) + run.lost),
        covered_pairs=share(_covered(run, people, right), len(run.truth) + run.lost),
        linked_or_review=share(made_or_open, attainable),
        f1=2 * precision.value * recall.value / both if both else 0.0,
        review={side: share(len(in_review[side]), len(sides[side])) for side in sides},
        review_with_truth={side: _with_truth(run, in_review[side], side) for side in sides},
        outcomes=_outcomes(run, right),
    )


def _load(result_dir: Path, truth: Path) -> _Run:
    rows = _read(result_dir / "rows.parquet", _ROWS)
    pairs = _read(result_dir / "pairs.parquet", (*_LIST, *_PARTICIPANTS))
    true = _read(truth, (*_LIST, *_PARTICIPANTS)).unique(maintain_order=True)
    rows = rows.with_columns(pl.col("sheet", "match_sheet").fill_null("")).with_row_index("id")
    ids = rows.select("id", "side", "file", "sheet", "record")
    other = {"list": "participants", "participants": "list"}
    matches = rows.with_columns(
        match_side=pl.when(pl.col("bucket") == "duplicate").then("side").otherwise(pl.col("side").replace_strict(other))
    )
    keys = ids.select(match="id", match_side="side", match_file="file", match_sheet="sheet", match_record="record")
    matches = matches.join(keys, _MATCH, "left", maintain_order="left")
    found = _numbered(true, ids)
    return _Run(matches.select("id", "side", "bucket", "match"), found, _numbered(pairs, ids), len(true) - len(found))


def _read(path: Path, columns: tuple[str, ...]) -> pl.DataFrame:
    try:
        table = pl.read_parquet(path, columns=list(columns))
    except (OSError, PolarsError) as error:
        raise UnreadableFileError(
            f"{path} tidak ada atau tidak memuat kolom {', '.join(columns)}.",
            f"{path} is missing or lacks the columns {', '.join(columns)}.",
        ) from error
    numbers = [name for name in columns if name.endswith("record")]
    texts = [name for name in columns if name not in numbers]
    return table.with_columns(pl.col(numbers).cast(pl.Int64), pl.col(texts).cast(pl.String))


def _numbered(pairs: pl.DataFrame, ids: pl.DataFrame) -> pl.DataFrame:
    for side, names in (("list", _LIST), ("participants", _PARTICIPANTS)):
        keys = ids.filter(pl.col("side") == side).select(
            pl.col("id").alias(side),
            *(pl.col(part).alias(name) for part, name in zip(("file", "sheet", "record"), names, strict=True)),
        )
        pairs = pairs.with_columns(pl.col(names[1]).fill_null("")).join(keys, list(names), maintain_order="left")
    return pairs.select("list", "participants").unique(maintain_order=True)


def _people(run: _Run) -> pl.DataFrame:
    """id -> person: rows that truth ties together, by passing the smallest number along until nothing changes."""
    edges = pl.concat([run.truth, run.truth.select(list="participants", participants="list")])
    edges = edges.select(a="list", b="participants")
    people = edges.select(id="a").unique().with_columns(person=pl.col("id")).sort("id")
    while True:
        near = edges.join(people, left_on="b", right_on="id").group_by("a").agg(pl.col("person").min().alias("near"))
        moved = people.join(near, left_on="id", right_on="a", how="left", maintain_order="left")
        moved = moved.select("id", person=pl.min_horizontal("person", "near"))
        if moved.equals(people):
            return people
        people = moved


def _attainable(run: _Run, people: pl.DataFrame, right: pl.DataFrame) -> tuple[int, int]:
    """Links that one to one matching could make, and those made or left open with the truth among few candidates."""
    sides = people.join(run.rows.select("id", "side", "bucket"), "id")
    size = sides.group_by("person").agg(
        pl.min_horizontal((pl.col("side") == "list").sum(), (pl.col("side") == "participants").sum()).alias("size")
    )
    made = right.join(people, left_on="list", right_on="id").group_by("person").agg(pl.len().alias("made"))
    open_ = _open_rows(run).join(people, "id").group_by("person", "side").agg(pl.len().alias("open"))
    open_ = open_.group_by("person").agg(pl.col("open").max())
    counted = size.join(made, "person", "left").join(open_, "person", "left").fill_null(0)
    reached = counted.select(pl.min_horizontal("size", pl.col("made") + pl.col("open")).sum()).item()
    return int(size["size"].sum()), int(reached)


def _open_rows(run: _Run) -> pl.DataFrame:
    """Rows in bucket review with at most three candidates on the other side, the true one among them."""
    parts = []
    review = run.rows.filter(pl.col("bucket") == "review").select("id", "side")
    for side in ("list", "participants"):
        few = run.candidates.group_by(side).len().filter(pl.col("len") <= MOST_CANDIDATES)
        near = run.candidates.join(run.truth, ["list", "participants"]).join(few, side)
        parts.append(review.filter(pl.col("side") == side).join(near.select(id=side).unique(), "id"))
    return pl.concat(parts)


def _with_truth(run: _Run, review: pl.DataFrame, side: str) -> Share:
    """Of review rows, those whose true counterpart is among their candidates."""
    hits = run.candidates.join(run.truth, ["list", "participants"]).select(id=side).unique()
    return share(len(review.join(hits, "id")), len(review))


def _covered(run: _Run, people: pl.DataFrame, right: pl.DataFrame) -> int:
    """True pairs linked directly, or whose rows both come, over the kept row of a duplicate, to a right link."""
    linked = pl.concat([right.select(id="list"), right.select(id="participants")]).unique().with_columns(reached=True)
    kept = run.rows.filter(pl.col("bucket") == "duplicate").select("id", "match").drop_nulls()
    same = kept.join(people, "id").join(people.select(match="id", kept_person="person"), "match")
    same = same.filter(pl.col("person") == pl.col("kept_person")).join(linked, left_on="match", right_on="id")
    reached = pl.concat([linked.select("id"), same.select("id")]).unique()
    both = run.truth.join(reached, left_on="list", right_on="id").join(reached, left_on="participants", right_on="id")
    return len(both)


def _outcomes(run: _Run, right: pl.DataFrame) -> dict[str, dict[str, int]]:
    """List rows by bucket and by what the truth says of them."""
    rows = run.rows.filter(pl.col("side") == "list").with_columns(
        linked=pl.col("bucket").is_in(["matched", "differs"]),
        right=pl.col("id").is_in(right["list"].implode()),
        known=pl.col("id").is_in(run.truth["list"].implode()),
    )
    outcome = (
        pl.when("right").then(pl.lit("true_link")).when("linked").then(pl.lit("wrong_link"))
        .when("known").then(pl.lit("has_counterpart")).otherwise(pl.lit("no_counterpart"))
    )  # fmt: skip
    counts = rows.group_by("bucket", outcome.alias("outcome")).len().sort("bucket", "outcome")
    result: dict[str, dict[str, int]] = {}
    for bucket, name, count in counts.iter_rows():
        result.setdefault(bucket, {})[name] = count
    return result
