"""People and claims for the walk of rights: of Legok, and of Rawasari; one of each office that answers for people."""

from datetime import date

from cast import Cast
from cover_city import CoverCity
from review_city import make_city
from rights_samples import Sample

from padan.web.cover.models import Claim
from padan.web.cover.services import Taken, claim_step
from padan.web.roles import Role

OWN = {Role.KECAMATAN_CLERK: "sipin", Role.CAMAT: "sipin", Role.OPD_CLERK: "dinsos"}


def samples(cast: Cast) -> dict[str, Sample]:
    """Objects of this room. The branch sees a claim that was filed with it, and no other."""
    town = CoverCity(make_city(cast, key="2024-08", name="Agustus 2024"))
    offices = ("legok", "rawasari", *dict.fromkeys(OWN.values()))
    for office in offices:
        town.listed(f"ORANG {office}", "PUU", office=office, segment="tkk", values={"death_date": "2024-12-15"})
    town.publish()
    filed = _claim("legok")
    lurah = cast.people["lukman"]
    for at, step in enumerate(("documents", "filed"), 2):
        taken = Taken(date(2025, 1, 10), document="Akta 1/2025")
        claim_step(acting=lurah, claim=filed, step=step, seen=at, taken=taken)
    people = {office: {"pk": town.person(f"ORANG {office}").pk} for office in offices}
    claims = {office: {"pk": _claim(office).pk} for office in offices}
    of_people = Sample(people["legok"], people["rawasari"], {role: people[office] for role, office in OWN.items()})
    of_claims = Sample(claims["legok"], claims["rawasari"], {role: claims[office] for role, office in OWN.items()})
    month = Sample({"month": "2024-12"})
    return {
        "cover:people": Sample({"what": "gugur-bulan-depan"}),
        "cover:people_download": Sample({"what": "sudah-gugur"}),
        "cover:person": of_people,
        "cover:report": of_people,
        "cover:claim": of_claims,
        "cover:claim_step": of_claims,
        "cover:claim_credit": of_claims,
        "cover:bill": month,
        "cover:bill_download": month,
    }


def _claim(office: str) -> Claim:
    return Claim.objects.get(person__name=f"ORANG {office}")
