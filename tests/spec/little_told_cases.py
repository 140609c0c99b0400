# ruff: noqa: E501 - a drawn table is read across, not wrapped
"""Lists that tell little: no birth date, no NIK, one of them damaged; cases for `test_linkage_cases`, drawn as `drawn_cases` says."""

from drawn_cases import Case, case

LITTLE_TOLD: tuple[Case, ...] = (
    case(
        "no birth date and no NIK, a short form with several readings",
        """
        NIK | Nama                  | Kelurahan    | Segmen | bucket                 | match
        .   | M. SUTIKNO PRAWIRA    | Arab Melayu  | tkk    | matched/differs/review | P1
        .   | A. KOMARULLOH         | Pinang Merah | tkk    | matched/differs/review | P2
        """,
        """
        KPJ         | NIK              | Nama                     | Tanggal Lahir | Kelurahan    | Segmen | bucket                 | match
        24000009701 | 1571101401599004 | MUHAMMAD SUTIKNO PRAWIRA | 14-01-1959    | Arab Melayu  | tkk    | matched/differs/review | L1
        24000009702 | 1571092902889001 | ABDUL KOMARULLOH         | 29-02-1988    | Pinang Merah | tkk    | matched/differs/review | L2
        """,
    ),
    case(
        "no birth date and no NIK, the words turned about or a slip in one",
        """
        NIK | Nama                | Kelurahan     | Segmen | bucket                 | match
        .   | AFRIZAL SABRIANSYAH | Mudung Laut   | tkk    | matched/differs/review | P1
        .   | KEMAS SAYRKAWIE     | Tanjung Johor | tkk    | matched/differs/review | P2
        """,
        """
        KPJ         | NIK              | Nama                | Tanggal Lahir | Kelurahan     | Segmen | bucket                 | match
        24000009703 | 1571052610809001 | SABRIANSYAH AFRIZAL | 26-10-1980    | Mudung Laut   | tkk    | matched/differs/review | L1
        24000009704 | 1571051511869001 | KEMAS SYARKAWIE     | 15-11-1986    | Tanjung Johor | tkk    | matched/differs/review | L2
        """,
    ),
    case(
        "no NIK, a degree that may be a word of the name, the year a slip",
        """
        Nama                  | Tanggal Lahir | Segmen | bucket                 | match
        HASNAH SALMAWIYAH     | 26-10-1998    | tkk    | matched/differs/review | P1
        """,
        """
        KPJ         | Nama                 | Tanggal Lahir | Segmen | bucket                 | match
        24000009705 | HASNAH SALMAWIYAH ST | 26-10-1996    | tkk    | matched/differs/review | L1
        """,
    ),
    case(
        "no NIK, a slip that makes letters which a key folds",
        """
        Nama              | Tanggal Lahir | Segmen | bucket  | match
        ZQINAL ILHAMSYAH  | 01-06-1984    | tkk    | differs | P1
        """,
        """
        KPJ         | Nama             | Tanggal Lahir | Segmen | bucket  | match
        24000009706 | ZAINAL ILHAMSYAH | 01-06-1984    | tkk    | differs | L1
        """,
    ),
    case(
        "no NIK, a day that no calendar has, in one year",
        """
        Nama                | Tanggal Lahir | Segmen | bucket                 | match
        YAHDIRURU MAIMUNAWI | 31-02-1985    | tkk    | matched/differs/review | P1
        """,
        """
        KPJ         | Nama                | Tanggal Lahir | Segmen | bucket                 | match
        24000009707 | YAHDIRURU MAIMUNAWI | 07-09-1985    | tkk    | matched/differs/review | L1
        """,
    ),
    case(
        "a digit of the NIK and the whole birth date are wrong, the name is one",
        """
        NIK              | Nama                | Tanggal Lahir | JK | Segmen | bucket  | match | problems
        1571092411869001 | HASIHOLAN PURNATUA  | 24-08-1986    | L  | tkk    | differs | P1    | birth_date_differs
        """,
        """
        KPJ         | NIK              | Nama               | Tanggal Lahir | JK | Segmen | bucket  | match
        24000009708 | 1571092411869101 | HASIHOLAN PURNATUA | 19-10-1985    | L  | tkk    | differs | L1
        """,
    ),
    case(
        "a list without sex, a call name on one birth date in one kelurahan",
        """
        NIK              | Nama    | Tanggal Lahir | Kelurahan | Segmen | bucket                 | match
        .                | RINI    | 09-12-1964    | Rawasari    | tkk    | matched/differs/review | P1
        """,
        """
        KPJ         | NIK              | Nama       | Tanggal Lahir | JK | Kelurahan | Segmen | bucket
        24000009709 | 9973014912649015 | MARINIANSA | 09-12-1964    | P  | Rawasari  | tkk    | matched/differs/review
        """,
    ),
)
