"""What this room refuses."""

from padan.web.refusals import ConflictError, RefusedError

CHANGED_MEANWHILE = ConflictError(
    "Orang lain sudah membuat versi yang lebih baru. Buka halaman indikatornya, lalu ulangi pada versi itu.",
    "Somebody else has made a newer version. Open the indicator's page and repeat your change on that version.",
)
NAME_KNOWN = RefusedError(
    "Indikator dengan nama ini sudah ada. Ubah indikator itu, atau pilih nama lain.",
    "There is an indicator of this name already. Change that one, or choose another name.",
)
NO_SUCH_MEASURE = RefusedError(
    "Ukuran yang dipilih tidak ada. Pilih salah satu dari daftar.",
    "There is no such measure. Choose one of the list.",
)
NEEDS_DENOMINATOR = RefusedError(
    "Persen dan hari memerlukan penyebut. Pilih ukuran kedua, atau satuan lain.",
    "Per cent and days need a denominator. Choose a second measure, or another unit.",
)
UNLIKE_UNITS = RefusedError(
    "Persen membandingkan dua ukuran dengan satuan yang sama. Pilih ukuran yang sejenis, atau satuan pembilangnya.",
    "Per cent compares two measures of one unit. Choose measures of one kind, or the numerator's own unit.",
)
OTHER_UNIT = RefusedError(
    "Satuan indikator harus persen atau sama dengan satuan pembilangnya.",
    "An indicator's unit is per cent or that of its numerator.",
)
CLOSED_MONTH = RefusedError(
    "Bulan itu sudah ditutup dan angkanya tidak berubah lagi. Versi baru berlaku paling awal pada bulan sesudah bulan "
    "terakhir yang ditutup.",
    "That month is closed and its figures change no more. A new version holds at the earliest from the month after "
    "the last closed one.",
)
NO_REASON = RefusedError("Tuliskan alasannya.", "Give the reason.")
NOTHING_NEW = RefusedError(
    "Tidak ada yang berubah dari versi yang berlaku.", "Nothing differs from the version that holds."
)
NO_SUCH_PLACE = RefusedError(
    "Tempat itu tidak ada pada tingkat yang dipilih. Isi kode wilayahnya, atau kosongkan untuk semua tempat.",
    "There is no such place at the level chosen. Fill in its region code, or leave it empty for all places.",
)
NO_SUCH_TARGET = RefusedError(
    "Belum ada target di sana yang dapat dihapus.", "There is no target there that could be removed."
)
NOTHING_TO_CLOSE = RefusedError(
    "Tidak ada bulan yang dapat ditutup: semuanya sudah ditutup, atau belum waktunya.",
    "There is no month to close: all are closed, or it is not yet time.",
)
