"""What this room refuses."""

from padan.web.refusals import ConflictError, RefusedError

ALREADY_ANSWERED = ConflictError(
    "Pasangan ini sudah dijawab atau tidak berlaku lagi. Muat ulang halamannya.",
    "This pair has been answered, or holds no more. Load the page again.",
)
MERGE_GONE = ConflictError(
    "Penggabungan ini sudah dibatalkan. Muat ulang halamannya.",
    "This merge has been undone already. Load the page again.",
)
MERGED_ON = ConflictError(
    "Orang ini kemudian digabung lagi dengan orang lain. Batalkan penggabungan yang lebih baru dahulu.",
    "This person was later merged with another. Undo the newer merge first.",
)
LAST_SOURCE = RefusedError(
    "Ini satu-satunya sumber orang ini, jadi tidak ada yang dipisahkan.",
    "This is the only source of this person, so there is nothing to part.",
)
REASON_NEEDED = RefusedError(
    "Tulis alasannya dalam satu kalimat, supaya yang lain mengerti nanti.",
    "Give the reason in one sentence, so that others will understand.",
)
NO_CAUSE = RefusedError(
    "Pilih sebab orang ini berakhir: meninggal, pindah, ditanggung pemberi kerja, atau sebab lain pada daftar.",
    "Choose why this person leaves: died, moved, insured by an employer, or another cause of the list.",
)
NO_DAY = RefusedError(
    "Isi tanggal kejadiannya.",
    "Give the day on which it happened.",
)
NO_PROOF = RefusedError(
    "Isi nomor dokumennya, atau tulis mengapa belum ada dokumen.",
    "Give the number of the document, or say why there is none yet.",
)
DOCUMENT_NEEDED = RefusedError(
    "Isi nomor dokumennya: nomor keputusan, daftar, atau surat.",
    "Fill in the number of the document: of the decree, list or letter.",
)
MONTH_NEEDED = RefusedError(
    "Isi bulan yang dibayar.",
    "Fill in the month that was paid.",
)
MONTH_TOO_EARLY = RefusedError(
    "Bulan yang dibayar lebih awal daripada bulan pendaftarannya.",
    "The month paid lies before the month of registration.",
)
PAID_ALREADY = ConflictError(
    "Bulan itu sudah tercatat dibayar.",
    "That month stands as paid already.",
)
NOT_NOW = ConflictError(
    "Langkah itu tidak dapat diambil dari keadaan sekarang, atau bukan wewenang jabatan Anda. Muat ulang halamannya.",
    "That step cannot be taken from where this stands now, or is not your office's. Load the page again.",
)
NOT_ELIGIBLE = RefusedError(
    "Calon ini tidak layak, jadi tidak dapat diteruskan. Lihat alasannya di halamannya.",
    "This candidate is not eligible, so he cannot go on. His page says why.",
)
NOT_YET_ELIGIBLE = RefusedError(
    "Calon ini belum dapat ditetapkan: masih ada yang belum diketahui. Lihat halamannya.",
    "This candidate cannot be set yet: something is not known. His page says what.",
)
NOT_READY = RefusedError(
    "Isian pendaftarannya belum lengkap. Lengkapi dahulu di halamannya.",
    "What enrolment needs is not complete. Complete it on his page first.",
)
NO_NAME = RefusedError(
    "Isi nama, dan NIK atau tanggal lahir: tanpa itu seseorang tidak dapat dikenali.",
    "Fill in the name, and NIK or birth date: without them nobody can be told who it is.",
)
NO_FILE = RefusedError(
    "Belum ada berkas yang dipilih. Pilih berkasnya, lalu unggah lagi.",
    "No file was chosen. Choose it, then upload it again.",
)
TOO_LARGE = RefusedError(
    "Berkas lebih dari 50 MB. Hapus gambar dan lembar lain, lalu unggah lagi.",
    "The file has more than 50 MB. Delete pictures and other sheets, then upload it again.",
)
NO_VERSION = RefusedError(
    "Isi tanggal versi datanya: sumber ini menggambarkan keadaan per hari apa?",
    "State the day of the data: as of which day does this source speak?",
)
NO_MINUTES = RefusedError(
    "Isi nomor dan tanggal berita acara musyawarah yang sudah ditandatangani.",
    "Fill in number and day of the signed minutes of the deliberation.",
)
NOT_WAITING = ConflictError(
    "Berkas ini tidak lagi menunggu diterima.",
    "This file no longer waits to be accepted.",
)
NO_CANDIDATES = RefusedError(
    "Tidak ada satu pun calon yang perlu dikirim.",
    "There is not one candidate to send.",
)
NO_COLUMNS = RefusedError(
    "Susunan kolom ini belum dapat dipakai: tiap kolom perlu judul, dan isian atau teks tetap.",
    "This layout cannot be used: each column needs a heading, and a field or a fixed text.",
)
NO_NUMBER = RefusedError(
    "Isi nomor daftar kirimannya; nomor itu belum boleh dipakai daftar lain.",
    "Fill in the number of the list; no other list may bear it.",
)
NO_ANSWERS = RefusedError(
    "Tidak ada baris yang dapat dibaca sebagai jawaban: perlu kolom NIK dan kolom jawaban.",
    "No row could be read as an answer: a column with the NIK and one with the answer are needed.",
)
