# ruff: noqa: E501 - a drawn table is read across, not wrapped
"""Somebody who stands more than once on one side: cases for `test_linkage_cases`, drawn as `drawn_cases` says."""

from drawn_cases import Case, case

REPEATED: tuple[Case, ...] = (
    case(
        "twice in one list, same segment",
        """
        NIK              | Nama         | Tanggal Lahir | JK | Segmen | bucket    | match
        1571030111759001 | MARDIYANTO   | 01-11-1975    | L  | tkk    | matched   | P1
        1571030111759001 | MARDIYANTO   | 01-11-1975    | L  | tkk    | duplicate | L1
        1571035202809001 | NURLAILA     | 12-02-1980    | P  | tkk    | matched   | P2
        """,
        """
        KPJ         | NIK              | Nama       | Tanggal Lahir | JK | Segmen | bucket  | match
        24000000281 | 1571030111759001 | MARDIYANTO | 01-11-1975    | L  | tkk    | matched | L1
        24000000282 | 1571035202809001 | NURLAILA   | 12-02-1980    | P  | tkk    | matched | L3
        """,
    ),
    case(
        "twice in one list, once under a NIK that is not its own birth date's: the other is kept",
        """
        NIK              | Nama              | Tanggal Lahir | JK | No KK            | Ibu Kandung | Segmen | bucket         | match
        1571032503529001 | GUNTUR HALOMOAN   | 12-02-1980    | L  | 1571030909129031 | TIUR MALAU  | tkk    | duplicate      | L2
        1571031202809002 | GUNTUR HALOMOAN   | 12-02-1980    | L  | 1571030909129031 | TIUR MALAU  | tkk    | not_registered | .
        """,
        """
        KPJ         | NIK              | Nama       | Tanggal Lahir | JK | Segmen | bucket
        24000000284 | 1571035203819001 | ROSITA     | 12-03-1981    | P  | tkk    | not_listed
        """,
    ),
    case(
        "twice in one list, once without a segment",
        """
        NIK              | Nama         | Tanggal Lahir | JK | Alamat          | Segmen | bucket         | match
        1571030611759001 | BAHARUDDIN   | 06-11-1975    | L  | Jl. Damai No. 6 | .      | duplicate      | L2
        1571030611759001 | BAHARUDDIN   | 06-11-1975    | L  | .               | tkk    | matched        | P1
        1571030711759001 | SYAMSUDDIN   | 07-11-1975    | L  | Jl. Damai No. 7 | .      | duplicate      | L4
        1571030711759001 | SYAMSUDDIN   | 07-11-1975    | L  | .               | rt     | not_registered | .
        """,
        """
        KPJ         | NIK              | Nama       | Tanggal Lahir | JK | Segmen | bucket  | match
        24000000285 | 1571030611759001 | BAHARUDDIN | 06-11-1975    | L  | tkk    | matched | L2
        """,
    ),
    case(
        "a second number in a segment that is none of ours",
        """
        NIK              | Nama       | Tanggal Lahir | JK | Segmen | bucket  | match
        1571030911759001 | ZAINUDDIN  | 09-11-1975    | L  | tkk    | matched | P1
        """,
        """
        KPJ         | NPP    | NIK              | Nama      | Tanggal Lahir | JK | Segmen    | bucket     | match
        24000000289 | JB9001 | 1571030911759001 | ZAINUDDIN | 09-11-1975    | L  | tkk       | matched    | L1
        24000000290 | JB9002 | 1571030911759001 | ZAINUDDIN | 09-11-1975    | L  | PU Swasta | not_listed | .
        """,
    ),
    case(
        "an older number of somebody who is linked by a newer one",
        """
        NIK              | Nama       | Tanggal Lahir | JK | Segmen | bucket  | match
        1571030811759001 | NASARUDDIN | 08-11-1975    | L  | tkk    | matched | P2
        """,
        """
        KPJ         | NIK              | Nama       | Tanggal Lahir | JK | Segmen | Tanggal Mulai | Tanggal Akhir | bucket     | match
        24000000286 | 1571030811759001 | NASARUDDIN | 08-11-1975    | L  | tkk    | 01-01-2022    | 31-12-2022    | not_listed | .
        24000000287 | 1571030811759001 | NASARUDDIN | 08-11-1975    | L  | tkk    | 01-01-2024    | .             | matched    | L1
        """,
    ),
    case(
        "twice in one list, three times in all",
        """
        NIK              | Nama         | Tanggal Lahir | JK | Segmen | bucket    | match
        1571030211759001 | KASMIRUDDIN  | 02-11-1975    | L  | tkk    | matched   | P1
        1571030211759001 | KASMIRUDDIN  | 02-11-1975    | L  | tkk    | duplicate | L1
        1571030211759001 | KASMIRUDDIN  | 02-11-1975    | L  | tkk    | duplicate | L1
        """,
        """
        KPJ         | NIK              | Nama        | Tanggal Lahir | JK | Segmen | bucket  | match
        24000000291 | 1571030211759001 | KASMIRUDDIN | 02-11-1975    | L  | tkk    | matched | L1
        """,
    ),
    case(
        "twice in one list, the fuller row is kept",
        """
        NIK              | Nama         | Tanggal Lahir | JK | Alamat          | No HP        | Segmen | bucket         | match
        1571030311759001 | MUSTAKIM     | .             | .  | .               | .            | tkk    | duplicate      | L2
        1571030311759001 | MUSTAKIM     | 03-11-1975    | L  | Jl. Damai No. 4 | 081200000001 | tkk    | not_registered | .
        """,
        """
        KPJ         | NIK              | Nama     | Tanggal Lahir | JK | Segmen | bucket
        24000000301 | 1571035302809001 | NURBAITI | 13-02-1980    | P  | tkk    | not_listed
        """,
    ),
    case(
        "twice in one list, two rows alike: the first is kept",
        """
        NIK              | Nama     | Tanggal Lahir | JK | Segmen | bucket         | match
        1571030411759001 | SUKARDI  | 04-11-1975    | L  | tkk    | not_registered | .
        1571030411759001 | SUKARDI  | 04-11-1975    | L  | tkk    | duplicate      | L1
        """,
        """
        KPJ         | NIK              | Nama      | Tanggal Lahir | JK | Segmen | bucket
        24000000311 | 1571035402809001 | NURHASANAH | 14-02-1980   | P  | tkk    | not_listed
        """,
    ),
    case(
        "twice in one list, once misspelt",
        """
        NIK              | Nama             | Tanggal Lahir | JK | Segmen | bucket    | match
        1571030511759001 | SUHERMAN EFENDI  | 05-11-1975    | L  | tkk    | duplicate | L2
        1571030511759001 | SUHERMAN EFFENDI | 05-11-1975    | L  | tkk    | matched   | P1
        """,
        """
        KPJ         | NIK              | Nama             | Tanggal Lahir | JK | Segmen | bucket  | match
        24000000321 | 1571030511759001 | SUHERMAN EFFENDI | 05-11-1975    | L  | tkk    | matched | L2
        """,
    ),
    case(
        "in one list in two segments",
        """
        NIK              | Nama      | Tanggal Lahir | JK | Segmen | bucket         | match | problems
        1571031212709001 | DARMAWAN  | 12-12-1970    | L  | tkk    | matched        | P1    | two_segments
        1571031212709001 | DARMAWAN  | 12-12-1970    | L  | rt     | not_registered | .     | two_segments
        """,
        """
        KPJ         | NIK              | Nama     | Tanggal Lahir | JK | Segmen | bucket  | match
        24000000331 | 1571031212709001 | DARMAWAN | 12-12-1970    | L  | tkk    | matched | L1
        """,
    ),
    case(
        "in two segments on both sides",
        """
        NIK              | Nama        | Tanggal Lahir | JK | Segmen | bucket  | match | problems
        1571031312709001 | DARMANSYAH  | 13-12-1970    | L  | tkk    | matched | P2    | two_segments
        1571031312709001 | DARMANSYAH  | 13-12-1970    | L  | rt     | matched | P1    | two_segments
        """,
        """
        KPJ         | NIK              | Nama       | Tanggal Lahir | JK | Segmen | NPP      | bucket  | match
        24000000341 | 1571031312709001 | DARMANSYAH | 13-12-1970    | L  | rt     | BB000001 | matched | L2
        24000000342 | 1571031312709001 | DARMANSYAH | 13-12-1970    | L  | tkk    | AA000001 | matched | L1
        """,
    ),
    case(
        "participant twice with the same KPJ",
        """
        NIK              | Nama     | Tanggal Lahir | JK | Segmen | bucket  | match
        1571031412709001 | RUSDIANTO | 14-12-1970   | L  | tkk    | matched | P1
        """,
        """
        KPJ         | NIK              | Nama      | Tanggal Lahir | JK | Segmen | Tanggal Mulai | Tanggal Akhir | bucket    | match
        24000000351 | 1571031412709001 | RUSDIANTO | 14-12-1970    | L  | tkk    | 01-01-2025    | .             | matched   | L1
        24000000351 | 1571031412709001 | RUSDIANTO | 14-12-1970    | L  | tkk    | 01-01-2025    | .             | duplicate | P1
        """,
    ),
    case(
        "participant twice, same segment, overlapping dates",
        """
        NIK              | Nama      | Tanggal Lahir | JK | Segmen | bucket  | match
        1571031512709001 | RUSTAMAJI | 15-12-1970    | L  | tkk    | matched | .
        """,
        """
        KPJ         | NIK              | Nama      | Tanggal Lahir | JK | Segmen | Tanggal Mulai | Tanggal Akhir | bucket
        24000000361 | 1571031512709001 | RUSTAMAJI | 15-12-1970    | L  | tkk    | 01-01-2024    | 30-06-2025    | matched/duplicate
        24000000362 | 1571031512709001 | RUSTAMAJI | 15-12-1970    | L  | tkk    | 01-01-2025    | 31-12-2025    | matched/duplicate
        """,
    ),
    case(
        "participant twice, same segment, dates that do not overlap",
        """
        NIK              | Nama       | Tanggal Lahir | JK | Segmen | bucket  | match
        1571031612709001 | RUSMAYADI  | 16-12-1970    | L  | tkk    | matched | .
        """,
        """
        KPJ         | NIK              | Nama      | Tanggal Lahir | JK | Segmen | Tanggal Mulai | Tanggal Akhir | bucket
        24000000371 | 1571031612709001 | RUSMAYADI | 16-12-1970    | L  | tkk    | 01-01-2023    | 31-12-2023    | matched/not_listed
        24000000372 | 1571031612709001 | RUSMAYADI | 16-12-1970    | L  | tkk    | 01-01-2025    | .             | matched/not_listed
        """,
    ),
    case(
        "participant with two payers in two segments",
        """
        NIK              | Nama      | Tanggal Lahir | JK | Segmen | bucket  | match | problems
        1571031712709001 | RUSMIYADI | 17-12-1970    | L  | tkk    | matched | P2    | .
        """,
        """
        KPJ         | NIK              | Nama      | Tanggal Lahir | JK | Segmen         | NPP      | bucket     | match | problems
        24000000381 | 1571031712709001 | RUSMIYADI | 17-12-1970    | L  | pekerja_rentan | BB000002 | not_listed | .     | two_payers
        24000000382 | 1571031712709001 | RUSMIYADI | 17-12-1970    | L  | tkk            | AA000002 | matched    | L1    | two_payers
        """,
    ),
    case(
        "participant with two payers in one segment",
        """
        NIK              | Nama      | Tanggal Lahir | JK | Segmen | bucket  | match | problems
        1571031812719001 | RUSMANTO  | 18-12-1971    | L  | tkk    | matched | P1    | !two_payers
        """,
        """
        KPJ         | NIK              | Nama     | Tanggal Lahir | JK | Segmen | NPP      | bucket    | match | problems
        24000000383 | 1571031812719001 | RUSMANTO | 18-12-1971    | L  | tkk    | AA000002 | matched   | L1    | two_payers
        24000000384 | 1571031812719001 | RUSMANTO | 18-12-1971    | L  | tkk    | BB000002 | duplicate | P1    | two_payers
        """,
    ),
    case(
        "two NPP of one payer are one payer",
        """
        NIK              | Nama     | Tanggal Lahir | JK | Segmen | bucket  | match | problems
        1571031912729001 | RUSLANTO | 19-12-1972    | L  | tkk    | matched | P1    | two_segments !two_payers
        1571031912729001 | RUSLANTO | 19-12-1972    | L  | rt     | matched | P2    | two_segments !two_payers
        """,
        """
        KPJ         | NIK              | Nama     | Tanggal Lahir | JK | Segmen | NPP      | Pembayar     | bucket  | match | problems
        24000000591 | 1571031912729001 | RUSLANTO | 19-12-1972    | L  | tkk    | AA000002 | Pemkot Jambi | matched | L1    | two_segments !two_payers
        24000000592 | 1571031912729001 | RUSLANTO | 19-12-1972    | L  | rt     | BB000002 | PEMKOT-JAMBI | matched | L2    | two_segments !two_payers
        """,
    ),
    case(
        "two NPP of which one names no payer are two payers",
        """
        NIK              | Nama      | Tanggal Lahir | JK | Segmen | bucket  | match | problems
        1571032012739001 | RUSMARDIN | 20-12-1973    | L  | tkk    | matched | P1    | !two_payers
        """,
        """
        KPJ         | NIK              | Nama      | Tanggal Lahir | JK | Segmen         | NPP      | Pembayar     | bucket     | match | problems
        24000000593 | 1571032012739001 | RUSMARDIN | 20-12-1973    | L  | tkk            | AA000002 | Pemkot Jambi | matched    | L1    | two_payers
        24000000594 | 1571032012739001 | RUSMARDIN | 20-12-1973    | L  | pekerja_rentan | BB000002 | .            | not_listed | .     | two_payers
        """,
    ),
    case(
        "two of one birth date under one number, only one of them the participant's name",
        """
        NIK              | No KK            | Nama               | Tanggal Lahir | JK | Ibu Kandung | Kelurahan | Segmen | bucket          | match
        1571032212759001 | 1571030909129042 | HERLAMBANG SUDIRJO | 22-12-1975    | L  | SUMIYEM     | Legok     | tkk    | matched/differs | P1
        1571032212759001 | 1571030909129042 | KUNCORO SUDIRJO    | 22-12-1975    | L  | SUMIYEM     | Legok     | tkk    | review          | .
        """,
        """
        KPJ         | NIK              | No KK            | Nama               | Tanggal Lahir | JK | Ibu Kandung | Kelurahan | Segmen | bucket
        24000000596 | 1571032212759001 | 1571030909129042 | HERLAMBANG SUDIRJO | 22-12-1975    | L  | SUMIYEM     | Legok     | tkk    | matched/differs
        """,
    ),
)
