"""Slides for the hall: what the report says, one thought a slide."""

from collections.abc import Iterator, Sequence

from padan.documents.minutes import Data, printable
from padan.documents.monev import TITLE, frame_data, picture_data, tied, tile_data
from padan.documents.monev_brief import attention, missed, money_words
from padan.documents.monev_content import MonevReport, Picture
from padan.documents.monev_tables import actions, by_kecamatan, money_short
from padan.documents.paper_tables import PaperTable

MOST_POINTS = 5
"""Points a slide: more is read by nobody in a hall."""

MOST_FINDINGS = 3
"""Indicators a slide: each is told at some length."""

MOST_ROWS = 12


def slides_data(report: MonevReport) -> Data:
    """All that the slides show."""
    data = {
        **frame_data(report),
        "heads": [TITLE, "Bantuan Keuangan Bersifat Khusus (BKBK)", f"{report.place.title}, {report.period}"],
        "footing": f"{TITLE} {report.place.title}, {report.period}",
        "slides": list(_slides(report)),
    }
    return printable(data)  # type: ignore[no-any-return]


def _slide(
    kind: str,
    title: str,
    under: str = "",
    *,
    texts: Sequence[str] = (),
    drawn: Sequence[Picture] = (),
    tables: Sequence[PaperTable] = (),
    tiles: Sequence[Data] = (),
) -> Data:
    return {
        "kind": kind,
        "title": title,
        "under": under,
        "texts": [tied(text) for text in texts],
        "pictures": [picture_data(one) for one in drawn],
        "tables": [one.as_data() for one in tables],
        "tiles": list(tiles),
    }


def _slides(report: MonevReport) -> Iterator[Data]:
    tiles = [tile_data(one) for one in report.headline[:8]]
    yield _slide("tiles", "Capaian pokok", report.month, tiles=tiles, texts=report.texts("summary"))
    yield from _pictures(report)
    told = attention(report)
    for at in range(0, min(len(told), 2 * MOST_FINDINGS), MOST_FINDINGS):
        title = "Yang perlu diperhatikan" if missed(report) else "Kendala"
        yield _slide("points", title, report.month, texts=told[at : at + MOST_FINDINGS])
    yield from _money(report)
    if missed(report):
        yield _slide("points", "Kendala", report.month, texts=report.texts("obstacles")[:MOST_POINTS])
    remedies = report.texts("remedies") or ["Melanjutkan pelaksanaan sesuai rencana."]
    yield _slide("points", "Rekomendasi", "Untuk diputuskan dalam rapat", texts=remedies[:MOST_POINTS])
    if report.actions:
        shown = actions(report.actions[:8], wide=False)
        yield _slide("table", "Tindak lanjut", "Yang lewat tenggat lebih dahulu", tables=[shown])


_BESIDE = {"map": "protected", "trend": "protected", "bars": "spent"}
"""Of which indicator a drawing tells."""
SHORT = 110
"""Letters up to which the sentence beside a map leaves room for the city's own figure."""


def _pictures(report: MonevReport) -> Iterator[Data]:
    for kind in ("map", "trend", "bars"):
        drawn = report.picture(kind)
        if drawn is None:
            continue
        wanted = "where" if kind in ("map", "bars") else "level"
        told = {one.key: one.text for one in report.said}
        keys = (f"results.{_BESIDE[kind]}.{wanted}", f"results.{_BESIDE[kind]}.level")
        texts = [told[key] for key in keys if key in told]
        texts = texts[: 1 if texts and len(texts[0]) > SHORT else None] if kind == "map" else texts[:1]
        yield _slide("picture", drawn.title, drawn.note, drawn=[drawn], texts=texts)


def _money(report: MonevReport) -> Iterator[Data]:
    if not report.money:
        return
    of_city = report.place.level == "kota"
    lines = by_kecamatan(report.money) if of_city else report.money
    if 1 < len(lines) <= MOST_ROWS:
        yield _slide("table", "Dana", money_words(report), tables=[money_short(lines, kecamatan=of_city)])
    else:
        yield _slide("points", "Dana", report.month, texts=[money_words(report)])
