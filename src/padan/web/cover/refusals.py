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
NO_SUCH_MONTH = NotThereError(
    "Bulan ini tidak ada dalam catatan. Pilih bulan lain dari daftar.",
    "This month is not in the record. Choose another from the list.",
)
