# ruff: noqa: E501 - a drawn table is read across, not wrapped
"""Who is who: cases for `test_linkage_cases`, drawn as `drawn_cases` says."""

from drawn_cases import Case, case

WHO_IS_WHO: tuple[Case, ...] = (
    case(
        "namesakes born on one day, one on each side",
        """
        NIK              | Nama         | Tanggal Lahir | JK | Nama Ibu Kandung | Kelurahan | Segmen | bucket | match | problems
        1571024606819013 | SRI WAHYUNI  | 06-06-1981    | P  | ROHANI           | Legok     | tkk    | review | P1    |
        """,
        """
        KPJ         | NIK              | Nama         | Tanggal Lahir | JK | Nama Ibu Kandung | Kelurahan | Segmen | bucket | match | problems
        24000009801 | 1571024606819014 | SRI WAHYUNI  | 06-06-1981    | P  | JUMINEM          | Legok     | tkk    | review | L1    |
        """,
        review_pairs="L1-P1",
    ),
    case(
        "a short name with a slip beside one NIK and one birth date",
        """
        NIK              | Nama  | Tanggal Lahir | Segmen | bucket  | match | problems
        9973014910619001 | UKA   | 09-10-1961    | tkk    | differs | P1    | name_differs
        """,
        """
        KPJ         | NIK              | Nama  | Tanggal Lahir | Segmen | bucket  | match | problems
        24000009802 | 9973014910619001 | EKA   | 09-10-1961    | tkk    | differs | L1    | name_differs
        """,
    ),
    case(
        "a list without sex, the NIK of his wife in his row",
        """
        NIK              | Nama     | Tanggal Lahir | Segmen | bucket  | match | problems
        9971024605829011 | MUHAMMAD | 12-03-1979    | tkk    | differs | P1    | nik_differs
        """,
        """
        KPJ         | NIK              | Nama     | Tanggal Lahir | JK | Segmen | bucket  | match | problems
        24000009811 | 9971021203799012 | MUHAMMAD | 12-03-1979    | L  | tkk    | differs | L1    | nik_differs
        """,
    ),
    case(
        "names of which each kept another first letter, beside one NIK and one birth date",
        """
        NIK              | Nama  | Tanggal Lahir | Segmen | bucket  | match | problems
        9973011910609013 | MHD D | 19-10-1960    | tkk    | differs | P1    | name_differs
        """,
        """
        KPJ         | NIK              | Nama    | Tanggal Lahir | Segmen | bucket  | match | problems
        24000009812 | 9973011910609013 | M. DONI | 19-10-1960    | tkk    | differs | L1    | name_differs
        """,
    ),
    case(
        "a call name cut from the name, beside one NIK and one birth date",
        """
        NIK              | Nama | Tanggal Lahir | Segmen | bucket  | match | problems
        9973014811639014 | NELI | 08-11-1963    | tkk    | differs | P1    | name_differs
        """,
        """
        KPJ         | NIK              | Nama    | Tanggal Lahir | Segmen | bucket  | match | problems
        24000009814 | 9973014811639014 | ROSNELI | 08-11-1963    | tkk    | differs | L1    | name_differs
        """,
    ),
    case(
        "two of one common name, each with the date that the NIK tells, a digit apart in both",
        """
        NIK              | Nama      | Tanggal Lahir | JK | Segmen | bucket
        9974015306789015 | NURHAYATI | 13-06-1978    | P  | tkk    | review/not_registered
        """,
        """
        KPJ         | NIK              | Nama      | Tanggal Lahir | JK | Segmen | bucket
        24000009815 | 9974015309789015 | NURHAYATI | 13-09-1978    | P  | tkk    | review/not_listed
        """,
    ),
    case(
        "the list without kelurahan, two namesakes born on one day, one in its kecamatan",
        """
        Nama             | Tanggal Lahir | Kecamatan | Segmen | bucket  | match
        DARMAWAN SAPUTRA | 21-08-1977    | Jelutung  | tkk    | matched | P2
        """,
        """
        KPJ         | Nama             | Tanggal Lahir | Kelurahan   | Kecamatan   | Segmen | bucket     | match
        24000009816 | DARMAWAN SAPUTRA | 21-08-1977    | Buluran Kenali | Telanaipura | tkk | not_listed/review | .
        24000009817 | DARMAWAN SAPUTRA | 21-08-1977    | Kebun Handil | Jelutung   | tkk    | matched    | L1
        """,
    ),
    case(
        "twins, both on both sides",
        """
        NIK              | Nama        | Tanggal Lahir | JK | No KK            | Segmen | bucket  | match | problems
        1571021503849001 | HASAN BASRI | 15-03-1984    | L  | 1571020101109005 | tkk    | matched | P2    | !nik_shared
        1571021503849002 | HUSIN BASRI | 15-03-1984    | L  | 1571020101109005 | tkk    | matched | P1    | !nik_shared
        """,
        """
        KPJ         | NIK              | Nama        | Tanggal Lahir | JK | Segmen | bucket  | match
        24000000102 | 1571021503849002 | HUSIN BASRI | 15-03-1984    | L  | tkk    | matched | L2
        24000000101 | 1571021503849001 | HASAN BASRI | 15-03-1984    | L  | tkk    | matched | L1
        """,
    ),
    case(
        "twins, one of them registered",
        """
        NIK              | Nama        | Tanggal Lahir | JK | No KK            | Segmen | bucket         | match
        1571025604859001 | YULI YANTI  | 16-04-1985    | P  | 1571020101109006 | tkk    | matched        | P1
        1571025604859002 | YULI YANA   | 16-04-1985    | P  | 1571020101109006 | tkk    | not_registered | .
        """,
        """
        KPJ         | NIK              | Nama       | Tanggal Lahir | JK | Segmen | bucket  | match
        24000000111 | 1571025604859001 | YULI YANTI | 16-04-1985    | P  | tkk    | matched | L1
        """,
    ),
    case(
        "twins, one on each side, are not one person",
        """
        NIK              | Nama         | Tanggal Lahir | JK | No KK            | Segmen | bucket
        1571032507909002 | RIZKI SAPUTRA | 25-07-1990   | L  | 1571030101109007 | tkk    | review/not_registered
        """,
        """
        KPJ         | NIK              | Nama          | Tanggal Lahir | JK | No KK            | Segmen | bucket
        24000000121 | 1571032507909001 | RIZAL SAPUTRA | 25-07-1990    | L  | 1571030101109007 | tkk    | review/not_listed
        """,
    ),
    case(
        "two of one first name, born on one day, one serial apart",
        """
        NIK              | Nama           | Tanggal Lahir | JK | Segmen | bucket
        1571061109909002 | TAUFIK HIDAYAT | 11-09-1990    | L  | tkk    | review/not_registered
        """,
        """
        KPJ         | NIK              | Nama          | Tanggal Lahir | JK | Segmen | bucket
        24000000122 | 1571061109909001 | TAUFIK ISMAIL | 11-09-1990    | L  | tkk    | review/not_listed
        """,
    ),
    case(
        "twins, a boy and a girl, one registered",
        """
        NIK              | Nama           | Tanggal Lahir | JK | No KK            | Segmen | bucket                | match
        1571062802919001 | RAMADHANI PUTRA | 28-02-1991   | L  | 1571060101109014 | tkk    | matched               | P1
        1571066802919002 | RAMADHANA PUTRI | 28-02-1991   | P  | 1571060101109014 | tkk    | not_registered/review | .
        """,
        """
        KPJ         | NIK              | Nama            | Tanggal Lahir | JK | No KK            | Segmen | bucket  | match
        24000000123 | 1571062802919001 | RAMADHANI PUTRA | 28-02-1991    | L  | 1571060101109014 | tkk    | matched | L1
        """,
    ),
    case(
        "one NIK, the father's name differs",
        """
        NIK              | Nama                     | Tanggal Lahir | JK | Segmen | bucket  | match | problems
        1571066212799022 | FATIMAH BINTI USMAN      | 22-12-1979    | P  | tkk    | differs | P1    | name_differs
        1571066312799023 | ZAINAB BINTI ABD. RAHMAN | 23-12-1979    | P  | tkk    | matched | P2    | !name_differs
        1571062412799024 | AHMAD BIN SALEH          | 24-12-1979    | L  | tkk    | matched | P3    | !name_differs
        """,
        """
        KPJ         | NIK              | Nama                    | Tanggal Lahir | JK | Segmen | bucket  | match | problems
        24000000133 | 1571066212799022 | FATIMAH BINTI HASAN     | 22-12-1979    | P  | tkk    | differs | L1    | name_differs
        24000000134 | 1571066312799023 | Zainab Bt. Abdul Rahman | 23-12-1979    | P  | tkk    | matched | L2    | !name_differs
        24000000135 | 1571062412799024 | AHMAD                   | 24-12-1979    | L  | tkk    | matched | L3    | !name_differs
        """,
    ),
    case(
        "father and son of one name",
        """
        NIK              | Nama           | Tanggal Lahir | JK | No KK            | Kelurahan  | Segmen | bucket  | match
        1571040706559001 | MUHAMMAD YUSUF | 07-06-1955    | L  | 1571040101109008 | Kenali Asam | rt    | matched | P1
        1571041902849001 | MUHAMMAD YUSUF | 19-02-1984    | L  | 1571040101109008 | Kenali Asam | rt    | matched | P2
        """,
        """
        KPJ         | NIK              | Nama           | Tanggal Lahir | JK | Kelurahan   | Segmen | bucket  | match
        24000000131 | 1571040706559001 | MUHAMMAD YUSUF | 07-06-1955    | L  | Kenali Asam | rt     | matched | L1
        24000000132 | 1571041902849001 | MUHAMMAD YUSUF | 19-02-1984    | L  | Kenali Asam | rt     | matched | L2
        """,
    ),
    case(
        "father and son of one name, told apart by the birth date alone",
        """
        NIK | Nama             | Tanggal Lahir | JK | Kelurahan   | Segmen | bucket  | match | problems
        .   | ZULKARNAIN HARAHAP | 11-09-1956  | L  | Kenali Asam | tkk    | matched | P2    | nik_missing missing_nik
        .   | ZULKARNAIN HARAHAP | 23-12-1987  | L  | Kenali Asam | tkk    | matched | P1    | nik_missing missing_nik
        """,
        """
        KPJ         | NIK              | Nama               | Tanggal Lahir | JK | Kelurahan   | Segmen | bucket  | match
        24000000142 | 1571042312879001 | ZULKARNAIN HARAHAP | 23-12-1987    | L  | Kenali Asam | tkk    | matched | L2
        24000000141 | 1571041109569001 | ZULKARNAIN HARAHAP | 11-09-1956    | L  | Kenali Asam | tkk    | matched | L1
        """,
    ),
    case(
        "father listed, son of the same name registered",
        """
        NIK              | Nama         | Tanggal Lahir | JK | No KK            | Kelurahan   | Segmen | bucket
        1571050803589001 | SYAMSUL ARIF | 08-03-1958    | L  | 1571050101109009 | Solok Sipin | rt     | review/not_registered
        """,
        """
        KPJ         | NIK              | Nama         | Tanggal Lahir | JK | No KK            | Kelurahan   | Segmen | bucket
        24000000151 | 1571053011889001 | SYAMSUL ARIF | 30-11-1988    | L  | 1571050101109009 | Solok Sipin | rt     | review/not_listed
        """,
    ),
    case(
        "namesakes born on one day, each with a NIK",
        """
        NIK              | Nama        | Tanggal Lahir | JK | Kelurahan | Segmen | bucket  | match | problems
        1571015708859001 | SITI AMINAH | 17-08-1985    | P  | Legok     | tkk    | matched | P2    | !nik_shared
        1571075708859004 | SITI AMINAH | 17-08-1985    | P  | Jelutung  | tkk    | matched | P1    | !nik_shared
        """,
        """
        KPJ         | NIK              | Nama        | Tanggal Lahir | JK | Kelurahan | Segmen | bucket  | match
        24000000161 | 1571075708859004 | SITI AMINAH | 17-08-1985    | P  | Jelutung  | tkk    | matched | L2
        24000000162 | 1571015708859001 | SITI AMINAH | 17-08-1985    | P  | Legok     | tkk    | matched | L1
        """,
    ),
    case(
        "namesakes born on one day with two sound NIK are not joined unasked",
        """
        NIK              | Nama         | Tanggal Lahir | JK | Kelurahan | Segmen | bucket
        1571014106799001 | SRI WAHYUNI  | 01-06-1979    | P  | Legok     | tkk    | review/not_registered
        """,
        """
        KPJ         | NIK              | Nama        | Tanggal Lahir | JK | Kelurahan | Segmen | bucket
        24000000171 | 1571074106799008 | SRI WAHYUNI | 01-06-1979    | P  | Jelutung  | tkk    | review/not_listed
        """,
    ),
    case(
        "two near candidates stop for a human",
        """
        NIK | Nama        | Tanggal Lahir | JK | Segmen | bucket
        .   | AHMAD FAUZI | 04-04-1990    | L  | tkk    | review
        """,
        """
        KPJ         | NIK              | Nama        | Tanggal Lahir | JK | Segmen | bucket
        24000000181 | 1571010404909001 | AHMAD FAUZI | 04-04-1990    | L  | tkk    | review
        24000000182 | 1571070404909004 | AHMAD FAUZI | 04-04-1990    | L  | tkk    | review
        """,
        "L1-P1 L1-P2",
    ),
    case(
        "two near candidates in the list stop for a human",
        """
        NIK              | Nama       | Tanggal Lahir | JK | Segmen | bucket
        1571014505929001 | DEWI SUSANTI | 05-05-1992  | P  | tkk    | review
        1571074505929004 | DEWI SUSANTI | 05-05-1992  | P  | tkk    | review
        """,
        """
        KPJ         | NIK | Nama         | Tanggal Lahir | JK | Segmen | bucket
        24000000191 | .   | DEWI SUSANTI | 05-05-1992    | P  | tkk    | review
        """,
        "L1-P1 L2-P1",
    ),
    case(
        "one NIK on two people of one list",
        """
        NIK              | Nama             | Tanggal Lahir | JK | Segmen | bucket  | match | problems
        1571021006779001 | SUPRIADI         | 10-06-1977    | L  | tkk    | matched | P1    | nik_shared
        1571021006779001 | MARLINA HUTAPEA  | 22-01-1983    | P  | tkk    | review  | .     | nik_shared
        """,
        """
        KPJ         | NIK              | Nama     | Tanggal Lahir | JK | Segmen | bucket  | match
        24000000201 | 1571021006779001 | SUPRIADI | 10-06-1977    | L  | tkk    | matched | L1
        """,
    ),
    case(
        "one NIK on two people of one list, neither registered",
        """
        NIK              | Nama            | Tanggal Lahir | JK | Segmen | bucket         | match | problems
        1571022107769001 | BURHANUDDIN     | 21-07-1976    | L  | tkk    | review         | .     | nik_shared
        1571022107769001 | ERNAWATI SIREGAR | 02-10-1986   | P  | tkk    | review         | .     | nik_shared
        """,
        """
        KPJ         | NIK              | Nama         | Tanggal Lahir | JK | Segmen | bucket
        24000000211 | 1571060909919001 | RADEN PURNOMO | 09-09-1991   | L  | tkk    | not_listed
        """,
        "L1-L2",
    ),
    case(
        "one NIK on two people of the participants, neither listed",
        """
        NIK              | Nama          | Tanggal Lahir | JK | Segmen | bucket
        1571061008939002 | GERALDI MANURUNG | 10-08-1993 | L  | tkk    | not_registered
        """,
        """
        KPJ         | NIK              | Nama             | Tanggal Lahir | JK | Segmen | bucket | match | problems
        24000000221 | 1571022207769001 | SAHBUDIN         | 22-07-1976    | L  | tkk    | review | .     | nik_shared
        24000000222 | 1571022207769001 | ROSDIANA PURBA   | 03-10-1986    | P  | tkk    | review | .     | nik_shared
        """,
        "P1-P2",
    ),
    case(
        "one NIK on two people across the sides",
        """
        NIK              | Nama         | Tanggal Lahir | JK | Segmen | bucket
        1571011205809001 | BUDI SANTOSO | 12-05-1980    | L  | tkk    | review
        """,
        """
        KPJ         | NIK              | Nama         | Tanggal Lahir | JK | Segmen | bucket
        24000000231 | 1571011205809001 | DEWI LESTARI | 03-11-1991    | P  | tkk    | review
        """,
        "L1-P1",
    ),
    case(
        "the NIK of a family member",
        """
        NIK              | Nama           | Tanggal Lahir | JK | No KK            | Kelurahan | Segmen | bucket
        1571080209789001 | RINA MARLIANTI | 14-09-1982    | P  | 1571080101109010 | Rawasari  | tkk    | differs/review
        """,
        """
        KPJ         | NIK              | Nama            | Tanggal Lahir | JK | No KK            | Kelurahan | Segmen | bucket
        24000000241 | 1571080209789001 | HENDRA GUNAWAN  | 02-09-1978    | L  | 1571080101109010 | Rawasari  | tkk    | not_listed/review
        24000000242 | 1571085409829001 | RINA MARLIANTI  | 14-09-1982    | P  | 1571080101109010 | Rawasari  | tkk    | differs/review
        """,
    ),
    case(
        "the NIK of a family member who is listed too",
        """
        NIK              | Nama            | Tanggal Lahir | JK | No KK            | Kelurahan | Segmen | bucket         | match | problems
        1571080309789001 | HENDRI SETIAWAN | 03-09-1978    | L  | 1571080101109011 | Rawasari  | tkk    | matched        | P1    | nik_shared
        1571080309789001 | WIWIN KOMARIAH  | 15-09-1982    | P  | 1571080101109011 | Rawasari  | tkk    | differs/review | .     | nik_shared
        """,
        """
        KPJ         | NIK              | Nama            | Tanggal Lahir | JK | No KK            | Kelurahan | Segmen | bucket         | match
        24000000251 | 1571080309789001 | HENDRI SETIAWAN | 03-09-1978    | L  | 1571080101109011 | Rawasari  | tkk    | matched        | L1
        24000000252 | 1571085509829001 | WIWIN KOMARIAH  | 15-09-1982    | P  | 1571080101109011 | Rawasari  | tkk    | differs/review |
        """,
    ),
    case(
        "a NIK truncated by Excel, of twins",
        """
        NIK              | Nama         | Tanggal Lahir | JK | Segmen | bucket          | match | problems
        9971011811810000 | HANAFI LUBIS | 18-11-1981    | L  | tkk    | matched/differs | P2    | nik_excel_truncated !nik_shared
        9971011811810000 | HAMBALI LUBIS | 18-11-1981   | L  | tkk    | matched/differs | P1    | nik_excel_truncated !nik_shared
        """,
        """
        KPJ         | NIK              | Nama          | Tanggal Lahir | JK | Segmen | bucket          | match
        24000000261 | 9971011811810002 | HAMBALI LUBIS | 18-11-1981    | L  | tkk    | matched/differs | L2
        24000000262 | 9971011811810001 | HANAFI LUBIS  | 18-11-1981    | L  | tkk    | matched/differs | L1
        """,
    ),
    case(
        "a NIK truncated by Excel, of twins, one of them registered",
        """
        NIK              | Nama          | Tanggal Lahir | JK | Segmen | bucket                | match | problems
        9971011911820000 | HELMI TANJUNG | 19-11-1982    | L  | tkk    | matched/differs       | P1    | nik_excel_truncated
        9971011911820000 | HERMAN TANJUNG | 19-11-1982   | L  | tkk    | not_registered/review | .     | nik_excel_truncated
        """,
        """
        KPJ         | NIK              | Nama          | Tanggal Lahir | JK | Segmen | bucket          | match
        24000000271 | 9971011911820001 | HELMI TANJUNG | 19-11-1982    | L  | tkk    | matched/differs | L1
        """,
    ),
    case(
        "a NIK truncated by Excel, the name damaged, no birth date beside it",
        """
        NIK              | Nama    | JK | Tempat Lahir | Ibu Kandung | Kelurahan | Segmen | bucket         | match
        9971015909980001 | MARLINA | P  | JAMBI        | INDAH       | Legok     | tkk    | differs/review | P1
        """,
        """
        KPJ         | NIK              | Nama    | JK | Tempat Lahir | Ibu Kandung | Kelurahan | Segmen | bucket         | match
        24000000288 | 9971015909980000 | HARLIAA | P  | JAMBI        | INDAH       | Legok     | tkk    | differs/review | L1
        """,
    ),
    case(
        "No KK in the NIK column, by a family of two",
        """
        NIK              | No KK            | Nama              | Tanggal Lahir | JK | Kelurahan | Segmen | bucket          | match | problems
        1571091506109001 | 1571091506109001 | SARIFUDDIN NASUTION | 28-08-1974  | L  | Mayang Mangurai | tkk | matched/differs | P1    | nik_is_kk !nik_shared
        1571091506109001 | 1571091506109001 | LASMINI PUSPITA   | 07-03-1977    | P  | Mayang Mangurai | tkk | matched/differs | P2    | nik_is_kk !nik_shared
        """,
        """
        KPJ         | NIK              | Nama                | Tanggal Lahir | JK | Kelurahan       | Segmen | bucket          | match
        24000000391 | 1571092808749001 | SARIFUDDIN NASUTION | 28-08-1974    | L  | Mayang Mangurai | tkk    | matched/differs | L1
        24000000392 | 1571094703779001 | LASMINI PUSPITA     | 07-03-1977    | P  | Mayang Mangurai | tkk    | matched/differs | L2
        """,
    ),
    case(
        "a dummy NIK never joins two people",
        """
        NIK              | Nama             | Tanggal Lahir | JK | Segmen | bucket         | match | problems
        0                | JUMADI PRANOTO   | 01-02-1971    | L  | tkk    | not_registered | .     | nik_missing !nik_shared
        0                | KARTINI WULANDARI | 02-03-1972   | P  | tkk    | not_registered | .     | nik_missing !nik_shared
        0000000000000000 | LASIMIN HADI     | 03-04-1973    | L  | tkk    | not_registered | .     | nik_missing !nik_shared
        9999999999999999 | MARYATI KUSUMA   | 04-05-1974    | P  | tkk    | not_registered | .     | nik_missing !nik_shared
        1111111111111111 | NGADIMAN SURYA   | 05-06-1975    | L  | tkk    | not_registered | .     | nik_missing !nik_shared
        1234567890123456 | OKTAVIA RAHAYU   | 06-07-1976    | P  | tkk    | not_registered | .     | !nik_shared
        -                | PARJONO WIBOWO   | 07-08-1977    | L  | tkk    | not_registered | .     | nik_missing !nik_shared
        tidak ada        | QORI HANDAYANI   | 08-09-1978    | P  | tkk    | not_registered | .     | nik_missing !nik_shared
        """,
        """
        KPJ         | NIK              | Nama            | Tanggal Lahir | JK | Segmen | bucket
        24000000401 | 0                | RATNO WIDODO    | 11-02-1981    | L  | tkk    | not_listed
        24000000402 | 0000000000000000 | SUMARNI ASTUTI  | 12-03-1982    | P  | tkk    | not_listed
        24000000403 | 9999999999999999 | TUKIMIN SLAMET  | 13-04-1983    | L  | tkk    | not_listed
        24000000404 | 1111111111111111 | UMI KALSUM      | 14-05-1984    | P  | tkk    | not_listed
        24000000405 | 1234567890123456 | VERI IRAWAN     | 15-06-1985    | L  | tkk    | not_listed
        24000000406 | -                | WAGINEM LESTARI | 16-07-1986    | P  | tkk    | not_listed
        24000000407 | tidak ada        | XAVERIUS TARIGAN | 17-08-1987   | L  | tkk    | not_listed
        """,
    ),
)
