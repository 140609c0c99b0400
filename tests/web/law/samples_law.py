"""Objects of this room for the walk of rights."""

from datetime import date

from cast import Cast
from django.core.files.uploadedfile import SimpleUploadedFile
from rights_samples import Sample

from padan.web.law import services
from padan.web.law.models import Basis, LawRule


def samples(cast: Cast) -> dict[str, Sample]:
    """A rule with a former version, and a basis with a file. The law is everybody's: there is no foreign one."""
    quota = LawRule.objects.filter(kind="quota", withdrawn_at=None).order_by("pk")[0]
    ended = services.rule_end(acting=cast.bappeda, rule=quota, last_day=date(2025, 6, 30), reason="Uji")
    basis = Basis.objects.get(key="kepwal_jambi_519_2024", withdrawn_at=None)
    scan = SimpleUploadedFile("kepwal-519.pdf", b"%PDF-1.7 keputusan")
    kept = services.file_add(acting=cast.bappeda, basis=basis, file=scan)
    rule, one = Sample(here={"rule_id": ended.pk}), Sample(here={"basis_id": basis.pk})
    return {
        "law:kind": Sample(here={"kind": "quota"}),
        "law:rule_new": Sample(here={"kind": "stages"}),
        **{f"law:{name}": rule for name in ("rule", "rule_replace", "rule_end", "rule_withdraw")},
        **{f"law:{name}": one for name in ("basis", "basis_replace", "basis_withdraw", "file_add")},
        "law:file": Sample(here={"file_id": kept.pk}),
    }
