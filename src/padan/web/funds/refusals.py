"""What this room refuses."""

from babel.numbers import format_decimal

from padan.domain.ledger import Permission
from padan.web.refusals import ConflictError, ForbiddenError, RefusedError


def _rupiah(amount: int, locale: str) -> str:
    return f"Rp {format_decimal(amount, locale=locale)}"


def beyond_the_money(permission: Permission) -> ConflictError:
    """A planned commitment above what nobody has a claim on."""
    told = [
        tuple(_rupiah(amount, locale) for amount in (permission.wanted, max(0, permission.free), permission.missing))
        for locale in ("id_ID", "en_GB")
    ]
    (wanted, free, missing), (wanted_en, free_en, missing_en) = told
    return ConflictError(
        f"Komitmen {wanted} melebihi dana yang belum terikat di tempat ini, yaitu {free}: kurang {missing}. Kurangi "
        "orang atau bulannya, atau tambahkan dari sumber lain.",
        f"A commitment of {wanted_en} is above what is not yet promised here, which is {free_en}: {missing_en} are "
        "missing. Take fewer people or months, or add from another source.",
    )


NOT_YOURS = ForbiddenError(
    "Hanya kantor tempat ini sendiri yang dapat mencatatnya.", "Only the office of this place may record it."
)
NO_FILE = RefusedError("Pilih berkasnya dahulu, lalu ulangi.", "Choose the file first, then try again.")
TOO_LARGE = RefusedError(
    "Berkas ini terlalu besar untuk situs. Simpan hanya lembar yang diperlukan sebagai .xlsx baru, lalu unggah lagi.",
    "This file is too large for the site. Save only the sheet that is needed as a new .xlsx, and upload it again.",
)
NOT_WAITING = ConflictError(
    "Berkas ini sudah diterima atau ditarik. Muat ulang halamannya.",
    "This file has been accepted or withdrawn. Load the page again.",
)
NO_LINES = RefusedError(
    "Berkas ini tidak memuat satu baris pun yang dapat dibukukan. Periksa judul kolomnya, lalu unggah lagi.",
    "This file has no row that can be posted. Check its headings, and upload it again.",
)
NOT_ACCEPTED = ConflictError(
    "Berkas baris ini belum diterima, jadi belum ada yang dapat diubah. Terima berkasnya dahulu.",
    "The file of this row has not been accepted, so there is nothing to change yet. Accept the file first.",
)
NO_SUCH_COMMITMENT = RefusedError(
    "Komitmen itu tidak terbuka untuk tempat baris ini. Pilih yang lain.",
    "That commitment is not open for the place of this row. Choose another.",
)
SPLIT_TOO_MUCH = RefusedError(
    "Jumlah bagian kelurahan melebihi nilai barisnya. Periksa angkanya.",
    "The parts of the kelurahan are more than the row. Check the figures.",
)
SPLIT_NOTHING = RefusedError(
    "Isi bagian sedikitnya satu kelurahan, dan sebutkan dasarnya.",
    "State the part of at least one kelurahan, and on what it rests.",
)
NOT_SPLIT = RefusedError(
    "Baris ini atas nama satu kelurahan, jadi tidak perlu dipecah.",
    "This row is in the name of one kelurahan, so there is nothing to split.",
)
ALREADY_UNDONE = ConflictError(
    "Catatan ini sudah dibatalkan, atau ia sendiri sebuah pembatalan.",
    "This posting has been undone, or is itself an undoing.",
)
NOT_YOURS_TO_UNDO = RefusedError(
    "Alokasi dan komitmen dibatalkan Bappeda, yang lain dibatalkan BPKAD. Mintalah kepada kantor itu.",
    "Promises and commitments are undone by Bappeda, everything else by the treasury. Ask that office.",
)
MOVED_ON = ConflictError(
    "Uang ini sudah bergerak lebih jauh, jadi catatan ini belum dapat dibatalkan. Batalkan dahulu catatan sesudahnya: "
    "SPJ, pembayaran atau penyediaan dana di tempat yang sama.",
    "This money has moved on, so this posting cannot be undone yet. First undo what followed it: SPJ, payment or the "
    "making available in the same place.",
)
NOT_SO_MUCH = RefusedError(
    "Jumlah ini lebih besar daripada uang yang ada di pos asalnya. Periksa angkanya.",
    "This amount is more than stands on the account it is taken from. Check the figure.",
)
SPJ_TOO_MUCH = RefusedError(
    "SPJ ini lebih besar daripada uang yang sudah dibayar dan belum di-SPJ-kan. Periksa jumlah, sumber dan tahunnya.",
    "This SPJ is above what has been paid and has no SPJ. Check its amount, source and year.",
)
SPJ_DECIDED = ConflictError("SPJ ini sudah diputuskan.", "This SPJ has been decided.")
NEEDS_REASON = RefusedError("Tulis alasannya dahulu.", "Write the reason first.")
COMMITMENT_CLOSED = ConflictError("Komitmen ini sudah ditutup.", "This commitment is closed.")
NOT_A_PLACE = RefusedError(
    "Dana hanya dicatat pada kelurahan, kecamatan atau kota. Pilih salah satunya.",
    "Money is recorded for a kelurahan, a kecamatan or the city. Choose one of them.",
)
NOT_A_FORM = RefusedError(
    "Bentuk bantuan ini tidak diizinkan ketentuan untuk program itu. Pilih bentuk lain, atau lengkapi ketentuannya.",
    "The law allows no aid in this form for that programme. Choose another form, or complete the law.",
)
NOBODY = RefusedError(
    "Sebutkan NIK orangnya atau nomor KK keluarganya, dan namanya.",
    "State the NIK of the person or the family card of the family, and the name.",
)
PORTION_TOO_MUCH = RefusedError(
    "Bagian orang-orangnya melebihi pembayaran ini. Periksa jumlahnya.",
    "The parts of the people are more than this payment. Check the amount.",
)
NOT_A_USE = RefusedError(
    "Peruntukan ini tidak ada dalam ketentuan tahun itu. Pilih peruntukan yang tersedia.",
    "This use is not in the law of that year. Choose one of those on offer.",
)
CREDIT_REFUSED = ConflictError(
    "Jawaban cabang ini tidak memberi uang, sudah diganti, atau klaimnya dicabut, jadi tidak ada yang dibukukan.",
    "This answer of the branch gives no money, was replaced, or its claim is withdrawn; there is nothing to book.",
)
CREDIT_DONE = ConflictError(
    "Jawaban cabang ini sudah dibukukan. Lihat mutasinya pada buku kas.",
    "This answer of the branch has been booked. See its postings in the ledger.",
)
CREDIT_UNKNOWN = RefusedError(
    "Buku kas tidak tahu dari dana mana bulan-bulan itu dibayar. Pilih sumber, tahun, kelurahan dan programnya.",
    "The ledger does not know which money paid for these months. Choose the source, year, kelurahan and programme.",
)
