"""What this room refuses."""

from padan.web.refusals import ConflictError, ForbiddenError, LockedError, RefusedError

NOT_YOURS = ForbiddenError(
    "Langkah ini bukan milik kantor Anda. Yang mengerjakan hanya kantor penanggung jawab; yang mengesahkan hanya yang "
    "menugaskan.",
    "This step is not your office's. Only the office in charge does the work, and only who gave it confirms it.",
)
NO_RULE = RefusedError(
    "Aturan peringatan itu tidak ada. Muat ulang halamannya.",
    "There is no such rule of warning. Load the page again.",
)
MOVED_ON = ConflictError(
    "Keadaannya berubah sejak halaman ini dibuka, mungkin oleh orang lain baru saja. Muat ulang, lalu ulangi.",
    "It has changed since this page was opened, perhaps by somebody else just now. Load the page again, then repeat.",
)
NO_SUCH_PAUSE = RefusedError(
    "Isi jumlah hari antara 1 dan 60.",
    "State a number of days from 1 to 60.",
)
NO_SUCH_STEP = ConflictError(
    "Langkah itu tidak dapat diambil sekarang. Muat ulang halamannya untuk melihat keadaan terakhir.",
    "That step cannot be taken now. Load the page again to see where it stands.",
)
NEEDS_REASON = RefusedError(
    "Tulis alasannya.",
    "Write the reason.",
)
NEEDS_PROOF = RefusedError(
    "Lampirkan berkas buktinya, atau tulis apa yang dikerjakan dan mengapa belum ada buktinya.",
    "Attach a file that proves it, or write what was done and why there is no proof.",
)
NEEDS_DUE = RefusedError(
    "Tulis batas waktu yang baru.",
    "Write the new due day.",
)
DUE_PAST = RefusedError(
    "Batas waktunya sudah lewat. Pilih hari ini atau sesudahnya.",
    "That due day is past. Choose today or later.",
)
OFFICE_FAR = RefusedError(
    "Kantor itu di luar wilayah Anda, jadi tidak dapat Anda tugasi.",
    "That office lies outside your region, so you cannot give it work.",
)
PERSON_ELSEWHERE = RefusedError(
    "Orang itu tidak memegang jabatan di kantor yang dipilih.",
    "That person holds no office there.",
)
BAD_FILE = RefusedError(
    "Berkas bukti harus PDF, JPG atau PNG. Simpan ulang, lalu unggah lagi.",
    "A file of proof must be a PDF, JPG or PNG. Save it again, then upload it.",
)
LARGE_FILE = RefusedError(
    "Berkas ini lebih dari 20 MB. Perkecil atau pindai dengan 200 dpi, lalu unggah lagi.",
    "This file is over 20 MB. Make it smaller or scan it at 200 dpi, then upload it again.",
)
MANY_FILES = RefusedError(
    "Paling banyak 5 berkas sekaligus.",
    "At most 5 files at once.",
)
NOBODY_LATE = RefusedError(
    "Pilih paling sedikit satu kantor yang terlambat.",
    "Choose at least one office that is late.",
)
MEETING_CLOSED = LockedError(
    "Rapat ini sudah ditutup dan notulennya tidak berubah lagi. Buat adendum untuk membetulkannya.",
    "This meeting is closed and its minutes do not change any more. Make an addendum to correct them.",
)
NOT_CLOSED = ConflictError(
    "Rapat ini belum ditutup. Tutup dahulu, lalu tandatangani.",
    "This meeting is not closed yet. Close it first, then sign.",
)
NOT_OVER = RefusedError(
    "Rapat belum berlangsung: notulennya baru dapat ditutup pada hari rapat atau sesudahnya.",
    "The meeting has not been held: its minutes can be closed on its day or later.",
)
NO_AGENDA = RefusedError(
    "Agendanya masih kosong. Isi dari hal yang terbuka atau tulis sendiri, lalu ulangi.",
    "The agenda is empty. Fill it from the open points or write your own, then repeat.",
)
NOT_TODAY = RefusedError(
    "Kode hadir ini hanya berlaku pada hari rapatnya.",
    "This code of attendance holds on the day of its meeting only.",
)
BAD_DOOR = RefusedError(
    "Kode hadir ini tidak berlaku. Pindai lagi QR yang sedang ditampilkan di ruang rapat.",
    "This code of attendance does not hold. Scan the QR again that is shown in the meeting room.",
)
CODE_SPENT = RefusedError(
    "Kode ini tidak dikenal atau sudah dipakai. Minta kode lain kepada sekretaris rapat.",
    "This code is unknown or has been used. Ask the secretary of the meeting for another.",
)
NOT_INVITED = RefusedError(
    "Kantor Anda tidak ada dalam undangan rapat ini. Beri tahu sekretaris rapat.",
    "Your office is not invited to this meeting. Tell its secretary.",
)
ALREADY_SIGNED = ConflictError(
    "Bagian ini sudah ditandatangani, mungkin baru saja. Muat ulang halamannya.",
    "This part has been signed already, perhaps just now. Load the page again.",
)
NOT_SIGNER = ForbiddenError(
    "Yang menandatangani hanya pimpinan rapat dan notulis, atau pejabat lain dari kantor mereka atas nama mereka.",
    "Only the chair and the secretary of the meeting sign, or another official of their office on their behalf.",
)
NO_FILE = RefusedError(
    "Pilih berkasnya dahulu.",
    "Choose a file first.",
)
NO_TITLE = RefusedError(
    "Tulis hal yang dibahas.",
    "Write the point.",
)
NOT_READY = RefusedError(
    "Naskah ini masih dicetak. Tunggu beberapa detik, lalu coba lagi.",
    "This paper is still being printed. Wait a few seconds, then try again.",
)
