"""Objects of this room for the walk of rights."""

import sys
from pathlib import Path
from typing import Any

from cast import Cast
from rights_samples import Sample

sys.path.insert(0, str(Path(__file__).parent))
from official_city import City, make_city, sign_all

from padan.web import vault
from padan.web.official.models import Paper, Scan, SignOff
from padan.web.roles import Role

OWN = {
    Role.OPD_CLERK: "opd", Role.BAPPEDA: "bappeda", Role.BPJS: "branch", Role.CAMAT: "camat",
    Role.KECAMATAN_CLERK: "camat",
}  # fmt: skip


def samples(cast: Cast) -> dict[str, Sample]:
    """Everything signed, with a paper and a scan of each office."""
    city = make_city(cast)
    signed = sign_all(city)
    papers = {who: _paper(signoff, cast) for who, signoff in signed.items() if who != "branch"}
    papers["branch"] = papers["bappeda"]
    here, there = signed["lukman"], signed["rawasari_lurah"]
    found = {
        "official:signing_of": Sample(here={"key": city.period.key}),
        "official:undo": Sample(
            here={"signoff_id": here.pk},
            there={"signoff_id": there.pk},
            own={**{role: {"signoff_id": signed[who].pk} for role, who in OWN.items()}, Role.PEMERINTAHAN: None},
        ),
        "official:verify": Sample(here={"token": papers["lukman"].token}),
    }
    found |= _of_offices(city)
    for name in ("pdf", "workbook", "unnamed", "again", "scan_file"):
        found[f"official:{name}"] = _sample("paper_id", papers, filed=name in ("again", "scan_file"))
    scans = {who: Scan.objects.get(paper=paper) for who, paper in papers.items()}
    found["official:scan"] = _sample("scan_id", scans)
    return found


def _paper(signoff: SignOff, cast: Cast) -> Paper:
    paper = Paper.objects.get(signoff=signoff)
    sha256, size = vault.keep([b"%PDF-1.7 pindaian"])
    Scan.objects.create(paper=paper, filename="pindai.pdf", sha256=sha256, size=size, by=cast.siti.user)
    return paper


def _of_offices(city: City) -> dict[str, Sample]:
    def named(name: str) -> dict[str, Any]:
        return {"key": city.period.key, "office_id": city.office(name).pk}

    own = {
        Role.OPD_CLERK: named("dinsos"), Role.BAPPEDA: named("bappeda"), Role.BPJS: named("bpjs"),
        Role.PEMERINTAHAN: named("pemerintahan"),
    }  # fmt: skip
    sample = Sample(here=named("legok"), there=named("rawasari"), own=own)
    return {f"official:{name}": sample for name in ("office", "draft", "sign")}


def _sample(argument: str, made: dict[str, Any], *, filed: bool = False) -> Sample:
    roles = OWN if filed else {Role.OPD_CLERK: "opd", Role.BPJS: "branch"}
    own: dict[Role, Any] = {role: {argument: made[who].pk} for role, who in roles.items()}
    if filed:
        own[Role.PEMERINTAHAN] = None
    return Sample(here={argument: made["lukman"].pk}, there={argument: made["rawasari_lurah"].pk}, own=own)
