# ruff: noqa: E501 - a drawn table is read across, not wrapped
"""What a field says of who is who: blanks, spellings, dates, numbers, a household; cases for `test_linkage_cases`, drawn as `drawn_cases` says."""

from drawn_cases import Case, case

WHAT_FIELDS_SAY: tuple[Case, ...] = (
    case(
        "a missing birth date is missing, not different",
        """
        NIK              | Nama          | Tanggal Lahir | JK | Segmen | bucket  | match | problems
        1571060203889001 | IRWAN SYAHPUTRA | .           | L  | tkk    | matched | P1    | birth_date_missing missing_birth_date !birth_date_differs
        1571064304899001 | INDAH PERMATA | 03-04-1989    | P  | tkk    | matched | P2    | !birth_date_differs
        """,
        """
        KPJ         | NIK              | Nama            | Tanggal Lahir | JK | Segmen | bucket  | match | problems
        24000000411 | 1571060203889001 | IRWAN SYAHPUTRA | 02-03-1988    | L  | tkk    | matched | L1    | !birth_date_differs
        24000000412 | 1571064304899001 | INDAH PERMATA   | .             | P  | tkk    | matched | L2    | birth_date_missing missing_birth_date !birth_date_differs
        """,
    ),
    case(
        "a missing NIK, sex or name is missing, not different",
        """
        NIK              | Nama             | Tanggal Lahir | JK | Kelurahan | Segmen | bucket  | match | problems
        .                | GUSTIAWAN PRADIPTA | 24-10-1986  | L  | Legok     | tkk    | matched | P1    | nik_missing missing_nik !nik_differs
        1571016510879001 | GALUH NINGRUM    | 25-10-1987    | .  | Legok     | tkk    | matched | P2    | missing_sex !sex_differs
        1571012610889001 | .                | 26-10-1988    | L  | Legok     | tkk    | matched | P3    | name_missing missing_name !name_differs
        """,
        """
        KPJ         | NIK              | Nama               | Tanggal Lahir | JK | Kelurahan | Segmen | bucket  | match
        24000000421 | 1571012410869001 | GUSTIAWAN PRADIPTA | 24-10-1986    | L  | Legok     | tkk    | matched | L1
        24000000422 | 1571016510879001 | GALUH NINGRUM      | 25-10-1987    | P  | Legok     | tkk    | matched | L2
        24000000423 | 1571012610889001 | GILANG RAMADHAN    | 26-10-1988    | L  | Legok     | tkk    | matched | L3
        """,
    ),
    case(
        "titles, short forms, case, spaces and signs are no difference",
        """
        NIK                    | Nama                          | Tanggal Lahir | JK        | Segmen | bucket  | match | problems
        1571020105719001       | Drs. H. M. Yusri Tanjung, M.Si | 1 Mei 1971   | Laki-laki | tkk    | matched | P1    | !name_differs
        1571 0242 0572 9001    | Hj. St. Rahmah                | 02/05/1972    | PR        | tkk    | matched | P2    | !name_differs !nik_differs
        '1571020305739001      | abd. rohim                    | 03.05.1973    | LK        | tkk    | matched | P3    | !name_differs
        157102.440574.9001     | NUR  HAYATI                   | 1974-05-04    | P         | tkk    | matched | P4    | !name_differs
        I57102O5O5759OO1       | MOH. ALI-USMAN                | 05-Mei-1975   | L         | tkk    | matched | P5    | !name_differs !nik_differs
        1571020605769001       | Prof. Dr. Ir. SOFYAN, S.E., M.M. | 06-05-76   | l         | tkk    | matched | P6    | !name_differs
        1571020705779001       | SYAHRIL (Alm)                 | 07-05-1977    | L         | tkk    | matched | P7    | !name_differs
        """,
        """
        KPJ         | NIK              | Nama                   | Tanggal Lahir | JK        | Segmen | bucket  | match
        24000000431 | 1571020105719001 | MUHAMMAD YUSRI TANJUNG | 01-05-1971    | L         | tkk    | matched | L1
        24000000432 | 1571024205729001 | SITI RAHMAH            | 02-05-1972    | Perempuan | tkk    | matched | L2
        24000000433 | 1571020305739001 | ABDUL ROHIM            | 03-05-1973    | L         | tkk    | matched | L3
        24000000434 | 1571024405749001 | NURHAYATI              | 04-05-1974    | P         | tkk    | matched | L4
        24000000435 | 1571020505759001 | MUHAMMAD ALI USMAN     | 05-05-1975    | L         | tkk    | matched | L5
        24000000436 | 1571020605769001 | SOFYAN                 | 06-05-1976    | L         | tkk    | matched | L6
        24000000437 | 1571020705779001 | SYAHRIL                | 07-05-1977    | L         | tkk    | matched | L7
        """,
    ),
    case(
        "a spelling is a difference",
        """
        NIK              | Nama            | Tanggal Lahir | JK | Segmen | bucket  | match | problems
        1571024806719001 | SITI ROHMAH     | 08-06-1971    | P  | tkk    | differs | P1    | name_differs
        1571020906729001 | SOEGIJANTO      | 09-06-1972    | L  | tkk    | differs | P2    | name_differs
        1571021006739001 | JONI PANJAITAN  | 10-06-1973    | L  | tkk    | differs | P3    | name_differs
        1571021106749001 | RUDI HARTONO    | 11-06-1974    | L  | tkk    | differs | P4    | name_differs
        """,
        """
        KPJ         | NIK              | Nama           | Tanggal Lahir | JK | Segmen | bucket  | match | problems
        24000000441 | 1571024806719001 | SITI ROHMA     | 08-06-1971    | P  | tkk    | differs | L1    | name_differs
        24000000442 | 1571020906729001 | SUGIYANTO      | 09-06-1972    | L  | tkk    | differs | L2    | name_differs
        24000000443 | 1571021006739001 | JHONI PANJAITAN | 10-06-1973   | L  | tkk    | differs | L3    | name_differs
        24000000444 | 1571021106749001 | RUDI           | 11-06-1974    | L  | tkk    | differs | L4    | name_differs
        """,
    ),
    case(
        "day and month swapped, a year mistyped",
        """
        NIK              | Nama          | Tanggal Lahir | JK | Segmen | bucket  | match | problems
        1571020509819001 | WAWAN KURNIA  | 09-05-1981    | L  | tkk    | differs | P1    | birth_date_differs nik_birth_date_differs !name_differs
        1571024712829001 | WIWIK SUNDARI | 07-12-1928    | P  | tkk    | differs | P2    | birth_date_differs !name_differs
        """,
        """
        KPJ         | NIK              | Nama          | Tanggal Lahir | JK | Segmen | bucket  | match | problems
        24000000451 | 1571020509819001 | WAWAN KURNIA  | 05-09-1981    | L  | tkk    | differs | L1    | birth_date_differs
        24000000452 | 1571024712829001 | WIWIK SUNDARI | 07-12-1982    | P  | tkk    | differs | L2    | birth_date_differs
        """,
    ),
    case(
        "born on 1 January, as far as the clerk knew",
        """
        NIK              | Nama             | Tanggal Lahir | JK | Segmen | bucket          | match
        1571022806749001 | ZAINAL ABIDIN    | 01-01-1974    | L  | tkk    | matched/differs | P1
        """,
        """
        KPJ         | NIK              | Nama          | Tanggal Lahir | JK | Segmen | bucket          | match
        24000000461 | 1571022806749001 | ZAINAL ABIDIN | 28-06-1974    | L  | tkk    | matched/differs | L1
        """,
    ),
    case(
        "1 January shared by two of one common name does not join them",
        """
        NIK              | Nama     | Tanggal Lahir | JK | Kelurahan | Segmen | bucket
        1571014101709001 | SITI AMINAH | 01-01-1970 | P  | Legok     | tkk    | review/not_registered
        """,
        """
        KPJ         | NIK              | Nama        | Tanggal Lahir | JK | Kelurahan | Segmen | bucket
        24000000471 | 1571074101709006 | SITI AMINAH | 01-01-1970    | P  | Jelutung  | tkk    | review/not_listed
        """,
    ),
    case(
        "a married couple at one address",
        """
        NIK              | Nama           | Tanggal Lahir | JK | No KK            | Alamat            | RT | Kelurahan | Segmen | bucket         | match
        1571100803799001 | AMIRUDDIN SIDIK | 08-03-1979   | L  | 1571100101109012 | Jl. Kenanga No. 7 | 05 | Legok     | tkk    | matched        | P1
        1571106106819002 | AMIRAH SIDIK   | 21-06-1981    | P  | 1571100101109012 | Jl. Kenanga No. 7 | 05 | Legok     | tkk    | not_registered | .
        """,
        """
        KPJ         | NIK              | Nama            | Tanggal Lahir | JK | No KK            | Alamat            | Kelurahan | Segmen | bucket  | match
        24000000481 | 1571100803799001 | AMIRUDDIN SIDIK | 08-03-1979    | L  | 1571100101109012 | Jl. Kenanga No. 7 | Legok     | tkk    | matched | L1
        """,
    ),
    case(
        "husband listed, wife registered",
        """
        NIK              | Nama          | Tanggal Lahir | JK | No KK            | Alamat            | Kelurahan | Segmen | bucket
        1571101204779001 | EKA PUTRA     | 12-04-1977    | L  | 1571100101109013 | Jl. Melati No. 12 | Legok     | tkk    | not_registered
        """,
        """
        KPJ         | NIK              | Nama       | Tanggal Lahir | JK | No KK            | Alamat            | Kelurahan | Segmen | bucket
        24000000491 | 1571105911809001 | ELA PUTRI  | 19-11-1980    | P  | 1571100101109013 | Jl. Melati No. 12 | Legok     | tkk    | not_listed
        """,
    ),
    case(
        "one digit of the NIK mistyped, two swapped, one lost",
        """
        NIK              | Nama              | Tanggal Lahir | JK | Kelurahan | Segmen | bucket          | match | problems
        1571023107839001 | BAMBANG WIRATMOKO | 31-07-1983    | L  | Rawasari  | tkk    | differs         | P1    | nik_differs
        1571022801859001 | CANDRA ADINEGORO  | 28-10-1985    | L  | Rawasari  | tkk    | differs         | P2    | nik_differs
        157102690288901  | DESI RATNAWULAN   | 29-02-1988    | P  | Rawasari  | tkk    | matched/differs | P3    | nik_length
        """,
        """
        KPJ         | NIK              | Nama              | Tanggal Lahir | JK | Kelurahan | Segmen | bucket          | match | problems
        24000000501 | 1571023107839007 | BAMBANG WIRATMOKO | 31-07-1983    | L  | Rawasari  | tkk    | differs         | L1    | nik_differs
        24000000502 | 1571022810859001 | CANDRA ADINEGORO  | 28-10-1985    | L  | Rawasari  | tkk    | differs         | L2    | nik_differs
        24000000503 | 1571026902889001 | DESI RATNAWULAN   | 29-02-1988    | P  | Rawasari  | tkk    | matched/differs | L3    | .
        """,
    ),
    case(
        "another sex is a difference, another kelurahan is not",
        """
        NIK              | Nama          | Tanggal Lahir | JK | Kelurahan | Segmen | bucket  | match | problems
        1571024306829001 | FITRI HANDINI | 03-06-1982    | L  | Legok     | tkk    | differs | P1    | sex_differs nik_sex_differs
        1571020406839001 | FAISAL AKBAR  | 04-06-1983    | L  | Legok     | tkk    | matched | P2    | .
        """,
        """
        KPJ         | NIK              | Nama          | Tanggal Lahir | JK | Kelurahan | Segmen | bucket  | match | problems
        24000000511 | 1571024306829001 | FITRI HANDINI | 03-06-1982    | P  | Legok     | tkk    | differs | L1    | sex_differs !nik_sex_differs
        24000000512 | 1571020406839001 | FAISAL AKBAR  | 04-06-1983    | L  | Jelutung  | tkk    | matched | L2    | .
        """,
    ),
    case(
        "nothing to identify a person by",
        """
        NIK | Nama           | Tanggal Lahir | JK | Alamat          | Segmen | bucket         | match
        .   | .              | .             | L  | Jl. Sunyi No. 1 | tkk    | rejected       | .
        0   | -              | .             | P  | Jl. Sunyi No. 2 | tkk    | rejected       | .
        .   | HARUN AL RASYID | 13-01-1969   | L  | Jl. Sunyi No. 3 | tkk    | not_registered | .
        """,
        """
        KPJ         | NIK              | Nama         | Tanggal Lahir | JK | Segmen | bucket
        24000000521 | 1571021401709001 | ILHAM SAPUTRO | 14-01-1970   | L  | tkk    | not_listed
        24000000522 | .                | .            | .             | .  | tkk    | not_listed/rejected
        """,
    ),
    case(
        "a birth date, a sex and a place name nobody, however well they fit, nor do they repeat each other",
        """
        NIK              | Nama             | Tanggal Lahir | JK | Kelurahan | Segmen | bucket   | match
        .                | .                | 27-11-1983    | P  | Legok     | tkk    | rejected | .
        -                | .                | 27-11-1983    | P  | Legok     | tkk    | rejected | .
        1571021905779001 | BAKRI TAMBUNAN   | 19-05-1977    | L  | Legok     | tkk    | matched  | P2
        """,
        """
        KPJ         | NIK              | Nama            | Tanggal Lahir | JK | Kelurahan | Segmen | bucket     | match
        24000000525 | 1571026711839001 | ENDANG PURWANTI | 27-11-1983    | P  | Legok     | tkk    | not_listed | .
        24000000526 | 1571021905779001 | BAKRI TAMBUNAN  | 19-05-1977    | L  | Legok     | tkk    | matched    | L3
        """,
    ),
    case(
        "a KPJ names a person, whether there is a name or not",
        """
        KPJ         | NIK | Nama | Tanggal Lahir | JK | Kelurahan | Segmen | bucket   | match
        24000000527 | .   | .    | 08-04-1981    | L  | Legok     | tkk    | matched  | P1
        """,
        """
        KPJ         | NIK              | Nama            | Tanggal Lahir | JK | Kelurahan | Segmen | bucket     | match
        24000000527 | 1571020804819001 | HAMDAN TUNGKAL  | 08-04-1981    | L  | Legok     | tkk    | matched    | L1
        """,
    ),
    case(
        "a shared name and nothing else is no link",
        """
        NIK              | Nama      | Tanggal Lahir | JK | Segmen | bucket
        1571020102789001 | SUPRIYANTO | 01-02-1978   | L  | tkk    | not_registered
        """,
        """
        KPJ         | NIK              | Nama       | Tanggal Lahir | JK | Segmen | bucket
        24000000531 | 1571021109849001 | SUPRIYANTO | 11-09-1984    | L  | tkk    | not_listed
        """,
    ),
    case(
        "a NIK that happens to be a family's KK is still a NIK",
        """
        NIK              | No KK            | Nama            | Tanggal Lahir | JK | Kelurahan | Segmen | bucket          | match | problems
        1571020307069001 | 1571021108219002 | PANDU WIRYAWAN  | 01-01-2006    | L  | Legok     | tkk    | differs/matched | P1    | !nik_is_kk
        1571022509089001 | 1571020412089003 | RANGGA PRAMUDYA | 25-10-2008    | L  | Legok     | tkk    | differs/matched | P2    | !nik_is_kk
        1571021104729001 | 1571020307069001 | SUKMA HIDAYAT   | 11-04-1972    | L  | Legok     | tkk    | matched         | P3    | !nik_is_kk
        1571021205739001 | 1571022509089001 | TEGAR MAULANA   | 12-05-1973    | L  | Legok     | tkk    | matched         | P4    | !nik_is_kk
        """,
        """
        KPJ         | NIK              | Nama            | Tanggal Lahir | JK | Kelurahan | Segmen | bucket          | match
        24000000541 | 1571020307069001 | PANDU WIRYAWAN  | 03-07-2006    | L  | Legok     | tkk    | differs/matched | L1
        24000000542 | 1571022509089001 | RANGGA PRAMUDYA | 25-09-2008    | L  | Legok     | tkk    | differs/matched | L2
        24000000543 | 1571021104729001 | SUKMA HIDAYAT   | 11-04-1972    | L  | Legok     | tkk    | matched         | L3
        24000000544 | 1571021205739001 | TEGAR MAULANA   | 12-05-1973    | L  | Legok     | tkk    | matched         | L4
        """,
    ),
    case(
        "another family's KK in the NIK column",
        """
        NIK              | No KK            | Nama           | Tanggal Lahir | JK | Kelurahan | Segmen | bucket          | match | problems
        1571022303129001 | 1571021112089004 | WAHYU SUBAGJA  | 13-08-1988    | L  | Legok     | tkk    | matched/differs | P1    | nik_is_kk
        1571021306749001 | 1571022303129001 | YOHANIS KELEN  | 13-06-1974    | L  | Legok     | tkk    | matched         | P2    | !nik_is_kk
        """,
        """
        KPJ         | NIK              | Nama           | Tanggal Lahir | JK | Kelurahan | Segmen | bucket          | match
        24000000551 | 1571021308889001 | WAHYU SUBAGJA  | 13-08-1988    | L  | Legok     | tkk    | matched/differs | L1
        24000000552 | 1571021306749001 | YOHANIS KELEN  | 13-06-1974    | L  | Legok     | tkk    | matched         | L2
        """,
    ),
    case(
        "a name that lost a letter, no NIK, one household",
        """
        NIK | No KK            | Nama  | Tanggal Lahir | JK | Ibu Kandung     | Alamat               | Kelurahan | Segmen | bucket         | match
        .   | 1571020208119005 | YSUF  | 05-11-1968    | L  | KARTIKA RUMINAH | Jl. Kenari No. 165   | Legok     | tkk    | review/differs | P1
        """,
        """
        KPJ         | NIK              | No KK            | Nama  | Tanggal Lahir | JK | Ibu Kandung     | Alamat             | Kelurahan | Segmen | bucket         | match
        24000000561 | 1571020511689001 | 1571020208119005 | YUSUF | 05-11-1968    | L  | KARTIKA RUMINAH | Jl. Kenari No. 165 | Legok     | tkk    | review/differs | L1
        """,
    ),
    case(
        "a birth date that only the NIK tells does not speak against a pair twice",
        """
        NIK              | No KK            | Nama           | Tanggal Lahir | JK | Ibu Kandung      | Alamat            | Kelurahan | Segmen | bucket         | match
        1571021811009001 | 1571022801199006 | DEWI ROSMAYANA | .             | P  | SITI ULFA MARDIAH | Jl. Bangau No. 88 | Legok    | tkk    | review/differs | P1
        """,
        """
        KPJ         | NIK              | No KK            | Nama           | Tanggal Lahir | JK | Ibu Kandung       | Alamat            | Kelurahan | Segmen | bucket         | match
        24000000571 | 1571024201749001 | 1571022801199006 | DEWI ROSMAYANA | 02-01-1974    | P  | SITI ULFA MARDIAH | Jl. Bangau No. 88 | Legok     | tkk    | review/differs | L1
        """,
    ),
    case(
        "one NIK, another name, and no birth date beside it",
        """
        NIK              | Nama            | Kelurahan | Segmen | bucket  | match
        1571022407889002 | AHMAD LAGIM     | Legok     | tkk    | review  | P1
        1571021209839004 | SUKMAWAN HARDJO | Legok     | tkk    | differs | P2
        1571026404779003 | RETNO WULANDARI | Legok     | tkk    | matched | P3
        """,
        """
        KPJ         | NIK              | Nama            | Kelurahan | Segmen | bucket  | match
        24000000581 | 1571022407889002 | NASRUDIN        | Legok     | tkk    | review  | L1
        24000000582 | 1571021209839004 | SUKMWAN HARJO   | Legok     | tkk    | differs | L2
        24000000583 | 1571026404779003 | RETNO WULANDARI | Legok     | tkk    | matched | L3
        """,
    ),
    case(
        "two names that a hash of DuckDB takes for one",
        """
        NIK              | Nama             | Tanggal Lahir | JK | bucket         | match | problems
        9901010505859001 | MUHAMMAA FAUZANA | 05-05-1985    | L  | differs/review | P1    | name_differs
        """,
        """
        NIK              | Nama             | Tanggal Lahir | JK | bucket         | match | problems
        9901010505859001 | MUHAMMAN FAUZAND | 05-05-1985    | L  | differs/review | L1    |
        """,
    ),
)
