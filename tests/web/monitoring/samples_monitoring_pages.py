"""Places for the walk of rights: Legok, and Rawasari."""

from cast import Cast
from rights_samples import Sample
from stored_figures import CITY, LEGOK, RAWASARI, keep_months

from padan.web.roles import Role


def samples(cast: Cast) -> dict[str, Sample]:
    """The pages of figures; an OPD's own place is the city."""
    keep_months()

    def of(**more: str) -> Sample:
        city = {**more, "code": CITY}
        return Sample({**more, "code": LEGOK}, {**more, "code": RAWASARI}, {Role.OPD_CLERK: city})

    return {
        "monitoring:place": of(),
        "monitoring:figure": of(key="protected"),
        "monitoring:rows": of(measure="eligible"),
    }
