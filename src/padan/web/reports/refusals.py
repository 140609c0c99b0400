"""What this room refuses."""

from padan.web.refusals import ConflictError, ForbiddenError, RefusedError

NO_FIGURES = RefusedError(
    "Belum ada angka untuk masa ini. Angka dihitung sendiri setelah data bulannya masuk; pilih masa lain.",
    "There are no figures for this span yet. They are computed once the month's data is in; choose another span.",
)
NOT_YOURS = ForbiddenError(
    "Jabatan Anda tidak menandatangani laporan wilayah ini. Hanya kepala kantornya yang dapat.",
    "Your office does not sign the report of this place. Only its head may.",
)
NOT_YOUR_WORDS = ForbiddenError(
    "Kalimat laporan ini hanya dapat disunting Bappeda dan kepala kantor wilayahnya.",
    "Only Bappeda and the head of the place's office may edit the words of this report.",
)
MOVED = ConflictError(
    "Angka atau kalimatnya berubah sejak halaman ini dibuka, jadi belum ada yang ditandatangani. Periksa lagi, lalu "
    "tandatangani.",
    "Figures or words changed since this page was opened, so nothing was signed. Check again, then sign.",
)
ALREADY = ConflictError(
    "Laporan ini baru saja ditandatangani orang lain. Muat ulang halamannya.",
    "Somebody else has just signed this report. Load the page again.",
)
UNREAD = RefusedError(
    "Masih ada kalimat suntingan yang angkanya sudah berubah. Baca dan simpan lagi, atau kembalikan ke kalimat hasil "
    "hitungan, sebelum menandatangani.",
    "Some edited sentences rest on figures that have moved. Read and save them again, or take back the computed "
    "sentence, before signing.",
)
NO_REASON = RefusedError(
    "Laporan masa ini sudah ditandatangani. Tulis alasan versi baru, paling sedikit 10 huruf; alasan ini tercetak.",
    "The report of this span is signed. Say why there is a new version, in at least 10 letters; the reason is printed.",
)
NO_SUCH_SENTENCE = RefusedError(
    "Kalimat ini sudah tidak ada dalam laporan. Muat ulang halamannya.",
    "This sentence is no longer part of the report. Load the page again.",
)
TOO_LONG = RefusedError(
    "Kalimat paling panjang 1.500 huruf. Pendekkan, lalu simpan lagi.",
    "A sentence has at most 1,500 letters. Shorten it, then save again.",
)
NIK_IN_TEXT = RefusedError(
    "Kalimat memuat NIK atau nomor KK, padahal laporan dibaca banyak orang. Tulis tanpa nomor orang.",
    "The sentence holds a NIK or family card number, and many people read the report. Leave such numbers out.",
)
NOT_READY = RefusedError(
    "Berkas ini masih dicetak. Tunggu sebentar, lalu coba lagi.",
    "This file is still being printed. Wait a moment, then try again.",
)
UNDER_WAY = ConflictError(
    "Semua laporan masa ini sedang dicetak. Tunggu sampai selesai.",
    "All reports of this span are being printed. Wait until that is done.",
)
