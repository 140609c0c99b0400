"""The problems a row can have: a fixed code and the sentence a clerk reads. Told, never silently mended."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of problem. `harm` orders a clerk's work: 3 money or a life at risk, 2 identity, 1 a missing datum."""

    code: str
    text_id: str
    text_en: str
    harm: int


PROBLEMS: tuple[Problem, ...] = (
    Problem(
        "deceased",
        "Meninggal menurut salah satu pihak; periksa klaim JKM.",
        "Deceased by one side; check the death claim.",
        3,
    ),
    Problem(
        "two_payers", "Terdaftar lebih dari satu kali pada pembayar berbeda.", "Registered by more than one payer.", 3
    ),
    Problem(
        "two_segments",
        "Orang yang sama ada di lebih dari satu segmen.",
        "The same person stands in more than one segment.",
        3,
    ),
    Problem("over_age", "Usia melewati batas kepesertaan segmennya.", "Older than the segment's age limit.", 3),
    Problem("segment_other", "Segmen berbeda antara kedua pihak.", "The two sides give different segments.", 3),
    Problem(
        "timing",
        "Mulai atau berakhir di antara tanggal data kedua pihak.",
        "Starts or ends between the two lists' dates.",
        1,
    ),
    Problem("nik_missing", "NIK kosong atau bukan NIK.", "NIK missing or a placeholder.", 2),
    Problem("nik_length", "NIK tidak 16 angka.", "NIK does not have 16 digits.", 2),
    Problem(
        "nik_excel_truncated",
        "Angka terakhir NIK hilang oleh Excel.",
        "The last digit of the NIK was lost to Excel.",
        2,
    ),
    Problem("nik_invalid_date", "Tanggal di dalam NIK tidak mungkin.", "The date inside the NIK is impossible.", 2),
    Problem("nik_not_digits", "NIK memuat huruf atau tanda yang tidak dikenal.", "The NIK holds letters or signs.", 2),
    Problem(
        "nik_mended",
        "NIK dibaca setelah spasi, tanda, huruf O atau I dibetulkan, atau kata di sampingnya dilewati.",
        "NIK read after spaces, signs, O or I were mended, or words beside it passed over.",
        1,
    ),
    Problem(
        "nik_birth_date_differs",
        "Tanggal lahir di NIK berbeda dari kolom tanggal lahir.",
        "The birth date in the NIK differs from the column.",
        2,
    ),
    Problem(
        "nik_sex_differs",
        "Jenis kelamin di NIK berbeda dari kolom jenis kelamin.",
        "The sex in the NIK differs from the column.",
        2,
    ),
    Problem("nik_is_kk", "Kolom NIK berisi nomor KK.", "The NIK column holds a family card number.", 2),
    Problem(
        "nik_shared",
        "NIK ini dipakai oleh orang lain pada pihak yang sama.",
        "This NIK is used by another person on the same side.",
        2,
    ),
    Problem("nik_differs", "NIK berbeda dari pihak lain.", "NIK differs from the other side.", 2),
    Problem("name_differs", "Nama berbeda dari pihak lain.", "Name differs from the other side.", 2),
    Problem(
        "birth_date_differs", "Tanggal lahir berbeda dari pihak lain.", "Birth date differs from the other side.", 2
    ),
    Problem("sex_differs", "Jenis kelamin berbeda dari pihak lain.", "Sex differs from the other side.", 2),
    Problem("missing_nik", "NIK hanya ada pada pihak lain.", "The NIK stands on the other side only.", 1),
    Problem("missing_name", "Nama hanya ada pada pihak lain.", "The name stands on the other side only.", 1),
    Problem(
        "missing_birth_date",
        "Tanggal lahir hanya ada pada pihak lain.",
        "The birth date stands on the other side only.",
        1,
    ),
    Problem("missing_sex", "Jenis kelamin hanya ada pada pihak lain.", "The sex stands on the other side only.", 1),
    Problem("name_missing", "Nama kosong.", "Name missing.", 2),
    Problem("birth_date_missing", "Tanggal lahir kosong.", "Birth date missing.", 1),
    Problem(
        "birth_date_invalid",
        "Tanggal lahir tidak mungkin atau tidak terbaca.",
        "Birth date impossible or unreadable.",
        2,
    ),
    Problem(
        "birth_date_unknown_day",
        "Tanggal lahir 1 Januari: mungkin hanya tahunnya yang diketahui.",
        "Born 1 January: perhaps only the year is known.",
        1,
    ),
    Problem("sex_invalid", "Jenis kelamin tidak terbaca.", "Sex unreadable.", 1),
    Problem(
        "date_invalid",
        "Tanggal mulai, akhir, bayar atau meninggal tidak terbaca.",
        "A start, end, payment or death date is unreadable.",
        2,
    ),
    Problem(
        "amount_invalid", "Jumlah uang tidak terbaca atau negatif.", "An amount of money is unreadable or negative.", 2
    ),
    Problem("month_invalid", "Bulan iuran kosong atau tidak terbaca.", "Contribution month missing or unreadable.", 2),
    Problem("segment_unknown", "Segmen tidak dikenal.", "Segment unknown.", 1),
    Problem("region_unknown", "Kelurahan atau kecamatan tidak dikenal.", "Kelurahan or kecamatan unknown.", 1),
    Problem(
        "twice_in_list",
        "Orang ini tertulis lebih dari sekali di daftar ini.",
        "This person stands more than once on this list.",
        2,
    ),
    Problem(
        "on_other_list",
        "Orang ini juga ada di daftar lain kantor ini.",
        "This person stands on another list of this office too.",
        1,
    ),
    Problem("hidden_row", "Baris tersembunyi di dalam berkas.", "The row is hidden in the file.", 1),
)

BY_CODE: dict[str, Problem] = {problem.code: problem for problem in PROBLEMS}


def problem_text(code: str, lang: str) -> str:
    """The sentence a clerk reads for a problem code."""
    problem = BY_CODE.get(code)
    if problem is None:
        return code
    return problem.text_en if lang == "en" else problem.text_id
