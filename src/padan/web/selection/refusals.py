"""What this room refuses."""

from padan.web.refusals import ConflictError, RefusedError

NO_MONEY = RefusedError(
    "Ketentuan yang berlaku tidak memberi dana bagi program ini pada tahun itu. Periksa dana dan bagiannya pada "
    "halaman Ketentuan, atau tambah dari sumber lain.",
    "The law gives this programme no money in that year. See grant and share on the page of the law, or top up.",
)
NO_RATE = RefusedError(
    "Besar iuran program ini belum ditetapkan untuk tahun itu. Isi dahulu pada halaman Ketentuan.",
    "The contribution of this programme is not set for that year. Enter it on the page of the law first.",
)
BEYOND_YEAR = RefusedError(
    "Bulan yang dipilih melewati akhir tahun dana: kurangi jumlah bulannya, atau mulai lebih awal.",
    "The months chosen go beyond the year of the money: take fewer months, or begin earlier.",
)
ODD_PLAN = RefusedError(
    "Tahun, program atau jumlah bulan tidak dapat dibaca. Pilih dari daftar, dengan 1 sampai 12 bulan.",
    "Year, programme or months cannot be read. Choose from the list, with 1 to 12 months.",
)
NO_TOP_UP_SOURCE = RefusedError(
    "Sebutkan sumber tambahan dananya, misalnya APBD kota.",
    "Name the source of the top-up, say the city's own budget.",
)
NO_DEPARTURE = RefusedError(
    "Urutan skor menyimpang dari hasil musyawarah. Tulis alasannya, paling sedikit 10 huruf; alasan ini tercetak pada "
    "daftar keputusan.",
    "The score's order departs from the deliberation's. Say why, in at least 10 letters; it is printed on the list.",
)
NOT_READY = ConflictError(
    "Seleksi ini belum siap ditetapkan, atau sudah ditetapkan. Muat ulang halamannya.",
    "This selection is not ready to be set, or has been set already. Load the page again.",
)
MOVED = ConflictError(
    "Data calon atau ketentuannya berubah sejak seleksi ini dihitung, jadi belum ada yang ditetapkan. Hitung ulang "
    "seleksinya, periksa, lalu tetapkan.",
    "Candidates or the law changed since this selection was made, so nothing was set. Select again, look, then set it.",
)
NOBODY = RefusedError(
    "Tidak ada yang terpilih dalam seleksi ini, jadi tidak ada yang dapat ditetapkan.",
    "Nobody is chosen in this selection, so there is nothing to set.",
)
NO_NUMBER = RefusedError(
    "Isi nomor, tanggal dan judul keputusan seperti tertulis pada naskahnya.",
    "Fill in number, day and title of the decree as it says.",
)
NUMBER_TAKEN = ConflictError(
    "Keputusan dengan nomor dan tanggal ini sudah tercatat.",
    "A decree of this number and day is recorded already.",
)
LATER_DAY = RefusedError(
    "Tanggal ini belum tiba. Isi tanggal yang sudah lewat atau hari ini.",
    "This day has not come yet. Fill in today or an earlier day.",
)
NOT_CHOSEN = ConflictError(
    "Orang ini tidak menempati tempat dalam keputusan ini, atau tempatnya sudah digantikan.",
    "This person holds no place in this decree, or has been replaced already.",
)
ODD_DEPARTURE = RefusedError(
    "Pilih sebabnya, isi tanggalnya, dan sebutkan dokumen atau keterangannya, paling sedikit 5 huruf.",
    "Choose the cause, fill in the day, and name the document or how it is known, in at least 5 letters.",
)
NO_DOCUMENT = RefusedError(
    "Sebutkan nomor keputusan atau surat yang menetapkan penggantinya.",
    "Name the number of the decree or letter that sets the successor.",
)
SUCCESSOR_NOT_READY = RefusedError(
    "Urutan pertama daftar tunggu belum dapat ditetapkan: data, kelayakan atau pemeriksaannya belum lengkap. Lengkapi "
    "dahulu; tidak ada yang boleh dilompati.",
    "The first on the waiting list cannot be set yet: data, eligibility or check is missing. Complete it first; nobody "
    "may be jumped.",
)
NO_SOURCE = RefusedError("Sumber dana ini tidak dikenal. Pilih dari daftar.", "Unknown source of money. Choose one.")
TWO_SOURCES = RefusedError(
    "Seleksi ini memakai tambahan dari sumber lain, jadi dananya diikat per sumber pada halaman Dana. Kosongkan sumber "
    "dana di sini.",
    "This selection has a top-up from another source: tie the money source by source on the page of the money. Leave "
    "the source blank here.",
)
NO_NAME = RefusedError("Beri nama pengandaian ini.", "Give this what-if a name.")
NO_CHANGE = RefusedError("Ubah paling sedikit satu ketentuan.", "Change at least one rule.")
