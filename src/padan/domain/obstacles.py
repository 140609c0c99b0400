"""What stands in the way, told from the record: targets missed, money still to come, activities that report an
obstacle, follow-ups past their day. Rules 7 to 11 of docs/explanation/rules/interpretation.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from padan.domain.dates import MONTH_NAMES
from padan.domain.figure_words import figure, goal, listed, rupiah, whole
from padan.domain.interpretation import MISSED, NAMED, Reading, Sentence, sentence

NOTHING = "Tidak ada kendala yang tercatat pada periode ini."


@dataclass(frozen=True, slots=True)
class StageOwed:
    """A stage of money that has not come, or not whole: how much, and where."""

    order: int
    amount: int
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hindered:
    """An activity that reports an obstacle."""

    place: str
    title: str
    obstacle: str
    ceiling: int


@dataclass(frozen=True, slots=True)
class Promise:
    """A follow-up: what, by whom, until when; `done` and `late` as of the report's day."""

    what: str
    who: str
    due: date | None
    done: bool
    late: bool


def obstacle_sentences(
    readings: Sequence[Reading],
    stages: Sequence[StageOwed] = (),
    activities: Sequence[Hindered] = (),
    promises: Sequence[Promise] = (),
) -> list[Sentence]:
    """Rules 7 to 11, in this order; one sentence that says so where there is nothing."""
    found = [
        *_missed(readings),
        *(_owed(stage) for stage in sorted(stages, key=lambda one: one.order) if stage.amount > 0),
        *_hindered(activities),
        *_late(promises),
        *_untold(readings),
    ]
    return found or [sentence("obstacles.none", "obstacles", NOTHING)]


def _missed(readings: Sequence[Reading]) -> Iterator[Sentence]:
    """Rule 7."""
    missed = [one for one in readings if one.state in MISSED]
    if missed:
        told = "; ".join(
            f"{one.name} {figure(one.numerator, one.denominator, one.unit)}"
            f" ({'target' if one.direction == 'up' else 'batas'} {goal(one.target or 0, one.unit)})"
            for one in missed
        )
        yield sentence("obstacles.missed", "obstacles", f"Belum sesuai target: {told}.")


def _owed(stage: StageOwed) -> Sentence:
    """Rule 8."""
    names = [f"{listed(stage.places[:NAMED])}"] if len(stage.places) <= NAMED else [*stage.places[:NAMED]]
    rest = len(stage.places) - NAMED
    where = names[0] if rest <= 0 else f"{', '.join(names)} dan {whole(rest)} lainnya"
    text = (
        f"Dana tahap {_ROMAN.get(stage.order, str(stage.order))} sebesar {rupiah(stage.amount)} belum diterima di "
        f"{whole(len(stage.places))} kelurahan ({where})."
    )
    return sentence(f"obstacles.stage{stage.order}", "obstacles", text, stage.places)


_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


def _hindered(activities: Sequence[Hindered]) -> Iterator[Sentence]:
    """Rule 9."""
    if not activities:
        return
    ordered = sorted(activities, key=lambda one: (-one.ceiling, one.place, one.title))
    places = {one.place for one in ordered}
    named = "; ".join(f"{one.title}, {one.place} ({rupiah(one.ceiling)}): {one.obstacle}" for one in ordered[:NAMED])
    text = (
        f"Kendala dilaporkan untuk {whole(len(ordered))} kegiatan di {whole(len(places))} tempat senilai "
        f"{rupiah(sum(one.ceiling for one in ordered))}. Terbesar: {named}."
    )
    yield sentence("obstacles.activities", "obstacles", text, len(ordered))


def _late(promises: Sequence[Promise]) -> Iterator[Sentence]:
    """Rule 10."""
    late = sorted(
        (one for one in promises if one.late and not one.done), key=lambda one: (one.due or date.max, one.what)
    )
    if not late:
        return
    still = sum(not one.done for one in promises)
    oldest = late[0]
    since = f", seharusnya {_day(oldest.due)}" if oldest.due else ""
    text = (
        f"Sebanyak {whole(len(late))} dari {whole(still)} tindak lanjut yang terbuka sudah lewat tenggat. "
        f"Yang terlama: {oldest.what} ({oldest.who}{since})."
    )
    yield sentence("obstacles.late", "obstacles", text)


def _day(value: date) -> str:
    return f"{value.day} {MONTH_NAMES[value.month - 1]} {value.year}"


def _untold(readings: Sequence[Reading]) -> Iterator[Sentence]:
    """Rule 11."""
    names = [one.name for one in readings if not one.told]
    if names:
        text = f"Tidak dapat dihitung karena belum ada datanya: {listed(names)}."
        yield sentence("obstacles.untold", "obstacles", text)
