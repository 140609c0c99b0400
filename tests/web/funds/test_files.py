"""Files of payments handed in: read apart, shown, accepted and posted, laid to commitments, split to kelurahan."""

from datetime import date

import pytest
from cast import signed_in
from money import DAY, POOR, Money, all_postings, at, bill, handed_in, order

from padan.domain import ledger
from padan.web.funds import services
from padan.web.funds.models import ImportLine, Posting, SheetImport, SheetKind, SheetState
from padan.web.lists.models import Row, Upload
from padan.web.periods.models import Kind, Period, Requirement
from padan.web.refusals import ConflictError, ForbiddenError, RefusedError
from thorough import one_in

pytestmark = one_in(4)

MARCH = date(2025, 3, 1)


def outcomes(sheet: SheetImport) -> list[str]:
    return list(sheet.lines.values_list("outcome", flat=True))


def test_nothing_is_posted_before_it_is_accepted(funded: Money) -> None:
    before = Posting.objects.count()
    sheet = funded.orders([order("00001/SP2D/2025", 823_200)], accept=False)
    assert (sheet.state, outcomes(sheet), Posting.objects.count()) == (SheetState.CHECKED, ["matched"], before)
    sheet = services.file_accept(acting=funded.cast.bpkad, sheet=sheet)
    assert at("paid", programme=POOR) == 823_200
    posting = Posting.objects.get(line__isnull=False)
    assert (posting.line.sheet, posting.line.row, posting.line.file, posting.imported) == ("Data", 2, sheet, True)
    assert posting.commitment == posting.line.commitment
    assert (str(posting.day), str(posting.event_month)) == ("2025-03-12", "2025-03-01")


def test_the_same_file_twice_and_the_same_line_in_another_change_nothing(funded: Money) -> None:
    rows = [order("00001/SP2D/2025", 823_200)]
    first = funded.orders(rows)
    again = services.file_receive(
        acting=funded.cast.bpkad,
        kind=SheetKind.DISBURSEMENTS,
        source=funded.source(),
        year=2025,
        file=handed_in(("No SP2D", "Tanggal SP2D", "Kelurahan", "Kecamatan", "Uraian", "Nilai"), rows),
    )
    assert again.pk == first.pk
    more = funded.orders([*rows, order("00002/SP2D/2025", 100)])
    assert outcomes(more) == ["known", "matched"]
    assert at("paid", programme=POOR) == 823_300
    nothing_new = funded.orders([order("00002/SP2D/2025", 100), *rows], accept=False)
    with pytest.raises(RefusedError, match="tidak memuat"):
        services.file_accept(acting=funded.cast.bpkad, sheet=nothing_new)


def test_two_like_lines_of_one_file_are_two_payments(funded: Money) -> None:
    funded.orders([order("00001/SP2D/2025", 100), order("00001/SP2D/2025", 100)])
    assert at("paid", programme=POOR) == 200


def test_each_line_says_what_does_not_fit_and_why(funded: Money) -> None:
    sheet = funded.orders(
        [
            order("00001/SP2D/2025", 823_200),
            order("00002/SP2D/2025", 420_000, purpose="Iuran pekerja rentan Maret 2025"),
            order("00003/SP2D/2025", 420_000, purpose="Iuran miskin ekstrem Maret 2026"),
            order("00004/SP2D/2025", 420_000, kelurahan="Murni"),
            order("00005/SP2D/2025", 420_000, kelurahan="Antah Berantah"),
            order("00006/SP2D/2025", 420_000, kelurahan="", kecamatan="Danau Sipin"),
            order("00007/SP2D/2025", 0),
            order("00008/SP2D/2025", 10_000_000),
            order("00009/SP2D/2025", 420_000, day="tidak ada"),
        ]
    )
    assert outcomes(sheet) == [
        "matched", "no_programme", "no_months", "no_commitment", "no_place", "unsplit", "unreadable", "above",
        "unreadable",
    ]  # fmt: skip
    assert sheet.counts["amounts"]["unsplit"] == 420_000
    assert all(check.holds for check in ledger.identities(all_postings()))
    paid = sum(p.sign * p.amount for p in all_postings() if p.move in ledger.PAYMENTS)
    assert paid == sum(line.amount or 0 for line in sheet.lines.exclude(outcome="unreadable"))


