"""Objects of this room for the walk of rights."""

import sys
from pathlib import Path
from unittest.mock import patch

from cast import Cast
from rights_samples import Sample

sys.path.insert(0, str(Path(__file__).parent))
from selection_city import SelectionCity

from padan.web.selection import deciding
from padan.web.selection.models import Pot
from padan.web.selection.services import NewScenario, decrees_print, scenario_keep


def samples(cast: Cast) -> dict[str, Sample]:
    """A selection of two kelurahan that a decree set, its paper, and a what-if."""
    city = SelectionCity(cast)
    city.many(2)
    city.many(2, office="rawasari")
    selection = city.select()
    decree = city.decree(selection)
    with patch.object(deciding, "decree_pdf", return_value=b"%PDF-1.7 uji"):
        decrees_print()
    here, there = (city.choice(selection, f"{office} P1") for office in ("LEGOK", "RAWASARI"))
    pots = {pot.region.name: pot for pot in Pot.objects.filter(selection=selection).select_related("region")}
    kept = scenario_keep(acting=cast.bappeda, said=NewScenario("Uji", 2026, 12, ("quota.pekerja_rentan=1",)))
    whole = Sample({"pk": selection.pk})
    return {
        "selection:show": whole,
        "selection:decree": whole,
        "selection:pot": Sample({"pk": pots["Legok"].pk}, {"pk": pots["Rawasari"].pk}),
        "selection:choice": Sample({"pk": here.pk}, {"pk": there.pk}),
        "selection:leave": Sample({"pk": here.pk}, {"pk": there.pk}),
        "selection:decree_pdf": Sample({"pk": decree.pk}),
        "selection:scenario": Sample({"pk": kept.pk}),
        "selection:scenario_drop": Sample({"pk": kept.pk}),
    }
