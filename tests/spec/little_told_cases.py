# ruff: noqa: E501 - a drawn table is read across, not wrapped
"""Lists that tell little: no birth date, no NIK, one of them damaged; cases for `test_linkage_cases`, drawn as `drawn_cases` says."""

from drawn_cases import Case, case

LITTLE_TOLD: tuple[Case, ...] = (
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
)
