"""For whom the city was to pay in which month, as lists, decrees and registrations tell: the rest of what whole bills
leave out was not continued, and nobody owes it.

Rules: `padan.domain.expected`. The months of a period with a published run are told by the run itself.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, Max, Min, Q

from padan.domain.contributions import first_day, month_of
from padan.domain.dates import read_date
from padan.domain.expected import Place, is_owed
from padan.domain.months import Month
from padan.domain.nik import read_nik
from padan.web.cover.decree_periods import periods_mark, periods_told
from padan.web.cover.law import carried, dropping_mark, law_in_force
from padan.web.cover.ledger_members import Of
from padan.web.lists.models import Row, Upload, UploadState
from padan.web.periods.models import Kind
from padan.web.protection.models import Candidate, Person, Step

DECREED = ("set", "sent", "registered", "paid")
"""Steps of a proposal whom a decree names; the last two: whom the branch has registered."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Places on decrees, and months on accepted lists of which no run tells, by person (merged records as one)."""

    places: Mapping[Of, list[Place]]
    listed: Mapping[Of, set[Month]]
    carries: Callable[[str, date], int]

    def owed(self, of: Of, month: Month) -> bool:
        """Whether somebody was to pay for a person in a programme."""
        places = self.places.get(of, ())
        carries = self.carries(of[1], first_day(month)) if places else 0
        return is_owed(month, listed=self.listed.get(of, ()), places=places, carries=carries)


def expected_read(roots: Mapping[int, int]) -> Expected:
    """Read everybody once. `roots`: the record that stands for one that was merged."""
    return Expected(_places(roots), _listed(roots), carried(law_in_force()))


def expected_mark() -> str:
    """Changes where a decree, its period, a registration, an accepted list or the rule did."""
    steps = Step.objects.filter(step__in=(*DECREED, "ended", "refused")).aggregate(last=Max("pk"))["last"] or 0
    lists = Upload.objects.filter(requirement__kind=Kind.LIST, state=UploadState.ACCEPTED)
    told = lists.aggregate(last=Max("pk"), n=Count("pk"))
    return f"{steps}-{told['last'] or 0}-{told['n']}-{dropping_mark()}-{periods_mark()}"


def _places(roots: Mapping[int, int]) -> Mapping[Of, list[Place]]:
    found: dict[Of, list[Place]] = defaultdict(list)
    periods = periods_told()
    rows = Candidate.objects.filter(step__in=(*DECREED, "ended")).order_by("pk").values_list(
        "pk", "person_id", "programme", "year", "step"
    ).annotate(
        since=Min("steps__day", filter=Q(steps__step__in=DECREED)),
        registered=Count("steps", filter=Q(steps__step__in=DECREED[2:])),
        ended=Max("steps__day", filter=Q(steps__step="ended")),
    )  # fmt: skip
    for pk, person, programme, year, step, since, registered, ended in rows.iterator(5000):
        if since is not None:
            place = Place(year, since, bool(registered), ended if step == "ended" else None)
            known = [replace(place, first=first, last=last) for first, last in periods.get(pk, ())]
            found[roots.get(person, person), programme] += known or [place]
    return found


def _listed(roots: Mapping[int, int]) -> Mapping[Of, set[Month]]:
    """Who stands on an accepted list of a period that no published run tells of, and has not left: whose NIK, or whose
    name's letters and birth date, a row has. Who may be meant counts as listed."""
    found: dict[Of, set[Month]] = defaultdict(set)
    rows = list(_rows())
    if not rows:
        return found
    asked = {key for keys, *_ in rows for key in keys}
    persons: dict[Hashable, set[int]] = defaultdict(set)
    told = Person.objects.values_list("pk", "nik", "name", "birth_date").iterator(5000)
    for pk, nik, name, born in told:
        for key in _keys(nik, name, born):
            if key in asked:
                persons[key].add(roots.get(pk, pk))
    for keys, segment, months in rows:
        for person in {one for key in keys for one in persons.get(key, ())}:
            found[person, segment].update(months)
    return found


def _keys(nik: str, name: str, born: date | None) -> list[Hashable]:
    letters = "".join(sign for sign in name.upper() if sign.isalpha())
    return [*([nik] if nik else []), *([(letters, born)] if letters and born else [])]


def _rows() -> Iterator[tuple[list[Hashable], str, list[Month]]]:
    rows = Row.objects.filter(
        upload__state=UploadState.ACCEPTED, upload__requirement__kind=Kind.LIST,
        upload__requirement__period__current__isnull=True,
    ).order_by()  # fmt: skip
    period = "upload__requirement__period__"
    told = rows.values_list(
        "values__nik", "values__name", "values__birth_date", "values__end_date", "upload__requirement__segment",
        f"{period}first_month", f"{period}last_month",
    )  # fmt: skip
    for nik, name, born, ended, segment, first, last in told.iterator(5000):
        left = read_date(str(ended)).value if ended else None
        keys = _keys(read_nik(str(nik or "")).nik or "", str(name or ""), read_date(str(born)).value if born else None)
        yield keys, segment, list(_months(first, min(last, left) if left else last))


def _months(first: date, last: date) -> Iterator[Month]:
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return (month_of(n) for n in numbers)
