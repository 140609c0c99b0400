"""Who may be protected: a table of rules, each with the reason it gives.

Worked table: docs/explanation/rules/eligibility.md. A rule finds that something bars, that something is missing, or
that something is worth a warning. One bar: not eligible. No bar, and something missing: unknown. Neither: eligible.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from padan.domain.law import (
    AgeLimit,
    AnswerAge,
    DecileLimit,
    EmployerEffect,
    Law,
    ages_of,
    answer_age_of,
    decile_of,
    employer_of,
    jobs_of,
)
from padan.domain.people_facts import Facts

State = Literal["eligible", "not_eligible", "unknown"]
Asks = Literal["", "kelurahan", "dukcapil", "branch"]
"""Who can supply what is missing, or clear what bars."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a stable code, the sentence in both languages, and who can do something about it."""

    code: str
    text_id: str
    text_en: str
    asks: Asks = ""

    def text(self, lang: str) -> str:
        """The sentence."""
        return self.text_en if lang == "en" else self.text_id


@dataclass(frozen=True, slots=True)
class Verdict:
    """A candidate's state, with the reasons for it (none where eligible) and what is worth a look besides."""

    state: State
    reasons: tuple[Reason, ...] = ()
    warnings: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        if (self.state == "eligible") == bool(self.reasons):
            raise ValueError("eligible has no reason, and no other state is without one")


