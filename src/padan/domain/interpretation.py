"""Sentences that interpret figures, computed by stated rules: which kelurahan, how much, since when.

Nothing here is an opinion: every sentence names the figures it stands on, and the same figures give the same sentence.
The rules are those of docs/explanation/rules/interpretation.md. A human may write other words before signing; the
computed sentence stays beside them, and `mark` tells when its figures have moved since.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from padan.domain.figure_words import (
    COUNTED,
    counted,
    figure,
    goal,
    listed,
    month_words,
    months_between,
    share,
    tenths,
    whole,
)
from padan.domain.months import Month

NAMED = 3
"""Places that a sentence names at most: who reads it in the hall must be able to act on each."""

LEAST_MOVE = Fraction(1, 1000)
"""A tenth of a percentage point: what moved by less is told as unmoved."""

MISSED = ("near", "bad")


@dataclass(frozen=True, slots=True)
class Part:
    """A place within the one told of, with its own figure and target. `missed_since`: the first month of the unbroken
    run in which it missed its target; None where it meets it, or has none."""

    code: str
    name: str
    numerator: int
    denominator: int | None = None
    target: int | None = None
    missed_since: Month | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """The same figure of an earlier month."""

    month: Month
    numerator: int
    denominator: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One indicator of one place in one month, with what is needed to tell of it.

    `unit`: percent, people, families, rupiah, days, offices or rows. `direction`: "up" where more is better. `target`:
    per myriad for a percentage, else whole in the unit. `state`: good, near, bad or none. `parts`: the places below,
    `level`: what they are called. `known`: whether the record tells anything of it.
    """

    key: str
    name: str
    place: str
    unit: str
    direction: str
    month: Month
    numerator: int
    denominator: int | None
    target: int | None = None
    state: str = "none"
    before: Before | None = None
    missed_since: Month | None = None
    parts: tuple[Part, ...] = ()
    level: str = "kelurahan"
    known: bool = True

    def __post_init__(self) -> None:
        if self.direction not in ("up", "down") or self.state not in ("good", "near", "bad", "none"):
            raise ValueError(f"reading of {self.key}: direction {self.direction!r}, state {self.state!r}")

    @property
    def told(self) -> bool:
        """Whether there is a figure at all."""
        return self.known and (self.denominator is None or self.denominator > 0)

    @property
    def aimed(self) -> bool:
        """Whether a part has a target."""
        return any(part.target is not None for part in self.parts)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One computed sentence. `key` names its rule and indicator, `chapter` where it stands, `mark` what it rests on."""

    key: str
    chapter: str
    text: str
    mark: str


def sentence(key: str, chapter: str, text: str, *grounds: object) -> Sentence:
    """A sentence with the mark of its text and of the figures below it."""
    told = "|".join([text, *map(repr, grounds)])
    return Sentence(key, chapter, text, hashlib.sha256(told.encode()).hexdigest()[:16])


_PHRASES: Mapping[str, str] = {
    "protected": "Dari {of} orang sasaran, {n} orang ({value}) terlindungi pada akhir {month}.",
    "spent": "Dari {of_rp} yang diterima, {n_rp} ({value}) sudah dibelanjakan sampai {month}.",
    "share_extreme_poor": "Untuk penduduk miskin ekstrem dibelanjakan {n_rp}, yaitu {value} dari {of_rp} yang "
    "disisihkan menurut ketentuan, sampai {month}.",
    "share_vulnerable": "Untuk pekerja rentan dibelanjakan {n_rp}, yaitu {value} dari {of_rp} yang disisihkan menurut "
    "ketentuan, sampai {month}.",
    "signed": "Sebanyak {n} dari {of} kantor ({value}) sudah menandatangani angkanya.",
    "days_to_cover": "Dari dana diterima sampai iuran pertama dibayar rata-rata {value}, atas {of} penerimaan.",
}
"""Where a share has its own words. Every other indicator is told by its name."""

_COUNT_PHRASES: Mapping[str, str] = {
    "lapsing": "Perlindungan {value} gugur bila iuran bulan berikutnya juga tidak dibayar.",
    "doubles_and_dead": "Pada {month} {value} dibayar dua kali atau masih dibayar sesudah meninggal.",
}

_REMEDIES: Mapping[str, str] = {
    "protected": "{where} mengusulkan dan melengkapi calon sampai kekurangan {gap} tertutup; camat memeriksa "
    "kemajuannya setiap bulan.",
    "spent": "{where} menyelesaikan SPJ dan mempercepat belanja dana yang sudah diterima; BPKAD memeriksa berkas yang "
    "menahan pencairan.",
    "share_extreme_poor": "Bappeda bersama {where} menyesuaikan rencana belanja agar bagian miskin ekstrem terpenuhi.",
    "share_vulnerable": "Bappeda bersama {where} menyesuaikan rencana belanja agar bagian pekerja rentan terpenuhi.",
    "signed": "{where} menyelesaikan pemeriksaan daftarnya dan menandatanganinya; camat mengingatkan yang terlambat.",
    "lapsing": "BPKAD membayar iuran bulan berjalan sebelum tenggatnya, terutama untuk {where}, agar tidak ada "
    "perlindungan yang gugur.",
    "doubles_and_dead": "{where} bersama kantor cabang BPJS Ketenagakerjaan menghentikan iuran ganda dan iuran "
    "orang yang sudah meninggal, lalu memperhitungkannya pada tagihan berikut.",
    "days_to_cover": "Bappeda dan BPKAD memperpendek waktu dari penerimaan dana sampai pembayaran iuran, mulai dari "
    "{where}.",
}
_ANY_REMEDY = "{where} menyusun langkah agar {name} mencapai target, dan melaporkannya pada rapat berikut."


def gap_of(numerator: int, denominator: int | None, target: int, unit: str, direction: str) -> int:
    """How many units are missing to the target (too many, for direction "down"); 0 where it is met.

    Of a percentage: whole units of the numerator, rounded so that the target would be met. Of an average: whole days of
    all payments together.
    """
    if denominator is None:
        wanted = Fraction(target)
    else:
        wanted = Fraction(target * denominator, 10_000) if unit == "percent" else Fraction(target * denominator)
    short = wanted - numerator if direction == "up" else numerator - wanted
    return max(0, -(-short.numerator // short.denominator))


def missed_run(history: Sequence[tuple[Month, str]]) -> Month | None:
    """The first month of the unbroken run, up to the last of `history` (oldest first), in which a target was missed."""
    since = None
    for month, state in reversed(history):
        if state not in MISSED:
            break
        since = month
    return since


def level_sentence(one: Reading) -> Sentence:
    """Rule 1: the figure, its two numbers, and the target."""
    grounds = (one.numerator, one.denominator, one.target)
    if not one.told:
        why = "tidak ada penyebutnya" if one.known else "belum ada datanya"
        text = f"{one.name} pada {month_words(one.month)} tidak dapat dihitung: {why}."
        return sentence(f"results.{one.key}.level", "results", text, *grounds)
    return sentence(f"results.{one.key}.level", "results", f"{_phrase(one)} {_target_clause(one)}".strip(), *grounds)


def _phrase(one: Reading) -> str:
    value = figure(one.numerator, one.denominator, one.unit)
    if one.denominator is None:
        template = _COUNT_PHRASES.get(one.key, "{name} pada {month} sebanyak {value}.")
        return template.format(name=one.name, month=month_words(one.month), value=value)
    of = one.denominator
    named = {"n_rp": counted(one.numerator, "rupiah"), "of_rp": counted(of, "rupiah")}
    template = _PHRASES.get(one.key, "{name} pada {month} sebesar {value} ({n} dari {of}).")
    return template.format(
        name=one.name, month=month_words(one.month), value=value, n=whole(one.numerator), of=whole(of), **named
    )


def _target_clause(one: Reading) -> str:
    if one.target is None:
        return "Target belum ditetapkan."
    told, up = goal(one.target, one.unit), one.direction == "up"
    gap = gap_of(one.numerator, one.denominator, one.target, one.unit, one.direction)
    if not gap:
        return f"Target {told} tercapai." if up else f"Batas {told} terpenuhi."
    amount = _gap_words(one, gap)
    near = "hampir tercapai" if one.state == "near" else "belum tercapai"
    return f"Target {told} {near}, kurang {amount}." if up else f"Batas {told} terlampaui {amount}."


_RUPIAH_SHARES = ("spent", "share_extreme_poor", "share_vulnerable")
_SHARE_UNITS = {"protected": "people", "signed": "offices", **dict.fromkeys(_RUPIAH_SHARES, "rupiah")}


def _gap_words(one: Reading, gap: int) -> str:
    """The gap in what is counted; of an average in its own unit."""
    if one.unit == "percent":
        return counted(gap, _SHARE_UNITS.get(one.key, ""))
    if one.denominator:
        return f"{tenths(gap, one.denominator)} {COUNTED.get(one.unit, '')}".rstrip()
    return counted(gap, one.unit)


def change_sentence(one: Reading) -> Sentence | None:
    """Rule 2: how it moved since the earlier month; None where either month has no figure."""
    if one.before is None or not one.told or one.before.denominator == 0:
        return None
    was = figure(one.before.numerator, one.before.denominator, one.unit)
    when = month_words(one.before.month)
    moved = _value(one.numerator, one.denominator) - _value(one.before.numerator, one.before.denominator)
    grounds = (one.before.month, one.before.numerator, one.before.denominator, one.numerator, one.denominator)
    key = f"results.{one.key}.change"
    if _unmoved(one, moved):
        return sentence(key, "results", f"Dibanding {when} ({was}) tidak berubah.", *grounds)
    verb = "naik" if moved > 0 else "turun"
    better = "membaik" if (moved > 0) == (one.direction == "up") else "memburuk"
    return sentence(
        key, "results", f"Dibanding {when} ({was}) {verb} {_move_words(one, abs(moved))}, {better}.", *grounds
    )


def _value(numerator: int, denominator: int | None) -> Fraction:
    return Fraction(numerator, denominator or 1)


def _unmoved(one: Reading, moved: Fraction) -> bool:
    least = LEAST_MOVE if one.unit == "percent" else Fraction(1, 10) if one.denominator else Fraction(1)
    return abs(moved) < least


def _move_words(one: Reading, moved: Fraction) -> str:
    if one.unit == "percent":
        return f"{tenths(moved.numerator, moved.denominator, 100)} poin persen"
    if one.denominator:
        return f"{tenths(moved.numerator, moved.denominator)} {COUNTED.get(one.unit, '')}".rstrip()
    return counted(int(moved), one.unit)


def since_sentence(one: Reading) -> Sentence | None:
    """Rule 3: since when the target has been missed, where that is two months or more."""
    if one.missed_since is None or one.state not in MISSED:
        return None
    run = months_between(one.missed_since, one.month)
    if run < 2:
        return None
    text = f"Target ini belum tercapai sejak {month_words(one.missed_since)}, {whole(run)} bulan berturut-turut."
    return sentence(f"results.{one.key}.since", "results", text, one.missed_since)


@dataclass(frozen=True, slots=True)
class Short:
    """A part that misses the target, and by how much."""

    part: Part
    gap: int


def short_parts(one: Reading) -> list[Short]:
    """The parts that miss their target: the largest gap first, then the worse figure, then by code.

    Where no part has a target, of a count of which less is better: the parts that count anything at all.
    """
    told = [part for part in one.parts if _tellable(part)]
    if not one.aimed:
        counts = one.direction == "down" and one.denominator is None
        found = [Short(part, part.numerator) for part in told if counts and part.numerator]
    else:
        gaps = (
            Short(part, gap_of(part.numerator, part.denominator, part.target, one.unit, one.direction))
            for part in told
            if part.target is not None
        )
        found = [short for short in gaps if short.gap]
    worse = 1 if one.direction == "up" else -1
    return sorted(found, key=lambda s: (-s.gap, worse * _value(s.part.numerator, s.part.denominator), s.part.code))


def _tellable(part: Part) -> bool:
    return part.denominator is None or part.denominator > 0


def where_sentence(one: Reading) -> Sentence | None:
    """Rule 4: how many parts miss the target, which are furthest from it, how much of the whole gap is theirs."""
    told = [part for part in one.parts if _tellable(part)]
    if len(told) < 2:
        return None
    short = short_parts(one)
    grounds = tuple((p.code, p.numerator, p.denominator, p.target, p.missed_since) for p in one.parts)
    key = f"results.{one.key}.where"
    if not short:
        if not one.aimed:
            return None
        return sentence(key, "results", _all_reach(one, told), *grounds)
    return sentence(key, "results", " ".join(_where(one, short, len(told))), *grounds)


def _all_reach(one: Reading, told: Sequence[Part]) -> str:
    """That all parts reach the target, and from which figure to which, the worst first."""
    done = "mencapainya" if one.direction == "up" else "di dalam batasnya"
    worse = 1 if one.direction == "up" else -1
    ranked = sorted(told, key=lambda part: (worse * _value(part.numerator, part.denominator), part.code))
    worst, best = (figure(part.numerator, part.denominator, one.unit) for part in (ranked[0], ranked[-1]))
    if worst == best:
        return f"Semua {whole(len(told))} {one.level} {done}, masing-masing {worst}."
    reach = f"dari {ranked[0].name} ({worst}) sampai {ranked[-1].name} ({best})"
    return f"Semua {whole(len(told))} {one.level} {done}: {reach}."


def _where(one: Reading, short: Sequence[Short], parts: int) -> Iterator[str]:
    if not one.aimed:
        yield f"Tercatat di {whole(len(short))} dari {whole(parts)} {one.level}."
    elif one.direction == "up":
        yield f"Sebanyak {whole(len(short))} dari {whole(parts)} {one.level} belum mencapainya."
    else:
        yield f"Sebanyak {whole(len(short))} dari {whole(parts)} {one.level} melampauinya."
    named = short[:NAMED]
    yield f"Terbesar: {'; '.join(_part_words(one, each) for each in named)}."
    total = sum(each.gap for each in short)
    if len(short) > NAMED:
        of = "seluruh selisih" if one.aimed else "jumlahnya"
        yield f"Ketiganya {share(sum(each.gap for each in named), total)} dari {of}."


def _part_words(one: Reading, short: Short) -> str:
    part = short.part
    value = figure(part.numerator, part.denominator, one.unit)
    words = [value] if part.target is None or part.denominator is None else [value, _short_words(one, short)]
    if part.missed_since and months_between(part.missed_since, one.month) > 1:
        words.append(f"sejak {month_words(part.missed_since)}")
    return f"{part.name} ({', '.join(words)})"


def _short_words(one: Reading, short: Short) -> str:
    way = "kurang" if one.direction == "up" else "lebih"
    if one.unit == "percent":
        return f"{way} {counted(short.gap, _SHARE_UNITS.get(one.key, ''))}"
    return f"{way} {tenths(short.gap, short.part.denominator or 1)} {COUNTED.get(one.unit, '')}".rstrip()


def result_sentences(readings: Sequence[Reading]) -> list[Sentence]:
    """Rules 1 to 4 for each indicator, in the order given."""
    found = []
    for one in readings:
        more = (change_sentence(one), since_sentence(one), where_sentence(one))
        found += [level_sentence(one), *(each for each in more if each is not None)]
    return found


def remedy_sentences(readings: Sequence[Reading]) -> list[Sentence]:
    """Rule 5: for each indicator that misses its target, who does what; the missed before the nearly met."""
    found = []
    for one in sorted((r for r in readings if r.state in MISSED), key=lambda r: r.state != "bad"):
        assert one.target is not None
        gap = gap_of(one.numerator, one.denominator, one.target, one.unit, one.direction)
        named = [each.part.name for each in short_parts(one)[:NAMED]]
        where = f"{one.level.capitalize()} {listed(named)}" if named else one.place
        template = _REMEDIES.get(one.key, _ANY_REMEDY)
        text = template.format(where=where, gap=_gap_words(one, gap), name=one.name)
        found.append(sentence(f"remedies.{one.key}", "remedies", text, gap, named))
    return found


def verdict_sentence(readings: Sequence[Reading]) -> Sentence:
    """Rule 6: how many targets are met."""
    states = [one.state for one in readings]
    aimed = [state for state in states if state != "none"]
    if not aimed:
        text = "Belum ada indikator yang mempunyai target, jadi capaian belum dapat dinilai."
    else:
        met, near = aimed.count("good"), aimed.count("near")
        text = (
            f"Dari {whole(len(aimed))} indikator yang bertarget, {whole(met)} tercapai, {whole(near)} hampir tercapai "
            f"dan {whole(len(aimed) - met - near)} belum tercapai."
        )
    return sentence("verdict", "summary", text, *states)
