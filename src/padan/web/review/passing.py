"""A person whom an office does not know goes on: to Bappeda, and from there to the office that knows him. And back."""

from padan.web.accounts.models import Office
from padan.web.review import refusals
from padan.web.review.models import Case, CaseOffice, Decision
from padan.web.roles import OfficeKind


def last_answer(case: Case, office: int) -> Decision | None:
    """The answer of an office that stands on a case; None where it gave none or took it back."""
    last = case.decisions.filter(office_id=office, settles=False).last()
    return last if last and last.answer else None


def pass_on(case: Case, own: CaseOffice) -> None:
    """Bappeda answers in the stead of an office that said "not ours"; anew, where it had handed him to that office."""
    bappeda = Office.objects.filter(kind=OfficeKind.BAPPEDA).order_by("pk").first()
    if bappeda is None:
        return
    _mark(own, passed=True)
    line, _ = CaseOffice.objects.get_or_create(case=case, office=bappeda)
    _mark(line, passed=False)


def hand_on(case: Case, own: CaseOffice, office: Office) -> None:
    """The named office answers, and Bappeda no more."""
    _mark(own, passed=True)
    CaseOffice.objects.create(case=case, office=office, handed=True)


def take_back(case: Case, own: CaseOffice) -> None:
    """The office that passed a case on answers itself again. Raises ConflictError where the next one has answered."""
    if own.office.kind == OfficeKind.BAPPEDA:
        _take_back_from_office(case, own)
    else:
        _take_back_from_bappeda(case, own)
    _mark(own, passed=False)


def _take_back_from_office(case: Case, own: CaseOffice) -> None:
    word = last_answer(case, own.office_id)
    if word is None or "office" not in word.values:
        return
    named = int(word.values["office"])
    if last_answer(case, named):
        raise refusals.HANDED_ANSWERED
    case.offices.filter(office_id=named, handed=True).delete()


def _take_back_from_bappeda(case: Case, own: CaseOffice) -> None:
    """Where Bappeda had handed the person to this very office, Bappeda's word on that stands as before."""
    word = last_answer(case, own.office_id)
    for line in case.offices.filter(office__kind=OfficeKind.BAPPEDA):
        said = last_answer(case, line.office_id)
        if said and (word is None or said.sequence > word.sequence):
            raise refusals.BAPPEDA_ANSWERED
        if said:
            _mark(line, passed=True)
        else:
            line.delete()


def _mark(line: CaseOffice, *, passed: bool) -> None:
    line.passed = passed
    line.save(update_fields=["passed"])