@dataclass(frozen=True, slots=True)
class Limits:
    """What the law says for one programme on one day; None: it says nothing, and nothing is asked. `jobs`: the list;
    `population_age`, `employer_age`, `decile_age`: for how long what Dukcapil, the branch and the decile say holds."""

    age: AgeLimit | None
    employer: EmployerEffect | None
    jobs: tuple[str, ...] | None
    decile: DecileLimit | None
    population_age: AnswerAge | None = None
    employer_age: AnswerAge | None = None
    decile_age: AnswerAge | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found."""

    kind: Literal["bars", "missing", "warns"]
    reason: Reason


@dataclass(frozen=True, slots=True)
class EligibilityRule:
    """One rule of the table: what it asks, and how it is answered (None: nothing against it)."""

    key: str
    asks_id: str
    asks_en: str
    find: Callable[[Facts, Limits], Finding | None]


def limits_of(law: Law, programme: str, day: date, *, place: str = "") -> Limits:
    """What the law asks of the candidates of a programme who are to be covered from a day."""
    return Limits(
        ages_of(law, programme, day, place=place),
        employer_of(law, programme, day, place=place),
        jobs_of(law, programme, day, place=place),
        decile_of(law, programme, day, place=place),
        answer_age_of(law, programme, day, fact="population", place=place),
        answer_age_of(law, programme, day, fact="employer", place=place),
        answer_age_of(law, programme, day, fact="decile", place=place),
    )


def judge(facts: Facts, *, programme: str, law: Law, day: date, place: str = "") -> Verdict:
    """Whether a candidate may be protected from a day on, and why."""
    return verdict_of(facts.on(day), limits_of(law, programme, day, place=place))


def verdict_of(facts: Facts, limits: Limits) -> Verdict:
    """The verdict on facts as they stand (`Facts.on` a day): for a million people, ask once for each distinct one."""
    found = [finding for rule in ELIGIBILITY_RULES if (finding := rule.find(facts, limits)) is not None]
    by_kind = {kind: tuple(f.reason for f in found if f.kind == kind) for kind in ("bars", "missing", "warns")}
    if by_kind["bars"]:
        return Verdict("not_eligible", by_kind["bars"], by_kind["warns"])
    if by_kind["missing"]:
        return Verdict("unknown", by_kind["missing"], by_kind["warns"])
    return Verdict("eligible", (), by_kind["warns"])


def _bars(code: str, text_id: str, text_en: str, asks: Asks = "") -> Finding:
    return Finding("bars", Reason(code, text_id, text_en, asks))


def _missing(code: str, text_id: str, text_en: str, asks: Asks) -> Finding:
    return Finding("missing", Reason(code, text_id, text_en, asks))


def _warns(code: str, text_id: str, text_en: str) -> Finding:
    return Finding("warns", Reason(code, text_id, text_en))


def _nik(facts: Facts, limits: Limits) -> Finding | None:
    if facts.nik_usable is None:
        return _missing("nik_missing", "NIK belum ada atau rusak.", "The NIK is missing or damaged.", "kelurahan")
    if facts.nik_usable:
        return None
    return _bars("nik_unmatched", "NIK tidak sesuai data Dukcapil.", "Dukcapil does not know the NIK.", "kelurahan")


def _alive(facts: Facts, limits: Limits) -> Finding | None:
    if facts.alive is None:
        return _missing("alive_missing", "Belum dipastikan masih hidup.", "Not yet confirmed to be alive.", "dukcapil")
    return None if facts.alive else _bars("deceased", "Sudah meninggal.", "Has died.")


def _resident(facts: Facts, limits: Limits) -> Finding | None:
    if facts.resident is None:
        return _missing(
            "resident_missing", "Belum dipastikan penduduk kota.", "Not yet confirmed to live in the city.", "dukcapil"
        )
    return None if facts.resident else _bars("moved", "Sudah pindah dari kota.", "Has moved out of the city.")


def _too_old(limit: AnswerAge | None, months: int | None) -> bool:
    return limit is not None and months is not None and months >= limit.months


def _counts_no_more(limit: AnswerAge | None, months: int | None) -> bool:
    return limit is not None and limit.beyond == "unknown" and _too_old(limit, months)


def _old(limit: AnswerAge | None, months: int | None, code: str, what: tuple[str, str], asks: Asks) -> Finding | None:
    """That an answer is older than it holds: missing again, or a warning, as the law has it."""
    if limit is None or not _too_old(limit, months):
        return None
    text_id = f"{what[0]} sudah {months} bulan; berlaku {limit.months} bulan."
    text_en = f"{what[1]} is {months} months old; it holds for {limit.months}."
    return _missing(code, text_id, text_en, asks) if limit.beyond == "unknown" else _warns(code, text_id, text_en)


def _population_old(facts: Facts, limits: Limits) -> Finding | None:
    if facts.alive is not True and facts.resident is not True:
        return None
    what = ("Jawaban Dukcapil", "Dukcapil's answer")
    return _old(limits.population_age, facts.population_months, "population_old", what, "dukcapil")


def _employer_old(facts: Facts, limits: Limits) -> Finding | None:
    what = ("Jawaban cabang BPJS", "The branch's answer")
    return _old(limits.employer_age, facts.employer_months, "employer_old", what, "branch") if facts.employer else None


def _decile_old(facts: Facts, limits: Limits) -> Finding | None:
    what = ("Data desil keluarga", "The family's decile")
    asked = limits.decile is not None and facts.decile is not None
    return _old(limits.decile_age, facts.decile_months, "decile_old", what, "kelurahan") if asked else None


def _age(facts: Facts, limits: Limits) -> Finding | None:
    if facts.over_age_said:
        return _bars("over_age", "Melewati batas umur menurut cabang.", "Over age, the branch says.")
    if limits.age is None:
        return None
    age = facts.age_on_start
    if age is None:
        return _missing("age_missing", "Tanggal lahir belum ada.", "The birth date is missing.", "kelurahan")
    if limits.age.admits(age):
        return None
    if limits.age.below_years is not None and age >= limits.age.below_years:
        limit = limits.age.below_years
        return _bars(
            "over_age",
            f"Berumur {age} tahun; batasnya belum mencapai {limit} tahun.",
            f"{age} years old; the limit is not yet {limit}.",
        )
    return _bars(
        "too_young",
        f"Berumur {age} tahun; paling muda {limits.age.from_years} tahun.",
        f"{age} years old; at least {limits.age.from_years}.",
    )


def _employer(facts: Facts, limits: Limits) -> Finding | None:
    if facts.employer is None:
        return _missing(
            "employer_missing",
            "Kepesertaan lain belum dijawab cabang BPJS.",
            "The branch has not said whether somebody else insures.",
            "branch",
        )
    if _counts_no_more(limits.employer_age, facts.employer_months):
        return None
    if facts.employer == "bpu" and not facts.own_cover:
        if facts.covered_by:
            return _warns(
                "bpu_by_grant",
                f"Sudah dilindungi oleh hibah ini lewat {facts.covered_by}.",
                f"Insured by this grant already: {facts.covered_by}.",
            )
        return _warns(
            "bpu_elsewhere",
            "Sudah menjadi peserta BPU; periksa siapa yang membayar.",
            "Insured as BPU already; see who pays.",
        )
    if facts.employer != "pu":
        return None
    text = ("Peserta aktif dari pemberi kerja (PU).", "Insured by an employer (PU active).")
    return _bars("employer", *text) if limits.employer == "bars" else _warns("employer", *text)


def _paid(facts: Facts, limits: Limits) -> Finding | None:
    if not facts.paid_by_other:
        return None
    return _bars(
        "paid_by_other", f"Sudah dibayar lewat {facts.paid_by_other}.", f"Paid for already: {facts.paid_by_other}."
    )


def _job(facts: Facts, limits: Limits) -> Finding | None:
    if limits.jobs is None:
        return None
    if facts.job_listed is None:
        return _missing("job_missing", "Pekerjaan belum diisi.", "The job is not stated.", "kelurahan")
    if facts.job_listed:
        return None
    return _bars(
        "job_not_listed",
        "Pekerjaannya tidak ada di daftar pekerjaan rentan kota.",
        "The job is not on the city's list of vulnerable jobs.",
    )


def _decile(facts: Facts, limits: Limits) -> Finding | None:
    limit = limits.decile
    if limit is None:
        return None
    if facts.decile is None:
        text = ("Desil keluarga belum diketahui.", "The family's decile is not known.")
        if limit.missing == "allowed":
            return _warns("decile_missing", *text)
        return _missing("decile_missing", *text, asks="kelurahan")
    if facts.decile <= limit.up_to or _counts_no_more(limits.decile_age, facts.decile_months):
        return None
    return _bars(
        "decile_high",
        f"Desil {facts.decile}; batasnya sampai desil {limit.up_to}.",
        f"Decile {facts.decile}; the limit is decile {limit.up_to}.",
    )


def _double(facts: Facts, limits: Limits) -> Finding | None:
    if not facts.double:
        return None
    return _bars(
        "double", "Orang ini sudah diusulkan untuk program dan tahun yang sama.", "Proposed already for this year."
    )


def _twice(facts: Facts, limits: Limits) -> Finding | None:
    if not facts.also_proposed_by:
        return None
    return _warns(
        "proposed_twice",
        f"Juga diusulkan oleh {facts.also_proposed_by}.",
        f"Also proposed by {facts.also_proposed_by}.",
    )


def _other(facts: Facts, limits: Limits) -> Finding | None:
    if not facts.other_programme:
        return None
    return _warns(
        "other_programme",
        f"Juga diusulkan untuk {facts.other_programme}.",
        f"Also proposed for {facts.other_programme}.",
    )


OLD_ANSWERS = frozenset({"population_old", "employer_old", "decile_old"})
"""Codes of what is only to be asked again: nothing is known against the person."""

ELIGIBILITY_RULES: tuple[EligibilityRule, ...] = (
    EligibilityRule("nik", "NIK dapat dipakai", "the NIK is usable", _nik),
    EligibilityRule("alive", "Masih hidup", "is alive", _alive),
    EligibilityRule("resident", "Penduduk kota", "lives in the city", _resident),
    EligibilityRule(
        "population_old", "Jawaban Dukcapil masih berlaku", "Dukcapil's answer still holds", _population_old
    ),
    EligibilityRule("age", "Umur pada hari mulai dilindungi", "age on the first day of cover", _age),
    EligibilityRule("employer", "Tidak dijamin pemberi kerja", "is not insured by an employer", _employer),
    EligibilityRule("employer_old", "Jawaban cabang masih berlaku", "the branch's answer still holds", _employer_old),
    EligibilityRule("paid", "Tidak dibayar kantor lain", "is not paid for by another office", _paid),
    EligibilityRule("job", "Pekerjaan rentan", "the job is vulnerable", _job),
    EligibilityRule("decile", "Desil keluarga", "the family's decile", _decile),
    EligibilityRule("decile_old", "Data desil masih berlaku", "the decile still holds", _decile_old),
    EligibilityRule("double", "Diusulkan satu kali", "is proposed once", _double),
    EligibilityRule("twice", "Diusulkan satu kantor", "is proposed by one office", _twice),
    EligibilityRule("other", "Diusulkan untuk satu program", "is proposed for one programme", _other),
)
"""Every rule, in the order in which reasons are told."""