def test_what_is_paid_without_a_commitment_takes_free_money_then_an_advance(funded: Money) -> None:
    sheet = funded.orders([order("00001/SP2D/2025", 25_000_000, purpose="Belanja jalan lingkungan")])
    assert outcomes(sheet) == ["unnamed"]
    assert (at("available"), at("committed", programme=POOR)) == (0, 9_878_400)
    assert at("advance") == -(25_000_000 - (30_000_000 - 9_878_400))


def test_months_and_place_are_found_in_the_words_of_the_order(funded: Money) -> None:
    purpose = "Iuran BPJS TK miskin ekstrem Jan s/d Mar 2025 Kel. Legok sesuai SK 400/SK-12/2025"
    sheet = funded.orders([order("00001/SP2D/2025", 2_469_600, kelurahan="", purpose=purpose)])
    line = sheet.lines.get()
    assert (line.place.name, line.outcome, line.span) == ("Legok", "matched", ((2025, 1), (2025, 2), (2025, 3)))
    assert Posting.objects.get(line=line).event_month is None


def test_a_kecamatans_order_is_split_by_a_stated_table_and_the_rest_stays_unsplit(funded: Money) -> None:
    line = funded.orders([order("00001/SP2D/2025", 2_000_000, kelurahan="", kecamatan="Danau Sipin")]).lines.get()
    assert at("advance", place="15.71.11") == -2_000_000
    shares = {funded.place("legok"): 823_200, funded.place("murni"): 500_000}
    line = services.line_split(acting=funded.cast.bpkad, line=line, shares=shares, basis="Lampiran SP2D", day=DAY)
    assert line.outcome == "unsplit"
    assert at("advance", place="15.71.11") == -676_800
    assert at("paid", programme=POOR) == 823_200
    assert at("advance") == 0
    assert at("advance", place="15.71.11.1002") == -500_000
    shares[funded.place("murni")] = 1_176_800
    line = services.line_split(acting=funded.cast.bpkad, line=line, shares=shares, basis="Lampiran", day=DAY)
    assert (line.outcome, at("advance", place="15.71.11")) == ("split", 0)
    assert all(check.holds for check in ledger.identities(all_postings()))


@pytest.mark.parametrize(
    ("legok", "basis", "words"), [(3_000_000, "x", "melebihi"), (0, "x", "sedikitnya"), (5, " ", "dasarnya")]
)
def test_a_split_that_does_not_add_up_is_refused(funded: Money, legok: int, basis: str, words: str) -> None:
    line = funded.orders([order("00001/SP2D/2025", 2_000_000, kelurahan="", kecamatan="Danau Sipin")]).lines.get()
    with pytest.raises(RefusedError, match=words):
        services.line_split(
            acting=funded.cast.bpkad, line=line, shares={funded.place("legok"): legok}, basis=basis, day=DAY
        )


def test_a_clerk_chooses_where_several_commitments_may_be_meant(funded: Money) -> None:
    other = funded.commit(decree_ref="400/SK-14/2025", heads=10, months=6)
    line = funded.orders([order("00001/SP2D/2025", 700_000)]).lines.get()
    assert line.outcome == "several"
    assert not Posting.objects.filter(line=line, commitment__isnull=False).exists()
    line = services.line_choose(acting=funded.cast.bpkad, line=line, commitment=other, day=DAY)
    assert (line.outcome, line.commitment) == ("chosen", other)
    assert at("paid", programme=POOR) == 700_000
    assert all(check.holds for check in ledger.identities(all_postings()))


def test_a_commitment_of_another_place_cannot_be_chosen(funded: Money) -> None:
    line = funded.orders([order("00001/SP2D/2025", 700_000, kelurahan="Murni")]).lines.get()
    commitment = ImportLine._meta.get_field("commitment").related_model.objects.get()
    with pytest.raises(RefusedError, match="tidak terbuka"):
        services.line_choose(acting=funded.cast.bpkad, line=line, commitment=commitment, day=DAY)


