"""What this room refuses, each with a sentence."""

from padan.web.refusals import ConflictError, RefusedError

NOT_WAITING = ConflictError(
    "Berkas ini sudah diterima atau ditarik. Muat ulang halamannya.",
    "This file was accepted or withdrawn already. Load the page again.",
)
WITHDRAWN_ALREADY = ConflictError(
    "Isian ini sudah ditarik. Muat ulang halamannya.", "This entry was withdrawn already. Load the page again."
)
NO_HOUSEHOLDS = RefusedError(
    "Tidak ada rumah tangga dengan pengeluaran yang terbaca, jadi berkas ini tidak dapat diterima. Periksa judul kolom "
    "Pengeluaran per Kapita, lalu unggah lagi.",
    "No household has an expenditure that can be read, so this file cannot be accepted. See to the heading Pengeluaran "
    "per Kapita, and upload it again.",
)
BANDS_UNREADABLE = RefusedError(
    "Tabel angka kematian tidak terbaca. Tulis satu baris untuk setiap golongan: jenis kelamin (L, P atau semua), umur "
    "dari, umur sampai, kematian per 100.000; misalnya L 15 19 120,5. Golongan yang sama tidak boleh bertindih.",
    "The table of death rates cannot be read. Write a line for each band: sex (L, P or semua), age from, age to, "
    "deaths per 100,000; such as L 15 19 120.5. Bands of one sex may not overlap.",
)
