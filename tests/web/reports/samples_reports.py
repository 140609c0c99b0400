"""Reports for the walk of rights: of Legok, of Rawasari, of the city for who signs it; and a batch."""

import sys
from pathlib import Path
from typing import Any

from cast import Cast
from rights_samples import Sample

sys.path.insert(0, str(Path(__file__).parent))
from report_town import CITY, LEGOK, RAWASARI, SPAN, make_town, signed

from padan.web.reports.models import PressState, Report
from padan.web.reports.services import batch_ask
from padan.web.roles import Role

SHA = "0" * 64
NO_PAGES = frozenset({"reports:draft", "reports:paper", "reports:archive"})
"""What is taken home is no page."""


def samples(cast: Cast) -> dict[str, Sample]:
    """Everything signed; the papers are there by their workbook alone, for nothing is printed here."""
    make_town(cast)
    mine, foreign = signed(cast.lukman), signed(cast.rawasari_lurah, RAWASARI)
    city = signed(cast.bappeda, CITY)
    Report.objects.update(state=PressState.FAILED)
    batch = batch_ask(acting=cast.bappeda, city=cast.offices["bappeda"].region, span=SPAN)
    batch.state, batch.archive = PressState.READY, mine.papers["workbook"]
    batch.save()

    def of(**more: Any) -> dict[str, Any]:
        return {"span": SPAN.key, **more}

    read = Sample(of(code=LEGOK), of(code=RAWASARI))
    signs = {Role.BAPPEDA: of(code=CITY)}
    return {
        "reports:span": Sample(of()),
        "reports:report": read,
        "reports:reword": read,
        "reports:sign": Sample(read.here, read.there, signs),
        "reports:draft": Sample(of(code=LEGOK, kind="workbook"), of(code=RAWASARI, kind="workbook")),
        "reports:paper": Sample({"pk": mine.pk, "kind": "workbook"}, {"pk": foreign.pk, "kind": "workbook"}),
        "reports:now": Sample({"pk": mine.pk}, {"pk": foreign.pk}),
        "reports:again": Sample({"pk": mine.pk}, {"pk": foreign.pk}, {Role.BAPPEDA: {"pk": city.pk}}),
        "reports:batch_ask": Sample(of()),
        "reports:batch": Sample({"pk": batch.pk}),
        "reports:archive": Sample({"pk": batch.pk}),
        "reports:verify": Sample({"token": mine.token}),
    }
