"""What this room refuses."""

from padan.web.refusals import ConflictError, LockedError, RefusedError

PERIOD_CLOSED = LockedError(
    "Periode ini sudah ditutup oleh Bappeda, jadi tidak ada lagi yang dapat diubah di dalamnya. Hubungi Bappeda.",
    "Bappeda has closed this period, so nothing in it can be changed any more. Ask Bappeda.",
)
SIGNED = LockedError(
    "Bagian kantor ini pada periode ini sudah ditandatangani dan terkunci. Mintalah tanda tangannya dibuka dulu, mulai "
    "dari jenjang paling atas, lalu ulangi.",
    "This office's part of the period has been signed and is locked. Have the signature reopened first, from the top "
    "down, then try again.",
)
NO_PERIOD_KEY = RefusedError(
    "Periode tidak dikenal. Tulis bulan seperti 2024-10 atau triwulan seperti 2024-Q4.",
    "Unknown period. Write a month such as 2024-10 or a quarter such as 2024-Q4.",
)
ALREADY_OPEN = ConflictError(
    "Periode ini sudah pernah dibuka. Bukalah halamannya untuk mengubah daftar yang diminta.",
    "This period has been opened before. Go to its page to change the lists it asks for.",
)
ALREADY_REQUIRED = ConflictError(
    "Daftar ini sudah diminta dari kantor itu pada periode ini.",
    "This list is already asked of that office in this period.",
)
ALREADY_HANDED_IN = ConflictError(
    "Sudah ada berkas yang dikirim untuk daftar ini, jadi permintaannya tidak dapat dihapus.",
    "A file has already been handed in for this list, so it cannot be struck off.",
)
NOBODY_CHOSEN = RefusedError(
    "Belum ada kantor yang dipilih. Centang kantor yang akan diingatkan, lalu ulangi.",
    "No office is chosen. Tick the offices to be reminded, then try again.",
)
