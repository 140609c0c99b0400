"""Cases for the walk of rights: one that Legok, Danau Sipin and the branch see, and one of Rawasari."""

from cast import Cast
from review_city import City, make_city
from rights_samples import Sample

from padan.web.periods.models import Kind
from padan.web.review.models import Case, CaseKind
from padan.web.roles import Role


def samples(cast: Cast) -> dict[str, Sample]:
    """Objects of this room. The branch sees a pair of its participant, and never a list row that nobody sent to it."""
    city = make_city(cast, key="2024-09", name="September 2024")
    here = _pair(city, "legok")
    own = {
        Role.KECAMATAN_CLERK: _pair(city, "sipin"),
        Role.OPD_CLERK: _pair(city, "dinsos"),
        Role.BAPPEDA: _pair(city, "bappeda"),
    }
    city.say(city.row("rawasari", nik="1571010101809991"), "not_registered", "rawasari")
    city.publish()
    pairs = Case.objects.filter(period=city.period, kind=CaseKind.PAIR)
    cases = {case.left_id: {"pk": case.pk} for case in pairs}
    owned = {role: cases[row] for role, row in own.items()}
    owned[Role.CAMAT] = owned[Role.KECAMATAN_CLERK]
    owned[Role.BPJS] = cases[here]
    seen = Sample(cases[here], {"pk": city.case(CaseKind.NOT_REGISTERED).pk}, own=owned)
    names = ("case", "answer", "undo", "confirm", "settle", "reveal", "reply", "hand_over")
    return {**{f"review:{name}": seen for name in names}, "review:list_download": Sample({"what": "usulan"})}


def _pair(city: City, office: str) -> int:
    left = city.row(office, name=f"ORANG {office}")
    right = city.row(office, Kind.PARTICIPANTS, name=f"ORANG DARI {office}", kpj=office)
    city.say(left, "review", office)
    city.say(right, "review", office)
    city.pair(left, right)
    return left.pk
