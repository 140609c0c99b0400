"""What this room refuses."""

from padan.web.refusals import ConflictError, ForbiddenError, NotThereError, RefusedError

DAY_TO_COME = RefusedError(
    "Tanggal itu belum tiba. Isi tanggal kejadian yang sudah lewat, atau hari ini.",
    "That day has not come yet. Give a day that is past, or today.",
)
NOT_COVERED_EVER = RefusedError(
    "Orang ini tidak tercatat dilindungi pada periode mana pun, sehingga tidak ada klaim yang dapat dibuka. "
    "Periksa apakah Anda memilih orang yang benar.",
    "This person is recorded as covered in no period, so no claim can be opened. Check that it is the right person.",
)
CLAIMED_ALREADY = ConflictError(
    "Kematian orang ini sudah dilaporkan; lanjutkan klaim yang sudah ada.",
    "This person's death has been reported already; go on with the claim that is there.",
)
CLAIM_MOVED = ConflictError(
    "Orang lain baru saja melanjutkan klaim ini. Muat ulang halamannya, lalu lihat langkah terakhirnya.",
    "Somebody else has just taken this claim further. Load the page again and look at its last step.",
)
STEP_NOT_YOURS = ForbiddenError(
    "Langkah ini tidak dapat diambil sekarang, atau bukan wewenang jabatan Anda.",
    "This step cannot be taken now, or is not for your office to take.",
)
NO_PROOF = RefusedError(
    "Sebutkan dokumennya (misalnya nomor akta kematian), atau tulis mengapa belum ada.",
    "Name the document (for example the number of the death certificate), or say why there is none yet.",
)
NO_REASON = RefusedError("Tulis alasannya.", "Say why.")
OTHER_ANSWER = ConflictError(
    "Orang lain baru saja mencatat jawaban cabang atas iuran ini. Muat ulang halamannya, lalu lihat jawaban terakhir.",
    "Somebody else has just recorded the branch's answer on this. Load the page again and look at the last answer.",
)
CREDIT_NOT_ASKED = ConflictError(
    "Tidak ada iuran sesudah kematian yang menunggu jawaban pada klaim ini. Muat ulang halamannya.",
    "No contribution paid after the death awaits an answer on this claim. Load the page again.",
)
CREDIT_BOOKED = ConflictError(
    "Jawaban ini sudah dibukukan BPKAD, jadi belum dapat diganti. Minta BPKAD membatalkan pembukuannya dahulu.",
    "The treasury has booked this answer, so it cannot be replaced yet. Ask the treasury to undo that first.",
)
CREDIT_WORD = RefusedError("Pilih salah satu jawaban cabang.", "Choose one of the branch's answers.")
CREDIT_LETTER = RefusedError("Sebutkan nomor surat cabang.", "Name the branch's letter.")
CREDIT_AMOUNT = RefusedError(
    "Isi jumlah yang diberikan cabang: lebih dari nol, dan tidak lebih dari yang diusulkan.",
    "Give the amount that the branch grants: above nothing, and not above what was proposed.",
)
CREDIT_MONTH = RefusedError(
    "Pilih bulan tagihan yang dikurangi: bulan sesudah kematian.",
    "Choose the month off whose bill it comes: one after the death.",
)
NO_SUCH_MONTH = NotThereError(
    "Bulan ini tidak ada dalam catatan. Pilih bulan lain dari daftar.",
    "This month is not in the record. Choose another from the list.",
)
