"""What only the offices know of their minutes: letterhead, numbers, place and day, parties, legal bases.

An empty text is printed as a dotted line to fill in by hand; nothing is ever invented, least of all today's date.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Signatory:
    """One who signs: name, NIP (or the insurer's NPK), rank, post and office."""

    name: str = ""
    nip: str = ""
    rank: str = ""
    post: str = ""
    office: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A follow-up the parties agreed on: what, who, until when."""

    what: str = ""
    who: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class Logo:
    """The coat of arms: its bytes, and `svg`, `png` or `jpg`."""

    data: bytes
    kind: str


@dataclass(frozen=True, slots=True)
class Letterhead:
    """All of it; `unread` names the keys of the file that are not known, for a warning."""

    government: str = ""
    office: str = ""
    address: str = ""
    contact: str = ""
    logo: Logo | None = None
    first_number: str = ""
    second_number: str = ""
    place: str = ""
    day: date | None = None
    city: str = ""
    first: Signatory = Signatory()
    second: Signatory = Signatory()
    acknowledging: Signatory = Signatory()
    witnesses: tuple[Signatory, ...] = ()
    bases: tuple[str, ...] = ()
    agreed: tuple[Agreed, ...] = ()
    unread: tuple[str, ...] = ()


BLANK = Letterhead()
