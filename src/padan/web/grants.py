"""The words in which the table of rights is written. Each room has its rows in its own rights.py."""

from collections.abc import Mapping
from dataclasses import dataclass

from padan.web.roles import Role


@dataclass(frozen=True, slots=True)
class Grant:
    """Who may ask one url with one method.

    `public`: anybody, signed in or not. `signed_in`: anybody signed in (before the second factor too where
    `before_second_factor`). `own`: these roles, for what lies within their own office or area; `city`: these roles,
    everywhere. A role in neither is refused.
    """

    own: frozenset[Role] = frozenset()
    city: frozenset[Role] = frozenset()
    public: bool = False
    signed_in: bool = False
    before_second_factor: bool = False

    def admits(self, role: Role) -> bool:
        """Whether a role may ask at all; whether for this object, the selector says."""
        return self.public or self.signed_in or role in self.own or role in self.city


Table = Mapping[tuple[str, str], Grant]
"""(url name with its namespace, method) -> who. HEAD is as GET."""

PUBLIC = Grant(public=True)
SIGNED_IN = Grant(signed_in=True)
ANY_STEP = Grant(signed_in=True, before_second_factor=True)


def grant(*, own: frozenset[Role] | set[Role] = frozenset(), city: frozenset[Role] | set[Role] = frozenset()) -> Grant:
    """A row of the table."""
    return Grant(own=frozenset(own), city=frozenset(city))
