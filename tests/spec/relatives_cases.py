# ruff: noqa: E501 - a drawn table is read across, not wrapped
"""Who else it could be: a twin, a relative, a namesake; cases for `test_linkage_cases`, drawn as `drawn_cases` says."""

from drawn_cases import Case, case

RELATIVES: tuple[Case, ...] = (
    case(
        "a NIK of the family beside another name, year and sex",
        """
        NIK              | No KK            | Nama                | Tanggal Lahir | JK | Ibu Kandung | Alamat           | Kelurahan | Segmen | bucket | match
        1571020810859005 | 1571021104239007 | WAYAN SLAMET SAPRI  | 08-10-1985    | L  | SUMIATI     | Jl. Pipit No. 79 | Legok     | tkk    | review | P1
        1571021308669006 | 1571022001169008 | NYOMAN MUSTAFA      | 13-08-1966    | L  | JURIAH      | Jl. Pipit No. 11 | Legok     | tkk    | review | P2
        """,
        """
        KPJ         | NIK              | No KK            | Nama           | Tanggal Lahir | JK | Ibu Kandung | Alamat           | Kelurahan | Segmen | bucket | match
        24000000591 | 1571020810859005 | 1571021104239007 | RATNA HARAHAP  | 07-10-1985    | P  | SALBIAH     | Jl. Pipit No. 79 | Legok     | tkk    | review | L1
        24000000592 | 1571021308669006 | 1571022001169008 | ANWAR NASUTION | 13-08-1985    | L  | SRI HASTUTI | Jl. Pipit No. 11 | Legok     | tkk    | review | L2
        """,
    ),
    case(
        "twins of one mother, one on each side, one name within the other, each a sound NIK of his own",
        """
        NIK              | No KK            | Nama                   | Tanggal Lahir | JK | Ibu Kandung | Alamat            | Kelurahan | Segmen | bucket
        1571012507949006 | 1571020909129051 | RAKA DIRGANTARA        | 25-07-1994    | L  | SUMINTEN    | Jl. Rambai No. 51 | Legok     | tkk    | review/not_registered
        """,
        """
        KPJ         | NIK              | No KK            | Nama                  | Tanggal Lahir | JK | Ibu Kandung | Alamat            | Kelurahan | Segmen | bucket
        24000000651 | 1571062507949018 | 1571020909129051 | RAKA BIMA DIRGANTARA  | 25-07-1994    | L  | SUMINTEN    | Jl. Rambai No. 51 | Legok     | tkk    | review/not_listed
        """,
    ),
    case(
        "two of one name and birth date, one without a NIK, all else another's",
        """
        NIK              | No KK            | Nama                | Tempat Lahir | Tanggal Lahir | JK | Ibu Kandung | Alamat            | Kelurahan | Segmen | bucket
        1571031611999007 | 1571031903079009 | GANDRUNG PURBANTARA | Kerinci      | 16-11-1999    | L  | KARTINI     | Jl. Kenanga No. 3 | Legok     | tkk    | review/not_registered
        """,
        """
        KPJ         | NIK | No KK            | Nama                | Tempat Lahir | Tanggal Lahir | JK | Ibu Kandung | Alamat            | Kelurahan | Segmen | bucket
        24000000593 | .   | 1571072009159010 | GANDRUNG PURBANTARA | Palembang    | 16-11-1999    | L  | HALIMAH     | Jl. Melur No. 142 | Rawasari  | tkk    | review/not_listed
        """,
    ),
    case(
        "two cousins of one name whose NIK tell each his own year, of two mothers",
        """
        NIK              | No KK            | Nama                | Tempat Lahir | Tanggal Lahir | JK | Ibu Kandung | Alamat           | Kelurahan | Segmen | bucket
        1571081406009007 | 1571080310139009 | YANTO RUSDI SIREGAR | Padang       | 14-06-2000    | L  | MARIANA     | Jl. Perdana No. 6 | Legok    | tkk    | review/not_registered
        """,
        """
        KPJ         | NIK              | No KK            | Nama                | Tempat Lahir | Tanggal Lahir | JK | Ibu Kandung | Alamat            | Kelurahan | Segmen | bucket
        24000000594 | 1571081406069007 | 1571080310139009 | YANTO RUSDI SIREGAR | Kerinci      | 14-06-2006    | L  | ROTUA       | Jl. Perdana No. 6 | Legok     | tkk    | review/not_listed
        """,
    ),
    case(
        "twins, one on each side, a slip in one birth date",
        """
        NIK              | Nama             | Tanggal Lahir | JK | No KK            | Ibu Kandung | Alamat            | Kelurahan | Segmen | bucket
        1571051703889001 | ROY SIMBOLON     | 17-03-1988    | L  | 1571050909129011 | MELVA       | Jl. Manggis No. 4 | Legok     | tkk    | review/not_registered
        1571052204909001 | SYARIFAH ALKAFF  | 22-04-1990    | P  | 1571050909129012 | RAGUAN      | Jl. Manggis No. 5 | Legok     | tkk    | review/not_registered
        """,
        """
        KPJ         | NIK              | Nama            | Tanggal Lahir | JK | No KK            | Ibu Kandung | Alamat            | Kelurahan | Segmen | bucket
        24000000601 | 1571051703889002 | BINSAR SIMBOLON | 17-03-1989    | L  | 1571050909129011 | MELVA       | Jl. Manggis No. 4 | Legok     | tkk    | review/not_listed
        24000000602 | 1571052204909002 | SALMAH ALKAFF   | .             | P  | 1571050909129012 | RAGUAN      | Jl. Manggis No. 5 | Legok     | tkk    | review/not_listed
        """,
    ),
    case(
        "the family's name alone, and another of the family",
        """
        NIK              | Nama     | Tanggal Lahir | JK | No KK            | Ibu Kandung | Alamat           | Kelurahan | Segmen | bucket
        1571066007879001 | PARDOSI  | .             | P  | 1571060909129013 | MELVA       | Jl. Rambai No. 9 | Legok     | tkk    | review/not_registered
        """,
        """
        KPJ         | NIK              | Nama          | Tanggal Lahir | JK | No KK            | Ibu Kandung  | Alamat           | Kelurahan | Segmen | bucket
        24000000603 | 1571061707629004 | JEFRI PARDOSI | 17-07-1962    | L  | 1571060909129013 | HOTMA ROTUA  | Jl. Rambai No. 9 | Legok     | tkk    | review/not_listed
        """,
    ),
    case(
        "a son under the NIK of the father whose name he bears",
        """
        NIK              | Nama          | Tanggal Lahir | JK | Nama Ibu Kandung | Kelurahan   | Segmen         | bucket | match
        1571040807789021 | BONAR SIAHAAN | 06-06-2002    | L  | NURHAIDA LUBIS   | Kenali Asam | pekerja_rentan | review | P1
        """,
        """
        KPJ         | NIK              | Nama          | Tanggal Lahir | JK | Nama Ibu Kandung | Kelurahan   | Segmen         | bucket | match
        24000000861 | 1571040807789021 | BONAR SIAHAAN | 08-07-1978    | L  | ERNAWATI GUCCI   | Kenali Asam | pekerja_rentan | review | L1
        """,
    ),
    case(
        "father and son of one name, the birth date of one told by his NIK alone",
        """
        NIK              | Nama            | Tanggal Lahir | JK | No KK            | Alamat           | Kelurahan | Segmen | bucket
        1571080805699001 | TOGAR NAINGGOLAN | .            | L  | 1571080909129014 | Jl. Rambai No. 7 | Legok     | tkk    | review/not_registered
        """,
        """
        KPJ         | NIK              | Nama             | Tanggal Lahir | JK | No KK            | Alamat           | Kelurahan | Segmen | bucket
        24000000604 | 1571080812029001 | TOGAR NAINGGOLAN | 08-12-2002    | L  | 1571080909129014 | Jl. Rambai No. 7 | Legok     | tkk    | review/not_listed
        """,
    ),
    case(
        "twins in one list, one without a NIK, both registered",
        """
        NIK              | Nama          | Tanggal Lahir | JK | No KK            | Ibu Kandung | Kelurahan | Segmen | bucket         | match
        1571056805929001 | SITI AMELINDA | 28-05-1992    | P  | 1571050909129015 | KARTIYEM    | Legok     | tkk    | matched        | P1
        .                | SITA AMELINDA | 28-05-1992    | P  | 1571050909129015 | KARTIYEM    | Legok     | tkk    | matched/differs | P2
        """,
        """
        KPJ         | NIK              | Nama          | Tanggal Lahir | JK | No KK            | Ibu Kandung | Kelurahan | Segmen | bucket          | match
        24000000605 | 1571056805929001 | SITI AMELINDA | 28-05-1992    | P  | 1571050909129015 | KARTIYEM    | Legok     | tkk    | matched         | L1
        24000000606 | 1571056805929002 | SITA AMELINDA | 28-05-1992    | P  | 1571050909129015 | KARTIYEM    | Legok     | tkk    | matched/differs | L2
        """,
    ),
    case(
        "twins, one name within the other, one of them registered",
        """
        NIK              | Nama                   | Tanggal Lahir | JK | No KK            | Ibu Kandung | Kelurahan | Segmen | bucket                | match
        1571051909949001 | FAHRI PURWANEGARA      | 19-09-1994    | L  | 1571050909129016 | SUMIYEM     | Legok     | tkk    | matched               | P1
        1571051909949002 | FAHRI ILHAM PURWANEGARA | 19-09-1994   | L  | 1571050909129016 | SUMIYEM     | Legok     | tkk    | not_registered/review | .
        """,
        """
        KPJ         | NIK              | Nama              | Tanggal Lahir | JK | No KK            | Ibu Kandung | Kelurahan | Segmen | bucket  | match
        24000000607 | 1571051909949001 | FAHRI PURWANEGARA | 19-09-1994    | L  | 1571050909129016 | SUMIYEM     | Legok     | tkk    | matched | L1
        """,
    ),
    case(
        "a NIK that lost or doubled a digit of its date, beside a name alone",
        """
        NIK               | Nama              | Segmen | bucket  | match
        157106160793901   | GANJAR TIRTAYASA  | tkk    | differs | P1
        15710750011859003 | ENDAH PUSPANINGRUM | tkk   | differs | P2
        """,
        """
        KPJ         | NIK              | Nama               | Segmen | bucket  | match
        24000000608 | 1571061607939901 | GANJAR TIRTAYASA   | tkk    | differs | L1
        24000000609 | 1571075001859003 | ENDAH PUSPANINGRUM | tkk    | differs | L2
        """,
    ),
)
