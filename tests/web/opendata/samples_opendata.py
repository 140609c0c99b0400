"""Public pages answer only while they are on: the walk of rights finds them on."""

from cast import Cast
from open_city import CITY, publish
from rights_samples import Sample


def samples(cast: Cast) -> dict[str, Sample]:
    """A place and a dataset."""
    publish(cast)
    slug = Sample({"slug": "protected"})
    return {
        "opendata:place": Sample({"code": CITY}),
        "opendata:dataset": slug,
        "opendata:file_csv": slug,
        "opendata:file_json": slug,
        "opendata:api_package": slug,
    }
