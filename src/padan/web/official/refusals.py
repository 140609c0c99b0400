"""What this room refuses."""

from padan.web.refusals import ConflictError, ForbiddenError, LockedError, RefusedError

NOT_YOURS = ForbiddenError(
    "Jabatan Anda tidak menandatangani untuk kantor ini. Hanya kepala kantornya yang dapat.",
    "Your office does not sign for this one. Only its head may.",
)
ALREADY_SIGNED = ConflictError(
    "Kantor ini sudah ditandatangani untuk periode ini, mungkin oleh orang lain baru saja. Muat ulang halamannya.",
    "This office has been signed for this period already, perhaps by somebody else just now. Load the page again.",
)
MOVED = ConflictError(
    "Angkanya berubah sejak halaman ini dibuka, jadi belum ada yang ditandatangani. Periksa angka yang baru, lalu "
    "tandatangani.",
    "The figures changed since this page was opened, so nothing was signed. Check the new figures, then sign.",
)
PERIOD_CLOSED = LockedError(
    "Periode ini sudah ditutup Bappeda. Tidak ada lagi yang dapat ditandatangani atau dibuka.",
    "Bappeda has closed this period. Nothing in it can be signed or reopened.",
)
NO_REASON = RefusedError(
    "Tulis alasan pembatalan, paling sedikit 10 huruf. Alasan ini tercetak pada versi berikutnya.",
    "Say why, in at least 10 letters. The reason is printed on the next version.",
)
NIK_IN_REASON = RefusedError(
    "Alasan memuat NIK atau nomor KK, padahal tercetak pada versi berikutnya. Tulis tanpa nomor orang.",
    "The reason holds a NIK or family card number, and it is printed on the next version. Leave such numbers out.",
)
NOT_STANDING = ConflictError(
    "Tanda tangan ini sudah dibatalkan.",
    "This signature has been undone already.",
)
NOT_READY = RefusedError(
    "Naskah ini masih dicetak. Tunggu beberapa detik, lalu coba lagi.",
    "This paper is still being printed. Wait a few seconds, then try again.",
)
NO_RUN = RefusedError(
    "Belum ada hasil pencocokan untuk periode ini, jadi belum ada angka untuk dicetak.",
    "This period has not been reconciled yet, so there are no figures to print.",
)
NO_FILE = RefusedError(
    "Pilih berkasnya dahulu.",
    "Choose a file first.",
)
BAD_SCAN = RefusedError(
    "Berkas ini bukan PDF, JPG atau PNG. Pindai lagi atau simpan sebagai PDF, lalu unggah.",
    "This file is no PDF, JPG or PNG. Scan it again or save it as PDF, then upload it.",
)
LARGE_SCAN = RefusedError(
    "Berkas ini lebih dari 20 MB. Pindai dengan 200 dpi, lalu unggah lagi.",
    "This file is over 20 MB. Scan it at 200 dpi, then upload it again.",
)
BAD_LOGO = RefusedError(
    "Gambar lambang harus PNG, JPG atau SVG, paling besar 500 KB, dan dapat dicetak. Simpan ulang, lalu unggah lagi.",
    "The coat of arms must be a PNG, JPG or SVG of at most 500 KB that can be printed. Save it again, then upload it.",
)


class BlockedError(RefusedError):
    """Something stands in the way of a signature; the sentences say what."""

    code = "blocked"
    status = 422


class AboveSignedError(LockedError):
    """A signature above rests on this one."""

    code = "above_signed"
