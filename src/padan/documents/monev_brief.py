"""The executive brief: one page that a leader reads before the meeting; the figures of the report and no others."""

from collections.abc import Iterator

from padan.documents.minutes import Data, printable
from padan.documents.monev import frame_data, picture_data, tied, tile_data
from padan.documents.monev_content import IndicatorLine, MonevReport, money_total
from padan.documents.monev_tables import absorption, short_rupiah
from padan.domain.interpretation import MISSED

TITLE = "Ringkasan Eksekutif"
MOST_TILES = 8


def brief_data(report: MonevReport) -> Data:
    """All that the page says."""
    data = {
        **frame_data(report),
        "heads": [f"{TITLE}: {report.place.title}", f"Monitoring dan Evaluasi BKBK, {report.period}"],
        "footing": f"{TITLE} {report.place.title}, {report.period}, versi {report.version}. "
        "Angkanya sama dengan laporan lengkap.",
        "tiles": [tile_data(one) for one in report.headline[:MOST_TILES]],
        "summary": [tied(text) for text in report.texts("summary")],
        "pictures": [picture_data(one) for one in report.pictures if one.kind == "map"][:1],
        "attention": [tied(text) for text in attention(report)],
        "decisions": [tied(text) for text in report.texts("remedies")] or ["Melanjutkan pelaksanaan sesuai rencana."],
        "money": tied(money_words(report)),
        "late": [f"{one.what} ({one.who}, {one.due})" for one in report.actions if one.late],
    }
    return printable(data)  # type: ignore[no-any-return]


def attention(report: MonevReport) -> list[str]:
    """What is told of each indicator that misses its target; else the obstacles."""
    found = [" ".join(_told(report, one)) for one in missed(report)]
    return found or report.texts("obstacles")


def missed(report: MonevReport) -> list[IndicatorLine]:
    """The headline indicators that miss their target, the missed before the nearly met."""
    found = [one for one in report.headline if one.state in MISSED]
    return sorted(found, key=lambda one: one.state != "bad")


def _told(report: MonevReport, one: IndicatorLine) -> Iterator[str]:
    wanted = (f"results.{one.key}.level", f"results.{one.key}.since", f"results.{one.key}.where")
    return (said.text for said in report.said if said.key in wanted)


def money_words(report: MonevReport) -> str:
    """The money in one sentence."""
    if not report.money:
        return ""
    total = money_total(report.money)
    return (
        f"Pagu {short_rupiah(total.granted)}, diterima {short_rupiah(total.received)}, dibelanjakan "
        f"{short_rupiah(total.spent)} (serapan {absorption(total)}), sisa {short_rupiah(total.left)}."
    )
