"""What may be answered to each kind of case: code, words, key, what else must be said, and what follows. All as data.

The rules: a death or a leaving needs a date, and a document or the reason why there is none; the head of the office
confirms it before anything goes to the branch. Every case may be carried over with a reason, an owner and a date.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from padan.web.review.models import Case, CaseKind
from padan.web.roles import OfficeKind

Words = str | Promise


class Need(Enum):
    """What an answer must say beside its code."""

    REASON = "reason"
    DATE = "happened_on"
    PROOF = "document"
    """A document, or the reason why there is none."""
    VALUES = "values"
    """The right value of each field that differs."""
    OWNER = "owner"
    UNTIL = "carried_to"


class Effect(Enum):
    """What follows from an answer once it holds."""

    NONE = ""
    SAME = "same"
    DIFFERENT = "different"
    ENROL = "enrol"
    """An enrolment is proposed to the branch."""
    LEAVE = "leave"
    """The branch is told that cover ends, from a day."""
    DEATH = "death"
    """The claim check is opened; contributions after the death are proposed as a credit."""
    CREDIT = "credit"
    """Contributions are claimed back as a credit on the next bill."""
    CORRECT = "correct"
    """A value goes out as a correction: to the branch, into the own list, or both."""
    ADD = "add"
    """The person is to be added to the own list."""
    REMOVE = "remove"
    """The row is to be taken out of the own list."""
    MEND = "mend"
    """The row is to be mended in the own list."""
    PASS = "pass"
    """The office says that the person is not its own: Bappeda answers."""
    HAND = "hand"
    """Bappeda names the office that knows the person; that office answers."""
    UNSURE = "unsure"
    CARRY = "carry"


class Lasts(Enum):
    """What becomes of an answer in a later period, while the records say the same."""

    NOT = ""
    """It is asked again: what was to be done has not been done, or may have become otherwise."""
    OFFERED = "offered"
    """It is shown with its period, and holds again once the office says so, for all in one click."""
    KEPT = "kept"
    """It holds by itself: who is one person with whom, who has died, who has left."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. `label` fits a button of a narrow phone; `key` is pressed on the keyboard; `note` says what follows.

    `confirmed`: the head of the office must confirm it. `keeps`: of two rows the one that stays or is right.
    `quiet`: shown less boldly. `bulk`: may be given to many cases at once. `lasts`: in later periods.
    """

    code: str
    label: Words
    key: str
    effect: Effect = Effect.NONE
    needs: tuple[Need, ...] = ()
    confirmed: bool = False
    note: Words = ""
    keeps: str = ""
    quiet: bool = False
    bulk: bool = False
    lasts: Lasts = Lasts.NOT

    @property
    def simple(self) -> bool:
        """Whether a press of the button is all."""
        return not self.needs

    @property
    def wants(self) -> frozenset[str]:
        """The names of the fields of its form."""
        return frozenset(need.value for need in self.needs)


_REASON = (Need.REASON,)
_DATED = (Need.DATE, Need.PROOF)

UNKNOWN = Answer(
    "tidak_tahu",
    _("Tidak tahu"),
    "t",
    Effect.UNSURE,
    note=_("Tetap terbuka, dan dapat dibawa ke periode berikut."),
    quiet=True,
)
CARRY = Answer(
    "bawa",
    _("Bawa ke periode berikut"),
    "c",
    Effect.CARRY,
    (Need.REASON, Need.OWNER, Need.UNTIL),
    note=_("Tercatat belum selesai dalam berita acara, dengan penanggung jawab dan tanggalnya."),
    quiet=True,
)
NOTED = Answer(
    "diketahui",
    _("Sudah diketahui"),
    "o",
    note=_("Tidak ada yang perlu dikerjakan."),
    quiet=True,
    bulk=True,
    lasts=Lasts.OFFERED,
)
HANDED = Answer("teruskan", _("Diserahkan ke kantor lain"), "", Effect.HAND)
"""Bappeda's word on a person who was passed on; given with the office, never by a button of its own."""
OTHER = Answer("lainnya", _("Alasan lain"), "l", needs=_REASON, quiet=True, lasts=Lasts.OFFERED)
DIED = Answer(
    "meninggal",
    _("Meninggal"),
    "m",
    Effect.DEATH,
    _DATED,
    confirmed=True,
    note=_("Klaim kematian (JKM) diperiksa dahulu untuk keluarganya; iuran sesudahnya diusulkan kembali."),
    lasts=Lasts.KEPT,
)

