"""Objects of this room for the walk of rights: money of Legok and of Rawasari."""

from datetime import date
from typing import Any

from cast import Cast
from money import DAY, POOR, Money, bill, order
from rights_samples import Sample

from padan.web import vault
from padan.web.accounts.models import Appointment
from padan.web.cover.ledger_word import ledgers_settle
from padan.web.cover.models import Claim, CreditAnswer
from padan.web.cover.services import Answered, credit_answer
from padan.web.funds import services
from padan.web.funds.models import Activity, BillName, ImportLine, Posting, Spj
from padan.web.funds.name_weighing import record_mark
from padan.web.funds.rules import law_uses
from padan.web.protection.models import Person
from padan.web.roles import Role

SHARE = 16_800
PLACE_ROLES = (Role.KELURAHAN_CLERK, Role.LURAH)
KECAMATAN_ROLES = (Role.KECAMATAN_CLERK, Role.CAMAT)


def _paper() -> str:
    """A kept file, whatever it holds."""
    return vault.keep([b"%PDF-1.4"])[0]


def _activity(money: Money, acting: Appointment) -> Activity:
    use = law_uses(2025, acting.office.region.code)[0].code
    said: dict[str, Any] = {
        "source": money.source(), "year": 2025, "use": use, "title": "Jalan lingkungan", "account_code": "5.2",
        "ceiling": 50_000_000, "realised": 0, "physical": 0, "obstacle": "", "follow_up": "", "in_charge": "Lurah",
        "due": date(2025, 12, 1),
    }  # fmt: skip
    return services.activity_put(acting=acting, activity=None, said=said, photo=(_paper(), "foto.jpg"))


def _spj(money: Money, acting: Appointment) -> Spj:
    said = services.NewSpj(money.source(), 2025, POOR, "SPJ-1", DAY, 16_800, document=(_paper(), "spj.pdf"))
    return services.spj_submit(acting=acting, spj=said)


def _name(money: Money, name: str) -> BillName:
    """A name on a bill of a place, and somebody whom it may mean."""
    place = money.place(name)
    code, day = f"2503{place.pk:05}", {"first": "Maret 2025", "last": "Maret 2025", "place": place.name}
    person = Person.objects.create(
        name=f"Sari {place.name}", nik=f"98710101018090{place.pk % 90 + 10}", kelurahan=place
    )
    head = bill(code, SHARE, "1", **day)
    sheet = money.bills([head, bill(code, SHARE, nik="9871020202809009", name=f"SARI {place.name}", **day)])
    line = sheet.lines.get(outcome="named")
    ImportLine.objects.filter(pk=line.bill_id).update(place=place, paid_by=ImportLine.objects.filter(bill=None).first())
    ledgers_settle()
    made = BillName.objects.get(place=place)
    made.candidates, made.weighed_with = [{"person": person.pk, "probability": 0.9}], record_mark()
    made.save()
    return made


def _answer(cast: Cast) -> CreditAnswer:
    """A contribution of after a death, which the branch pays back."""
    person = Person.objects.create(name="Almarhum", nik="9871010101809009")
    claim = Claim.objects.create(
        person=person, kind="death", happened_on=date(2025, 1, 3), origin="reported", office=cast.offices["legok"],
        credit=16_800, credit_months=["2025-02"],
    )  # fmt: skip
    said = Answered("refunded", date(2025, 3, 1), 16_800, letter="1/BPJS/2025")
    return credit_answer(acting=cast.branch, claim=claim, seen=0, said=said)


def samples(cast: Cast) -> dict[str, Sample]:
    """Two kelurahan with money, an order of each, a waiting file."""
    money = Money(cast)
    lines, postings, commitments, spj, activities = {}, {}, {}, {}, {}
    people = {"legok": cast.siti, "rawasari": cast.rawasari_clerk, "sipin": cast.camat}
    for name in ("legok", "rawasari"):
        money.allocate(name)
        money.arrive(name)
        commitments[name] = money.commit(name, decree_ref=f"400/SK-{name}/2025")
        kelurahan = cast.offices[name].region.name
        lines[name] = money.orders([order(f"00001/{name}/2025", 823_200, kelurahan)]).lines.get()
        postings[name] = Posting.objects.get(line=lines[name])
    for name, acting in people.items():
        spj[name], activities[name] = _spj(money, acting), _activity(money, acting)
    names = {name: _name(money, name) for name in ("legok", "rawasari", "sipin")}
    waiting = money.orders([order("00009/SP2D/2025", 5)], accept=False)
    here, there = cast.offices["legok"].region.code, cast.offices["rawasari"].region.code
    here_there = {
        **{f"funds:{name}": Sample({"code": here}, {"code": there}) for name in
           ("place", "postings", "unsettled", "commitments")},
        **{f"funds:{name}": Sample({"posting": postings["legok"].pk}, {"posting": postings["rawasari"].pk})
           for name in ("posting", "reverse")},
        "funds:line": Sample({"line": lines["legok"].pk}, {"line": lines["rawasari"].pk}),
        "funds:commitment": Sample({"commitment": commitments["legok"].pk}, {"commitment": commitments["rawasari"].pk}),
        "funds:spj_one": Sample({"spj": spj["legok"].pk}, {"spj": spj["rawasari"].pk}),
        "funds:activity": Sample({"activity": activities["legok"].pk}, {"activity": activities["rawasari"].pk}),
    }  # fmt: skip
    own_names = {role: {"name": names["sipin"].pk} for role in KECAMATAN_ROLES}
    own = {role: {"activity": activities["sipin"].pk} for role in KECAMATAN_ROLES}
    return {
        **here_there,
        "funds:portion": Sample({"posting": postings["legok"].pk}, {"posting": postings["rawasari"].pk}),
        **{f"funds:{name}": Sample({"file": waiting.pk}) for name in ("file", "original", "accept", "withdraw")},
        **{f"funds:{name}": Sample({"line": lines["legok"].pk}) for name in ("choose", "split")},
        "funds:name_bill": Sample({"line": lines["legok"].pk}),
        "funds:name_person": Sample({"person": Person.objects.order_by("pk")[0].pk}),
        "funds:bill_name": Sample({"name": names["legok"].pk}, {"name": names["rawasari"].pk}, own_names),
        "funds:bill_name_nik": Sample({"name": names["legok"].pk}, {"name": names["rawasari"].pk}),
        "funds:credit": Sample({"answer": _answer(cast).pk}),
        "funds:commitment_close": Sample({"commitment": commitments["legok"].pk}),
        "funds:spj_decide": Sample({"spj": spj["legok"].pk}),
        "funds:spj_document": Sample({"spj": spj["legok"].pk}, {"spj": spj["rawasari"].pk}),
        "funds:photo": Sample({"activity": activities["legok"].pk}, {"activity": activities["rawasari"].pk}),
        "funds:activity_change": Sample(
            {"activity": activities["legok"].pk}, {"activity": activities["rawasari"].pk}, own
        ),
    }
