"""What must be done after a reconciliation, and by whom: the gravest first, then what the buckets ask for.

A life and what a family loses come before money, money before records. Until when is left to those who sign.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from padan.documents.content import Amount, FollowUp
from padan.documents.wording import Words, number, rupiah, say

NOTHING = Amount()


@dataclass(frozen=True, slots=True)
class Grave:
    """What touches a life or money. Amounts of people or person-months, and rupiah.

    `claims`: insured people of whom either side says that they died, and the death benefit at most; `risk`: listed
    people by why their family stands to lose, and what it loses; `excess`: person-months paid beyond what is due, by
    their status (keys of `domain.contributions.STATUSES`); `missing`: due and not paid; `unknown`: paid for months
    whose due is not known; `unassigned`: paid for nobody that can be named; `two_payers`,
    `two_segments`, `over_age`: people; `one_for_two`: people whom answers make two plainly different people.
    """

    claims: Amount = NOTHING
    risk: Mapping[str, Amount] = field(default_factory=dict)
    excess: Mapping[str, Amount] = field(default_factory=dict)
    missing: Amount = NOTHING
    unknown: Amount = NOTHING
    unassigned: Amount = NOTHING
    two_payers: int = 0
    two_segments: int = 0
    over_age: int = 0
    one_for_two: int = 0


_BOTH: Words = ("Instansi pengirim dan BPJS Ketenagakerjaan", "Submitting offices and BPJS")
_PAYER: Words = ("Pembayar iuran dan BPJS Ketenagakerjaan", "Payer of the contributions and BPJS")
_SENDER: Words = ("Instansi pengirim", "Submitting offices")
_PARTIES: Words = ("Kedua pihak", "Both sides")

_CLAIM = (
    "Memeriksa klaim JKM {n} peserta yang meninggal, lebih dahulu dari hal lain (santunan paling banyak {rp}); "
    "tanggal dan buktinya disahkan lurah",
    "First check the death claims of {n} participants who died (at most {rp}); the lurah confirms date and proof",
)
_CLAIM_ALONE = (
    "Memeriksa klaim JKM {n} peserta yang meninggal, lebih dahulu dari hal lain; tanggal dan buktinya disahkan lurah",
    "First check the death claims of {n} participants who died; the lurah confirms date and proof",
)
_RISKS: tuple[tuple[str, Words], ...] = (
    (
        "lapsed",
        (
            "Memulihkan perlindungan {n} peserta yang sudah gugur; bila mereka meninggal, keluarganya kehilangan {rp}",
            "Restore the cover of {n} participants whose cover has lapsed; their families stand to lose {rp}",
        ),
    ),
    (
        "one_month_to_lapse",
        (
            "Membayar iuran {n} peserta yang perlindungannya gugur bila satu bulan lagi tidak dibayar",
            "Pay for {n} participants whose cover lapses with one more unpaid month",
        ),
    ),
)
_EXCESS: tuple[tuple[tuple[str, ...], Words, Words], ...] = (
    (
        ("after_death",),
        (
            "Mengusulkan iuran {n} orang-bulan yang dibayar setelah meninggal, {rp}, sebagai kredit tagihan berikutnya",
            "Propose {rp} paid for {n} person-months after a death as a credit on the next bill",
        ),
        _BOTH,
    ),
    (
        ("after_leaving",),
        (
            "Mengusulkan iuran {n} orang-bulan yang dibayar setelah berakhir, {rp}, sebagai kredit tagihan berikutnya",
            "Propose {rp} paid for {n} person-months after the end as a credit on the next bill",
        ),
        _BOTH,
    ),
    (
        ("paid_twice",),
        (
            "Mengusulkan kelebihan {n} orang-bulan yang dibayar dua kali, {rp}, sebagai kredit tagihan berikutnya",
            "Propose {rp} paid twice for {n} person-months as a credit on the next bill",
        ),
        _PAYER,
    ),
    (
        ("not_listed",),
        (
            "Menelusuri siapa yang membayar {n} orang-bulan bagi peserta di luar daftar, {rp}; yang dibayar pemda "
            "diusulkan sebagai kredit",
            "Trace who paid {rp} for {n} person-months of participants who are not listed; what the city paid is "
            "proposed as a credit",
        ),
        _PAYER,
    ),
    (
        ("not_registered",),
        (
            "Menelusuri iuran {n} orang-bulan yang dibayar bagi orang yang bukan peserta, {rp}",
            "Trace {rp} paid for {n} person-months of people who are no participants",
        ),
        _PAYER,
    ),
    (
        ("before_start", "wrong_rate", "other_reading"),
        (
            "Mencocokkan tanggal mulai atau tarif {n} orang-bulan yang dibayar lebih, {rp}",
            "Check the start or the rate of {n} person-months paid {rp} too much",
        ),
        _PAYER,
    ),
)
_ARREARS: Words = (
    "Melunasi iuran yang kurang atau belum dibayar, {n} orang-bulan, {rp}",
    "Pay what is missing: {rp} for {n} person-months",
)
_UNKNOWN: Words = (
    "Melengkapi upah atau segmen agar tarif {n} orang-bulan diketahui (sudah dibayar {rp})",
    "Complete the wage or the segment, so that what is due for {n} person-months is known ({rp} was paid)",
)
_UNASSIGNED: Words = (
    "Meminta rincian nama bagi iuran yang belum terbagi, {rp}",
    "Ask for whom {rp} was paid that is not assigned to a person",
)
_TWO_PAYERS: Words = (
    "Menetapkan pembayar bagi {n} orang yang terdaftar pada lebih dari satu pembayar",
    "Settle who pays for {n} people who are registered by more than one payer",
)
_TWO_SEGMENTS: Words = (
    "Memastikan {n} orang yang tercatat pada lebih dari satu segmen berhak pada masing-masing",
    "Make sure that {n} people who stand in more than one segment have a right to each",
)
_OVER_AGE: Words = (
    "Memeriksa kepesertaan {n} orang yang melewati batas usia, sebelum iurannya dibayar lagi",
    "Check {n} people past the age limit before they are paid for again",
)
_ONE_FOR_TWO: Words = (
    "Memeriksa kembali jawaban bagi {n} orang yang dijawab sama dengan dua orang yang jelas berbeda; jawaban yang "
    "keliru diubah menjadi bukan",
    "Look again at the answers for {n} people said to be the same as two plainly different people; a slip is changed "
    "to different",
)
_BUCKETS: tuple[tuple[str, str, Words, Words], ...] = (
    (
        "both",
        "review",
        ("Memutuskan {n} baris yang perlu ditinjau", "Decide on {n} rows under review"),
        _BOTH,
    ),
    (
        "list",
        "not_registered",
        (
            "Mendaftarkan {n} orang yang belum terdaftar, atau menyatakan alasannya",
            "Register {n} people who are not registered, or state why not",
        ),
        _SENDER,
    ),
    (
        "participants",
        "not_listed",
        (
            "Menelusuri {n} peserta yang tidak ada pada daftar: meninggal, berhenti, atau belum dicantumkan",
            "Trace {n} participants who are not on the list: deceased, left, or not yet listed",
        ),
        ("Instansi penanggung jawab dan BPJS Ketenagakerjaan", "Responsible offices and BPJS"),
    ),
    (
        "list",
        "differs",
        (
            "Membetulkan {n} data yang berbeda menurut KTP-el dan KK",
            "Correct {n} records that differ, by identity and family card",
        ),
        ("BPJS Ketenagakerjaan dan instansi pengirim", "BPJS and submitting offices"),
    ),
    (
        "both",
        "duplicate",
        ("Menghapus atau menggabungkan {n} baris ganda", "Remove or join {n} duplicate rows"),
        _PARTIES,
    ),
    (
        "both",
        "rejected",
        ("Melengkapi {n} baris tanpa identitas", "Complete {n} rows without an identity"),
        _PARTIES,
    ),
)


def follow_ups(grave: Grave, buckets: Mapping[str, Mapping[str, int]], lang: str) -> Iterator[FollowUp]:
    """All that the figures ask for, in the order of harm; what there is nothing of is not named."""
    for what, who, amount in (*_grave(grave), *_of_buckets(buckets)):
        if (amount.person_months and "{n}" in what[0]) or (amount.rupiah and "{rp}" in what[0]):
            n = f"{amount.person_months:,}" if lang == "en" else number(amount.person_months)
            money = rupiah(amount.rupiah, lang)
            yield FollowUp(say(what, lang).format(n=n, rp=money), say(who, lang))


def _grave(grave: Grave) -> Iterator[tuple[Words, Words, Amount]]:
    yield (_CLAIM if grave.claims.rupiah else _CLAIM_ALONE), _BOTH, grave.claims
    for reason, what in _RISKS:
        yield what, _PAYER, grave.risk.get(reason, NOTHING)
    for statuses, what, who in _EXCESS:
        yield what, who, sum((grave.excess.get(status, NOTHING) for status in statuses), NOTHING)
    yield _ARREARS, _PAYER, grave.missing
    yield _TWO_PAYERS, _BOTH, Amount(grave.two_payers)
    yield _TWO_SEGMENTS, _BOTH, Amount(grave.two_segments)
    yield _OVER_AGE, _BOTH, Amount(grave.over_age)
    yield _UNKNOWN, _SENDER, grave.unknown
    yield _UNASSIGNED, _PAYER, grave.unassigned
    yield _ONE_FOR_TWO, _BOTH, Amount(grave.one_for_two)


def _of_buckets(buckets: Mapping[str, Mapping[str, int]]) -> Iterator[tuple[Words, Words, Amount]]:
    for side, bucket, what, who in _BUCKETS:
        sides: Iterable[str] = buckets if side == "both" else (side,)
        yield what, who, Amount(sum(buckets[name][bucket] for name in sides))
