"""The buckets a row can end in, and the identities that make totals prove themselves."""

from dataclasses import dataclass

LIST_BUCKETS = ("matched", "differs", "review", "duplicate", "not_registered", "rejected")
PARTICIPANT_BUCKETS = ("matched", "differs", "review", "duplicate", "not_listed", "rejected")
BUCKETS = {"list": LIST_BUCKETS, "participants": PARTICIPANT_BUCKETS}

RULES: dict[str, tuple[str, str]] = {
    "nik": (
        "NIK sama, nama dan tanggal lahir tidak membantah",
        "same NIK, name and birth date do not speak against it",
    ),
    "bukti": ("bukti gabungan beberapa isian", "evidence of several fields together"),
    "manusia": ("keputusan manusia", "a human's decision"),
    "ganda": ("orang yang sama berdiri dua kali pada pihak yang sama", "the same person twice on one side"),
    "ditinjau": ("bukti belum cukup atau ada dua calon", "evidence too weak, or two candidates"),
    "nik_dipakai_dua_orang": (
        "satu NIK atau bukti kuat pada dua baris satu pihak",
        "one NIK or strong evidence on two rows",
    ),
    "sudah_berpasangan": (
        "orangnya sudah berpasangan lewat baris lain (segmen atau masa lain)",
        "the person is paired by another row already (another segment or time)",
    ),
    "kalah_bukti": ("ada calon, tetapi buktinya terlalu lemah", "a candidate stands, its evidence too weak"),
    "tanpa_calon": ("tidak ada calon", "no candidate"),
}
"""What decided a row, Indonesian and English."""


@dataclass(frozen=True, slots=True)
class Check:
    """One identity of the totals: the two sides must be equal."""

    name: str
    left: int
    right: int

    @property
    def holds(self) -> bool:
        """Whether the identity holds."""
        return self.left == self.right


CHECK_TEXTS: dict[str, tuple[str, str]] = {
    "rows_and_left_out_are_the_non_blank_rows": (
        "Baris data + baris yang dilewati = semua baris yang tidak kosong",
        "Data rows + rows left out = all rows that are not blank",
    ),
    "list_rows_in_buckets": (
        "Baris daftar Pemda = jumlah semua kelompoknya",
        "Rows of the city's lists = sum of their buckets",
    ),
    "participants_rows_in_buckets": (
        "Baris peserta BPJS = jumlah semua kelompoknya",
        "Rows of participants = sum of their buckets",
    ),
    "matched_equal_on_both_sides": ("Cocok: sama banyak pada kedua pihak", "Matched: as many on both sides"),
    "differs_equal_on_both_sides": ("Beda data: sama banyak pada kedua pihak", "Differs: as many on both sides"),
    "linked_rows_point_back": (
        "Baris yang terhubung = baris yang pasangannya menunjuk kembali",
        "Linked rows = rows whose counterpart points back",
    ),
    "review_rows_stand_in_a_pair": (
        "Baris yang perlu ditinjau = baris yang ada dalam pasangan tinjauan",
        "Rows under review = rows in a pair under review",
    ),
    "duplicates_point_to_a_kept_row": (
        "Baris ganda = baris yang menunjuk baris yang dipakai",
        "Duplicates = rows that point to the row kept",
    ),
    "sum_by_kelurahan_is_the_whole": ("Semua baris = jumlah per kelurahan", "All rows = sum by kelurahan"),
    "sum_by_segment_is_the_whole": ("Semua baris = jumlah per segmen", "All rows = sum by segment"),
    "sum_by_sheet_is_the_whole": ("Semua baris = jumlah per lembar", "All rows = sum by sheet"),
    "payment lines = lines with an outcome": (
        "Baris iuran = baris iuran yang diketahui nasibnya",
        "Payment lines = lines with an outcome",
    ),
    "payments = assigned + unassigned + outside the period + unreadable": (
        "Iuran = terbagi + belum terbagi + di luar periode + tidak terbaca",
        "Payments = assigned + unassigned + outside the period + unreadable",
    ),
    "bills = named in bills - named above the bill + not named + handed in twice": (
        "Tagihan = yang dirinci - rincian di atas tagihan + yang tidak dirinci + yang diserahkan dua kali",
        "Bills = named in bills - named above the bill + not named + handed in twice",
    ),
    "assigned payments = paid in person-months": (
        "Iuran yang terbagi = yang dibayar per orang-bulan",
        "Assigned payments = paid in person-months",
    ),
    "months in which linked rows hold = person-months due + unknown": (
        "Bulan berlaku baris terhubung = orang-bulan seharusnya + upah tidak diketahui",
        "Months in which linked rows hold = person-months due + unknown",
    ),
    "person-months = sum over statuses": ("Orang-bulan = jumlah semua keadaan", "Person-months = sum over statuses"),
    "person-months = one a unit and month": (
        "Orang-bulan = satu untuk tiap orang dan bulan",
        "Person-months = one a person and month",
    ),
    "due: by segment and month = whole": ("Seharusnya: per segmen dan bulan = seluruhnya", "Due: parts = whole"),
    "due: by kelurahan = whole": ("Seharusnya: per kelurahan = seluruhnya", "Due: by kelurahan = whole"),
    "paid: by segment and month = whole": ("Dibayar: per segmen dan bulan = seluruhnya", "Paid: parts = whole"),
    "paid: by kelurahan = whole": ("Dibayar: per kelurahan = seluruhnya", "Paid: by kelurahan = whole"),
    "missing: by segment and month = whole": ("Kurang: per segmen dan bulan = seluruhnya", "Missing: parts = whole"),
    "missing: by kelurahan = whole": ("Kurang: per kelurahan = seluruhnya", "Missing: by kelurahan = whole"),
    "in_excess: by segment and month = whole": ("Lebih: per segmen dan bulan = seluruhnya", "Excess: parts = whole"),
    "in_excess: by kelurahan = whole": ("Lebih: per kelurahan = seluruhnya", "In excess: by kelurahan = whole"),
    "due - paid = missing - in excess": ("Seharusnya - dibayar = kurang - lebih", "Due - paid = missing - in excess"),
    "payments of the period = paid + unassigned + for unknown dues + for review": (
        "Iuran bulan-bulan itu = dibayar + belum terbagi + untuk tarif yang belum diketahui + untuk baris ditinjau",
        "Payments of the period = paid + unassigned + for unknown dues + for rows in review",
    ),
    "unassigned: by segment and month = whole": (
        "Belum terbagi: per segmen dan bulan = seluruhnya",
        "Unassigned: by segment and month = whole",
    ),
    "participants = judged + second rows of a kept one": (
        "Peserta = yang dinilai keadaannya + baris ganda dari yang dipakai",
        "Participants = judged + second rows of a kept one",
    ),
    "participation states = participants judged": (
        "Jumlah keadaan kepesertaan = peserta yang dinilai",
        "Participation states = participants judged",
    ),
    "post states = posts in the register": (
        "Jumlah keadaan jabatan RT = jabatan dalam daftar",
        "Post states = posts in the register",
    ),
    "participants not listed = given to an office": (
        "Peserta di luar daftar = yang diberikan kepada suatu instansi",
        "Participants not listed = given to an office",
    ),
}
"""The identities in words, Indonesian and English, by their name in summary.json."""