def test_a_line_undone_counts_no_more_and_may_come_again(funded: Money) -> None:
    rows = [order("00001/SP2D/2025", 823_200)]
    line = funded.orders(rows).lines.get()
    services.posting_reverse(acting=funded.cast.bpkad, posting=line.postings.first(), reason="ganda", day=DAY)
    line.refresh_from_db()
    assert (line.outcome, at("paid", programme=POOR)) == ("undone", 0)
    again = funded.orders([*rows, order("00002/SP2D/2025", 5)])
    assert outcomes(again) == ["matched", "matched"]


def test_a_withdrawn_file_leaves_no_line_and_cannot_be_accepted(funded: Money) -> None:
    sheet = funded.orders([order("00001/SP2D/2025", 823_200)], accept=False)
    services.file_withdraw(acting=funded.cast.bpkad, sheet=sheet)
    assert not ImportLine.objects.exists()
    with pytest.raises(ConflictError):
        services.file_accept(acting=funded.cast.bpkad, sheet=sheet)


def test_a_file_without_usable_headings_says_so(money: Money) -> None:
    sheet = services.file_receive(
        acting=money.cast.bpkad,
        kind=SheetKind.DISBURSEMENTS,
        source=money.source(),
        year=2025,
        file=handed_in(("Apa", "Siapa"), [("1", "2")]),
    )
    assert sheet.state == SheetState.REFUSED
    assert sheet.refusal


@pytest.mark.parametrize("who", ["siti", "camat", "bappeda", "branch", "leader"])
def test_only_bpkad_hands_in_files_of_payments(money: Money, who: str) -> None:
    with pytest.raises(ForbiddenError):
        services.file_receive(
            acting=money.cast.people[who],
            kind=SheetKind.PAYMENTS,
            source=money.source(),
            year=2025,
            file=handed_in(("a",), []),
        )


def test_a_bill_that_names_only_its_npp_goes_to_the_place_of_the_register(funded: Money) -> None:
    period = Period.objects.create(
        key="2025-03", name="Maret 2025", first_month=MARCH, last_month=MARCH, due=date(2025, 4, 15)
    )
    asked = Requirement.objects.create(
        period=period, office=funded.cast.offices["bappeda"], kind=Kind.GROUPS, due=period.due
    )
    upload = Upload.objects.create(
        requirement=asked, filename="npp.xlsx", sha256="1" * 64, size=1, state="accepted",
        uploaded_by=funded.cast.bappeda.user,
    )  # fmt: skip
    said = {"npp": "J0000001", "office": "Kelurahan Legok", "segment": "Miskin Ekstrem"}
    Row.objects.create(upload=upload, number=1, row=2, values=said, fingerprint="0" * 64)
    funded.orders([order("00001/SP2D/2025", 823_200)])
    line = funded.bills([bill("250300001", 823_200, "49", place="", segment="")]).lines.get()
    assert (line.place.name, line.programme, line.outcome) == ("Legok", "miskin_ekstrem", "paid_by_sp2d")


def test_a_bill_is_laid_to_the_order_that_paid_it_whichever_comes_first(funded: Money) -> None:
    bills = funded.bills([bill("250300001", 823_200, "49", ntpn="A1B2C3D4E5F6G7H8")])
    assert outcomes(bills) == ["without_sp2d"]
    assert at("paid", programme=POOR) == 0
    funded.orders([order("00001/SP2D/2025", 823_200)])
    line = bills.lines.get()
    assert (line.outcome, line.paid_by.reference) == ("paid_by_sp2d", "00001/SP2D/2025")
    later = funded.bills([bill("250300002", 5, "1")])
    assert outcomes(later) == ["without_sp2d"]


def test_a_line_without_a_programme_tells_its_month_alone(money: Money) -> None:
    """No dash before the month: what is not told is not shown where something else is."""
    sheet = money.bills([bill("2503", 16_800, "1", segment="", place="")])
    page = signed_in(money.cast.bpkad).get(f"/dana/berkas/{sheet.pk}/").content.decode()
    assert ">Maret 2025</td>" in page
    assert "–, Maret" not in page