ANSWERS: Mapping[CaseKind, tuple[Answer, ...]] = {
    CaseKind.PAIR: (
        Answer("sama", _("Orang yang sama"), "s", Effect.SAME, lasts=Lasts.KEPT),
        Answer("beda", _("Bukan orang yang sama"), "b", Effect.DIFFERENT, lasts=Lasts.KEPT),
        UNKNOWN,
    ),
    CaseKind.NOT_REGISTERED: (
        Answer(
            "usulkan", _("Usulkan pendaftaran"), "d", Effect.ENROL, note=_("Masuk daftar usulan ke BPJS."), bulk=True
        ),
        Answer(
            "pindah",
            _("Pindah keluar"),
            "p",
            Effect.REMOVE,
            _REASON,
            note=_("Sebutkan ke mana atau sejak kapan."),
            lasts=Lasts.OFFERED,
        ),
        replace(DIED, effect=Effect.REMOVE, confirmed=False, note=_("Dihapus dari daftar kami.")),
        Answer("lewat_usia", _("Lewat batas usia"), "u", quiet=True, lasts=Lasts.OFFERED),
        Answer(
            "pemberi_kerja",
            _("Sudah dijamin pemberi kerja"),
            "k",
            needs=_REASON,
            note=_("Sebutkan pemberi kerjanya."),
            quiet=True,
            lasts=Lasts.OFFERED,
        ),
        Answer("menolak", _("Menolak didaftarkan"), "n", needs=_REASON, quiet=True, lasts=Lasts.OFFERED),
        OTHER,
    ),
    CaseKind.NOT_LISTED: (
        Answer(
            "menjabat",
            _("Masih menjabat atau bekerja"),
            "j",
            Effect.ADD,
            note=_("Ditambahkan ke daftar kami."),
            bulk=True,
        ),
        Answer("berhenti", _("Berhenti"), "b", Effect.LEAVE, _DATED, confirmed=True, lasts=Lasts.KEPT),
        DIED,
        Answer(
            "bukan_warga",
            _("Bukan warga kami"),
            "w",
            Effect.PASS,
            note=_("Diteruskan ke Bappeda."),
            bulk=True,
            lasts=Lasts.OFFERED,
        ),
        OTHER,
    ),
    CaseKind.DOUBLE: (
        Answer("kiri", _("Satu orang: A tetap"), "1", Effect.SAME, keeps="left", lasts=Lasts.KEPT),
        Answer("kanan", _("Satu orang: B tetap"), "2", Effect.SAME, keeps="right", lasts=Lasts.KEPT),
        Answer("beda", _("Dua orang berbeda"), "b", Effect.DIFFERENT, lasts=Lasts.KEPT),
        UNKNOWN,
    ),
    CaseKind.DIFFERS: (
        Answer(
            "daftar",
            _("Daftar kami benar"),
            "d",
            Effect.CORRECT,
            keeps="left",
            note=_("BPJS diminta memperbaiki."),
            lasts=Lasts.OFFERED,
        ),
        Answer(
            "bpjs",
            _("Data BPJS benar"),
            "b",
            Effect.CORRECT,
            keeps="right",
            note=_("Daftar kami diperbaiki."),
            lasts=Lasts.OFFERED,
        ),
        Answer(
            "nilai",
            _("Pilih per isian"),
            "i",
            Effect.CORRECT,
            (Need.VALUES,),
            note=_("Bila keduanya salah."),
            lasts=Lasts.OFFERED,
        ),
        Answer("bukan_sama", _("Bukan orang yang sama"), "x", Effect.DIFFERENT, _REASON, quiet=True, lasts=Lasts.KEPT),
    ),
    CaseKind.PAID_AFTER: (
        Answer(
            "klaim",
            _("Ajukan klaim kembali"),
            "k",
            Effect.CREDIT,
            (Need.PROOF,),
            confirmed=True,
            note=_("Diusulkan sebagai pengurang tagihan berikutnya; cabang menjawab."),
        ),
        Answer("tanggal_salah", _("Tanggalnya salah"), "t", Effect.MEND, (Need.DATE, Need.REASON)),
        OTHER,
    ),
    CaseKind.TWO_PAYERS: (
        Answer(
            "hentikan_kiri", _("Hentikan A"), "1", Effect.LEAVE, _DATED, confirmed=True, keeps="right", lasts=Lasts.KEPT
        ),
        Answer(
            "hentikan_kanan", _("Hentikan B"), "2", Effect.LEAVE, _DATED, confirmed=True, keeps="left", lasts=Lasts.KEPT
        ),
        Answer(
            "boleh",
            _("Boleh keduanya"),
            "d",
            needs=_REASON,
            note=_("Misalnya dua pekerjaan yang berbeda."),
            lasts=Lasts.OFFERED,
        ),
        OTHER,
    ),
    CaseKind.UNUSABLE: (
        Answer("perbaiki", _("Diperbaiki di daftar"), "p", Effect.MEND),
        Answer("hapus", _("Hapus dari daftar"), "h", Effect.REMOVE),
        OTHER,
    ),
    CaseKind.DECEASED: (
        DIED,
        Answer(
            "hidup",
            _("Masih hidup"),
            "h",
            Effect.CORRECT,
            _REASON,
            note=_("Data yang salah diminta diperbaiki."),
            lasts=Lasts.OFFERED,
        ),
        OTHER,
    ),
    CaseKind.FINDING: (
        Answer("benar", _("Data sudah benar"), "d", needs=_REASON, lasts=Lasts.OFFERED),
        Answer("berhenti", _("Hentikan kepesertaan"), "b", Effect.LEAVE, _DATED, confirmed=True, lasts=Lasts.KEPT),
        OTHER,
    ),
}
"""The answers of each kind, the likeliest first."""

