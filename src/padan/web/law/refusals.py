"""What this room refuses."""

from padan.web.refusals import ConflictError, RefusedError

ALREADY_WITHDRAWN = ConflictError(
    "Ketentuan ini sudah diganti atau dicabut orang lain. Buka versi yang berlaku, lalu ulangi di sana.",
    "Somebody else has replaced or withdrawn this entry. Open the version that stands and try again there.",
)
NO_REASON = RefusedError("Tuliskan alasannya.", "Give the reason.")
ENDS_BEFORE = RefusedError(
    "Hari terakhir lebih awal daripada hari pertamanya. Pilih hari yang sama atau sesudahnya.",
    "The last day lies before the first. Choose the same day or a later one.",
)
ENDS_LATER = RefusedError(
    "Ketentuan ini sudah berakhir lebih awal daripada hari itu. Gunakan Ganti untuk memperpanjangnya.",
    "This entry ends before that day already. Use Replace to make it last longer.",
)
WHOLE_MONTHS = RefusedError(
    "Tarif berlaku untuk bulan penuh: mulai tanggal 1 dan berakhir pada hari terakhir sebuah bulan.",
    "Rates hold for whole months: from the 1st, until the last day of a month.",
)
NO_SUCH_PLACE = RefusedError(
    "Ketentuan jenis ini berlaku untuk semua tempat dan program. Kosongkan pilihannya.",
    "An entry of this kind holds for all places and programmes. Leave the choice empty.",
)
BASIS_GONE = RefusedError(
    "Dasar hukum yang dipilih sudah dicabut. Pilih dasar hukum yang masih tercatat.",
    "The legal basis chosen has been withdrawn. Choose one that still stands.",
)
BASIS_KNOWN = ConflictError(
    "Dasar hukum dengan jenis, nomor dan tahun ini sudah tercatat. Buka lalu ubah di halamannya.",
    "A legal basis of this kind, number and year is recorded already. Open and change it on its page.",
)
NO_FILE = RefusedError("Pilih berkasnya dahulu.", "Choose a file first.")
BAD_FILE = RefusedError(
    "Berkas ini bukan PDF, JPG atau PNG. Pindai lagi atau simpan sebagai PDF, lalu unggah.",
    "This file is no PDF, JPG or PNG. Scan it again or save it as PDF, then upload it.",
)
LARGE_FILE = RefusedError(
    "Berkas ini lebih dari 20 MB. Pindai dengan 200 dpi, lalu unggah lagi.",
    "This file is over 20 MB. Scan it at 200 dpi, then upload it again.",
)


class ClashError(ConflictError):
    """Another entry says something of the same thing on one of the same days."""

    code = "clash"
    status = 422


class InUseError(ConflictError):
    """Rules rest on this basis."""

    code = "in_use"


class ValueFaultError(RefusedError):
    """The value is not what its kind asks for; the details name each field."""

    code = "value"
