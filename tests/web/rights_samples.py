"""Objects for the urls that name one, so that the walk of rights can ask for them. Every room has its own file.

A url with arguments and no sample fails `test_rights_walk.py`. To give one, put into
`tests/web/<room>/samples_<room>.py`:

    def samples(cast: Cast) -> dict[str, Sample]:
        \"\"\"Objects of this room.\"\"\"
        mine, foreign = ..., ...          # made through services, in the database of the cast
        return {"lists:upload": Sample(here={"upload_id": mine.pk}, there={"upload_id": foreign.pk})}

It is called once for the whole walk; every request after that is rolled back, so the objects stay as they are.

The walk then demands, of every role that the table of rights names for that url and method:
- `own`: the object `here` (or the one in `own` for that role) is answered, the object `there` is not (403 or 404);
- `city`, signed in, public: both are answered.
Answered means anything but 403, 404, 5xx and being sent to sign in: an empty POST may well get 422 or a redirect.
Every other role gets 403, whatever the object.
"""

import importlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cast import Cast

from padan.web.roles import Role


@dataclass(frozen=True)
class Sample:
    """Arguments of one url.

    `here`: of an object of Kelurahan Legok, within reach of its clerk and lurah, and of Danau Sipin's clerk and camat.
    `there`: of the like object of Kelurahan Rawasari, outside the reach of these; None where no foreign one exists
    (a period is everybody's). `own`: for roles whose own object is another (an OPD's, the branch's, a camat's office);
    None: that role has none, and is asked for `there` alone.
    """

    here: Mapping[str, Any]
    there: Mapping[str, Any] | None = None
    own: Mapping[Role, Mapping[str, Any] | None] = field(default_factory=dict)


def all_samples(cast: Cast) -> dict[str, Sample]:
    """The samples of all rooms by the url's name."""
    found: dict[str, Sample] = {}
    for path in sorted(Path(__file__).parent.glob("*/samples_*.py")):
        if str(path.parent) not in sys.path:
            sys.path.append(str(path.parent))
        found.update(importlib.import_module(path.stem).samples(cast))
    return found