TOLD: frozenset[CaseKind] = frozenset({CaseKind.DIFFERS})
"""Kinds of which those that ask nothing are closed together in one click: what is spelled in two ways, and damage that
the other side repairs. Everything else keeps a line of its own, with its names."""

NOTED_BY_NAME: frozenset[CaseKind] = TOLD | {CaseKind.DOUBLE, CaseKind.UNUSABLE, CaseKind.FINDING}
"""Kinds of which those that ask nothing may be answered "known", by whoever has the names before him. Somebody who is
registered and on no list is not among them: whether he is still in post, left, died or lives elsewhere, only his
office can say."""

SENT: frozenset[Effect] = frozenset({Effect.ENROL, Effect.LEAVE, Effect.DEATH, Effect.CREDIT, Effect.CORRECT})
"""Effects that may put a row before the branch."""


def answers_for(case: Case, office_kind: str = "") -> tuple[Answer, ...]:
    """What an office of this kind may answer to a case, in the order of its buttons. Bappeda passes nobody on: behind
    it stands no other office, only those that it names itself."""
    found = tuple(_answers_for(case))
    if office_kind == OfficeKind.BAPPEDA:
        return tuple(answer for answer in found if answer.effect is not Effect.PASS)
    return found


def _answers_for(case: Case) -> Iterator[Answer]:
    if not case.asks and case.kind in NOTED_BY_NAME:
        yield NOTED
    for answer in ANSWERS[CaseKind(case.kind)]:
        if answer.code == "hentikan_kanan" and case.right_id is None:
            continue
        yield answer
    yield CARRY


def answer_of(kind: str, code: str) -> Answer | None:
    """The answer of a code, or None where this kind has no such answer."""
    known = (*ANSWERS[CaseKind(kind)], CARRY, NOTED, HANDED)
    return next((answer for answer in known if answer.code == code), None)


def allowed(case: Case, code: str, office_kind: str = "") -> Answer | None:
    """The answer of a code, if this very case may be answered so by an office of this kind."""
    return next((answer for answer in answers_for(case, office_kind) if answer.code == code), None)


def label_of(kind: str, code: str) -> str:
    """How an answer is told; an empty code is an answer taken back."""
    found = answer_of(kind, code)
    if found:
        return str(found.label)
    return code or str(_("Dibatalkan"))
