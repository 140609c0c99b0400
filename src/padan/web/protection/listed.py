"""Who stands on an accepted list of a programme is proposed by it, without anybody's doing."""

from django.utils import timezone

from padan.domain.dates import read_date
from padan.web.accounts.models import Office
from padan.web.protection import ruling
from padan.web.protection.models import Origin, PersonSource, SourceKind
from padan.web.protection.proposing import Item, propose_many
from padan.web.roles import OfficeKind
from padan.web.runs.models import Run


def listed_propose(run: Run) -> int:
    """Propose, for the year of the period, everybody on its lists of programmes who has not left before it; gives how
    many stand there. Called in the transaction that ties the run's rows."""
    period, today = run.period, timezone.localdate()
    year = period.first_month.year
    programmes = ruling.programmes(year)
    offices = {o.region_id: o.pk for o in Office.objects.filter(kind=OfficeKind.KELURAHAN)}
    kelurahan = set(offices.values())
    sources = PersonSource.objects.filter(
        period=period, kind=SourceKind.LIST, segment__in=programmes, detached_at=None
    ).order_by("pk")  # fmt: skip
    items = []
    fields = ("person_id", "person__kelurahan_id", "office_id", "segment", "row_id", "row__values")
    for person, place, office, segment, row, values in sources.values_list(*fields):
        ended = read_date(values.get("end_date")).value
        if ended is not None and ended < period.first_month:
            continue
        whose = office if office in kelurahan else offices.get(place, office)
        items.append(Item(person, whose, segment, year, Origin.LIST, values, version=period.as_of, row=row))
    return len(propose_many(items, acting=None, today=today))
