"""What this room refuses."""

from padan.web.refusals import ConflictError, RefusedError

TOO_LARGE = RefusedError(
    "Berkas lebih dari 50 MB. Sebuah daftar tidak sebesar itu: hapus gambar dan lembar lain, lalu unggah lagi.",
    "The file has more than 50 MB. No list is that large: delete pictures and other sheets, then upload it again.",
)
NO_FILE = RefusedError(
    "Belum ada berkas yang dipilih. Pilih berkas daftar, lalu unggah lagi.",
    "No file was chosen. Choose the list, then upload it again.",
)
NO_ROWS = RefusedError(
    "Berkas ini tidak memuat satu baris pun, jadi tidak dapat diterima. Isi baris di bawah judul kolom, lalu unggah "
    "lagi.",
    "This file holds not one row, so it cannot be accepted. Fill in rows below the headings, then upload it again.",
)
NOT_WAITING = ConflictError(
    "Berkas ini tidak lagi menunggu diterima: mungkin sudah diterima, ditarik, atau diganti berkas yang lebih baru.",
    "This file no longer waits to be accepted: it has been accepted, withdrawn, or replaced by a newer one.",
)
NOT_CHANGEABLE = ConflictError(
    "Versi ini sudah diganti atau ditarik, jadi barisnya tidak dapat diperbaiki lagi. Bukalah versi yang berlaku.",
    "This version has been replaced or withdrawn, so its rows cannot be mended any more. Open the one in force.",
)
LIST_WITHDRAWN = ConflictError(
    "Daftar yang pernah diterima sudah ditarik, jadi tidak ada yang dapat ditambah. Unggah lagi lebih dahulu.",
    "The accepted list has been withdrawn, so there is nothing to add to. Hand the list in again first.",
)
NO_AS_OF = RefusedError(
    "Isi tanggal keadaan data: daftar ini menggambarkan keadaan per hari apa?",
    "State the day of the data: as of which day does this list speak?",
)
ODD_DAY = RefusedError(
    "Tanggal keadaan data belum terjadi, atau terlalu lama. Periksa tahunnya.",
    "The day of the data is yet to come, or too long ago. Check the year.",
)
NOTHING_BEFORE = RefusedError(
    "Belum ada daftar yang pernah diterima untuk ini. Unggah berkas, atau isi templat.",
    "No list has ever been accepted for this. Upload a file, or fill in the template.",
)
ALREADY_ACCEPTED = ConflictError(
    "Daftar untuk periode ini sudah diterima.",
    "The list for this period has already been accepted.",
)
NO_NAME = RefusedError(
    "Isi nama, dan NIK atau tanggal lahir: tanpa itu seseorang tidak dapat dikenali.",
    "Fill in the name, and NIK or birth date: without them nobody can be told who it is.",
)
NO_CHANGE = RefusedError(
    "Belum ada yang diubah.",
    "Nothing was changed.",
)
