"""What this room refuses."""

from django.utils.timezone import localtime

from padan.web.refusals import ConflictError, ForbiddenError, RefusedError
from padan.web.review.answers import label_of
from padan.web.review.models import Case, Decision

NOT_YOURS = ForbiddenError(
    "Kasus ini tidak ditugaskan ke kantor Anda. Bukalah antrean kantor Anda sendiri.",
    "This case is not put to your office. Go to your own office's queue.",
)
GONE = ConflictError(
    "Kasus ini tidak berlaku lagi: datanya sudah berubah. Lanjutkan dengan kasus berikutnya.",
    "This case no longer holds: its records have changed. Go on with the next one.",
)
UNKNOWN_ANSWER = RefusedError(
    "Jawaban ini tidak dikenal untuk kasus ini. Pilih salah satu jawaban yang tersedia.",
    "This answer is not known for this case. Choose one of those on offer.",
)
NEEDS_REASON = RefusedError("Tulis alasannya dahulu.", "Write the reason first.")
NEEDS_DATE = RefusedError("Isi tanggalnya dahulu.", "Fill in the date first.")
DATE_AHEAD = RefusedError(
    "Tanggal kejadian belum tiba. Periksa tahunnya.", "That date has not come yet. Check its year."
)
DATE_BEFORE_BIRTH = RefusedError(
    "Tanggal kejadian sebelum orangnya lahir. Periksa tahunnya.",
    "That date lies before the person was born. Check its year.",
)
NEEDS_PROOF = RefusedError(
    "Sebutkan dokumennya (misalnya nomor akta), atau tulis mengapa tidak ada.",
    "Name the document (the number of the certificate, for one), or write why there is none.",
)
NEEDS_VALUES = RefusedError(
    "Pilih atau isi nilai yang benar untuk setiap isian yang berbeda.",
    "Choose or fill in the right value of each field that differs.",
)
NEEDS_OWNER = RefusedError(
    "Tulis siapa yang melanjutkan dan sampai kapan (tanggal setelah hari ini).",
    "Write who goes on with it and until when (a day after today).",
)
NOT_A_CANDIDATE = RefusedError(
    "Calon yang dipilih tidak ada pada kasus ini. Muat ulang halamannya.",
    "The chosen candidate is not part of this case. Load the page again.",
)
NOTHING_TO_UNDO = ConflictError(
    "Kantor Anda belum menjawab kasus ini, jadi tidak ada yang dapat dibatalkan.",
    "Your office has not answered this case, so there is nothing to take back.",
)
NOTHING_TO_CONFIRM = ConflictError(
    "Tidak ada jawaban yang menunggu pengesahan Anda pada kasus ini.",
    "No answer of this case waits for your confirmation.",
)
ONLY_HEAD = ForbiddenError(
    "Hanya kepala kantor yang dapat mengesahkan jawaban ini.",
    "Only the head of the office can confirm this answer.",
)
NOT_TO_SETTLE = RefusedError(
    "Kasus ini bukan untuk Anda putuskan: camat memutuskan antara kelurahan di kecamatannya sendiri, Bappeda antara "
    "kantor yang lain.",
    "This case is not yours to settle: a camat settles between kelurahan of his own kecamatan, Bappeda between others.",
)
NOTHING_TO_SETTLE = ConflictError(
    "Tidak ada perbedaan jawaban antara dua kantor pada kasus ini.",
    "No two offices differ in this case.",
)
SETTLED = ConflictError(
    "Kasus ini sudah diputuskan oleh camat atau Bappeda. Minta mereka membukanya lagi bila ada yang keliru.",
    "The camat or Bappeda has settled this case. Ask them to reopen it if something is wrong.",
)
BAPPEDA_ANSWERED = ConflictError(
    "Bappeda sudah menjawab kasus yang diteruskan ini. Hubungi Bappeda bila ada yang keliru.",
    "Bappeda has answered the case that was passed on. Ask Bappeda if something is wrong.",
)
HANDED_ANSWERED = ConflictError(
    "Kantor yang diserahi kasus ini sudah menjawabnya. Hubungi kantor itu bila ada yang keliru.",
    "The office that this case was handed to has answered it. Ask that office if something is wrong.",
)
NOT_TO_HAND = RefusedError(
    "Kasus ini tidak dapat diserahkan ke kantor itu. Pilih kantor lain dari daftar yang tersedia.",
    "This case cannot be handed to that office. Choose another one from the list.",
)
NOT_SENT = ConflictError(
    "Baris ini sedang tidak dikirim ke cabang: jawabannya dibatalkan atau belum disahkan.",
    "This row is not before the branch: its answer was taken back or is not confirmed yet.",
)


def first_was(case: Case, decision: Decision | None) -> ConflictError:
    """Somebody answered in the meantime: who, what, when. Nothing of theirs is overwritten."""
    if decision is None:
        return GONE
    label, at = label_of(case.kind, decision.answer), f"{localtime(decision.at):%H.%M}"
    who = f"{decision.by_name} ({decision.office.name})"
    return ConflictError(
        f"{who} lebih dahulu menjawab “{label}” pukul {at}. Jawaban Anda belum disimpan; periksa dahulu, lalu jawab "
        "lagi bila Anda tidak sependapat.",
        f"{who} was first and answered “{label}” at {at}. Your answer was not stored; look at theirs, then answer "
        "again if you do not agree.",
    )


CONTRADICTS = ConflictError(
    "Jawaban ini bertentangan dengan jawaban lain: menurut jawaban lain kedua data ini satu orang melalui data ketiga. "
    "Buka lagi salah satu jawaban itu pada daftar “Sudah dijawab”.",
    "This answer contradicts others: by them the two records are one person by way of a third record. Reopen one of "
    "those answers in the list of answered cases.",
)


class TwoPeopleError(RefusedError):
    """By this answer one record would be two plainly different people; with a reason it is taken all the same."""

    def __init__(self, by_name: str) -> None:
        super().__init__(
            "Salah satu dari kedua data ini sudah dijawab sama dengan orang lain, yang NIK dan tanggal lahirnya jelas "
            f"berbeda (dijawab oleh {by_name}). Jawaban Anda belum disimpan: periksa keduanya. Bila yang dahulu "
            "keliru, buka lagi pada daftar “Sudah dijawab”; bila memang satu orang, tulis alasannya.",
            "One of these two records was answered already to be somebody else, whose NIK and birth date are plainly "
            f"others (answered by {by_name}). Your answer was not stored: look at both. If the earlier one was a "
            "slip, reopen it in the list of answered cases; if they are one person indeed, write the reason.",
        )


LOOK_AGAIN = ConflictError(
    "Berkas yang tadi diperiksa tidak ditemukan lagi. Unggah sekali lagi; belum ada jawaban yang disimpan.",
    "The file that was looked at is not found any more. Upload it once more; no answer was stored.",
)
