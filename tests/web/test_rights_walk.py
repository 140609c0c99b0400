"""Every url, with every method, as every role, for an object of one's own region and of a foreign one: the answer is
the one that the table of rights grants, and no other.

What comes before any view is the same code whoever asks, and is walked whole by a clerk and by the stranger: that the
gate stands before every url. The other roles ask the gate itself for what it refuses, and a clerk with the methods too
that no page knows; of those whom a page is for, one in turn opens it, and one in turn asks there for what is foreign.
On PostgreSQL, where only what the database is asked may differ, those roles walk who between them open every page in
every way in which it is granted, and the gate is asked alone. PADAN_THOROUGH=1 has one who sees the city walk whole
too, and all with every method; it shows whoever sees the city their own objects beside the foreign ones, and has every
role open, and ask for, what it shares with others. A walk goes room by room: on PostgreSQL a room is walked again only
where it asks what none has.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from cast import Cast
from django.conf import settings
from django.core.signals import request_finished
from django.db import close_old_connections, connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse
from pytest_django.plugin import DjangoDbBlocker
from rights_samples import Sample
from whole_site import BEFORE_SECOND_STEP, WholeSite, embedded, make_whole_site

import left_out
from padan.web.accounts.models import Appointment, User
from padan.web.grants import Grant
from padan.web.middleware import RightsMiddleware
from padan.web.rights import TABLE, grant_for
from padan.web.roles import Role
from thorough import THOROUGH, every

pytestmark = pytest.mark.django_db

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ACTORS = {
    Role.KELURAHAN_CLERK: "siti", Role.LURAH: "lukman", Role.KECAMATAN_CLERK: "kecamatan_clerk", Role.CAMAT: "camat",
    Role.OPD_CLERK: "opd", Role.BAPPEDA: "bappeda", Role.BPKAD: "bpkad", Role.PEMERINTAHAN: "pemerintahan",
    Role.BPJS: "branch", Role.LEADER: "leader", Role.INSPECTORATE: "auditor", Role.ADMINISTRATOR: "administrator",
}  # fmt: skip
ELSEWHERE = connection.vendor == "postgresql"
"""Whether the same walk has been gone on the embedded database."""
EACH = THOROUGH or (ELSEWHERE and not left_out.path())
"""Whether everybody who walks asks for all that is theirs, and for what is foreign."""
WALK_WHOLE = set() if ELSEWHERE else {Role.KELURAHAN_CLERK, Role.BAPPEDA} if THOROUGH else {Role.KELURAHAN_CLERK}
"""One who sees an area and one who sees the city: what the table refuses them goes the whole way. What the table has no
row for, is refused to everybody: the first and the stranger show it."""
WHOLE_METHODS = METHODS if THOROUGH else ("GET",)
"""What they go the whole way with."""
SIGN_IN = "/masuk/?next="
SECOND_STEP = "/masuk/kode/"


@dataclass(frozen=True)
class Url:
    """A named url and the arguments it wants."""

    name: str
    wants: frozenset[str]

    @property
    def room(self) -> str:
        """The app that it belongs to."""
        return self.name.rpartition(":")[0]


def walk(patterns: list[Any], space: str = "", above: frozenset[str] = frozenset()) -> Iterator[Url]:
    """Every url of the site."""
    for one in patterns:
        wants = above | frozenset(one.pattern.converters)
        if isinstance(one, URLResolver):
            yield from walk(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space, wants)
        elif isinstance(one, URLPattern):
            yield Url(f"{space}{one.name}", wants)


URLS = list(walk(get_resolver().url_patterns))
ROOMS = sorted({url.room for url in URLS})


@dataclass(frozen=True)
class Scene:
    """The cast, all of them signed in, and an object for every url that names one."""

    cast: Cast
    samples: Mapping[str, Sample]
    visitors: Mapping[Role, "Visitor"]
    before_second_step: str


@pytest.fixture(scope="module")
def scene(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scene]:
    """Made once for the whole walk, and undone after it."""
    with django_db_blocker.unblock():
        if not ELSEWHERE:
            with embedded(tmp_path_factory.mktemp("situs")) as site:
                yield _scene(site)
            return
        with transaction.atomic():
            yield _scene(make_whole_site())
            transaction.set_rollback(True)


def _scene(site: WholeSite) -> Scene:
    visitors = {role: Visitor(site.sessions[who]) for role, who in ACTORS.items()}
    return Scene(site.cast, site.samples, visitors, site.sessions[BEFORE_SECOND_STEP])


class Visitor:
    """Somebody at a browser. What a request changes is undone after it, in the database and in the browser."""

    def __init__(self, session: str = "") -> None:
        self.client = Client(raise_request_exception=False)
        self.session = session

    def ask(self, method: str, address: str) -> HttpResponse:
        """One request."""
        self.client.cookies.clear()
        if self.session:
            self.client.cookies[settings.SESSION_COOKIE_NAME] = self.session
        with transaction.atomic():
            answer = self.client.generic(method, address, headers={"HX-Request": "true"})
            _put_away(answer)
            transaction.set_rollback(True)
        return answer  # type: ignore[return-value]


def _put_away(answer: HttpResponse) -> None:
    """Close the files of an answer, but not the database's connection, whose transaction is the whole walk's."""
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


def ask_the_gate(appointment: Appointment, method: str, address: str) -> HttpResponse:
    """The gate's own answer, without the way there. Only for what it refuses before anything else; that it stands
    before every url, the walks of WALK_WHOLE and of the stranger show."""
    request: Any = RequestFactory().generic(method, address, headers={"HX-Request": "true"})
    request.user, request.acting, request.second_factor_due = appointment.user, appointment, False
    request.resolver_match = resolve(address)
    return RightsMiddleware(lambda _request: HttpResponse()).process_view(request) or HttpResponse()


def _sent_to(answer: HttpResponse, address: str) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith(address)


def _refused(answer: HttpResponse) -> bool:
    return answer.status_code == 403


def _answered(answer: HttpResponse) -> bool:
    if answer.status_code in (403, 404) or answer.status_code >= 500:
        return False
    return not _sent_to(answer, SIGN_IN) and not _sent_to(answer, SECOND_STEP)


def _hidden(answer: HttpResponse) -> bool:
    """405 tells nothing of any object: a page without HEAD says so to everybody."""
    return answer.status_code in (403, 404, 405)


@dataclass(frozen=True)
class Demand:
    """What one request must give."""

    arguments: Mapping[str, Any]
    word: str
    holds: Any


def _demands(role: Role, grant: Grant | None, sample: Sample) -> Iterator[Demand]:
    """What the table grants this role, for its own object and for a foreign one."""
    own = sample.own.get(role, sample.here)
    if grant is None or not grant.admits(role):
        yield Demand(own or sample.here, "is refused", _refused)
        if grant is not None and sample.there is not None:
            yield Demand(sample.there, "is refused", _refused)
    elif grant.public or grant.signed_in or role in grant.city:
        if sample.there is None or THOROUGH:
            yield Demand(sample.here, "is answered", _answered)
        if sample.there is not None:
            yield Demand(sample.there, "is answered", _answered)
    else:
        if own is not None:
            yield Demand(own, "is answered for its own", _answered)
        if sample.there is not None:
            yield Demand(sample.there, "is not shown a foreign one", _hidden)


def _askable(samples: Mapping[str, Sample], rooms: Collection[str] = ROOMS) -> list[tuple[Url, Sample]]:
    """Every url of the rooms with its sample; one that lacks a sample is told of by a test of its own."""
    found = [(url, samples.get(url.name) or Sample(here={})) for url in URLS if url.room in rooms]
    return [(url, sample) for url, sample in found if set(sample.here) == url.wants]


def test_every_url_with_a_name_stands_in_the_table() -> None:
    named = {name for name, _method in TABLE}
    assert [url.name for url in URLS if url.name not in named] == []
    assert named - {url.name for url in URLS} == set()


def test_every_url_with_arguments_has_a_sample(scene: Scene) -> None:
    samples = scene.samples
    assert [url.name for url in URLS if url.wants and url.name not in samples] == []
    assert [(u.name, s.here) for u in URLS if (s := samples.get(u.name)) and set(s.here) != u.wants] == []


def test_every_role_has_an_actor() -> None:
    assert set(ACTORS) == set(Role)


def _ways(role: Role) -> set[tuple[str, str, str]]:
    """The rows of the table that admit a role, and how."""
    shapes = {
        "own": lambda g: role in g.own,
        "city": lambda g: role in g.city,
        "all": lambda g: g.public or g.signed_in,
    }
    return {(*row, how) for row, grant in TABLE.items() for how, admits in shapes.items() if admits(grant)}


def _walking() -> list[Role]:
    """All roles; on PostgreSQL alone, a few that between them are granted whatever anybody is. (In a run of the whole
    suite those walk there who ask what nobody else asks.)"""
    if not ELSEWHERE or left_out.path():
        return list(Role)
    chosen: list[Role] = []
    left = set().union(*(_ways(role) for role in Role))
    while left:
        chosen.append(max(Role, key=lambda role: len(_ways(role) & left)))
        left -= _ways(chosen[-1])
    return chosen


def _asked(role: Role, url: Url, sample: Sample) -> Iterator[tuple[str, Demand, bool]]:
    """Method, demand, and whether the gate's own answer is enough."""
    for method in METHODS if THOROUGH or role == Role.KELURAHAN_CLERK else ("GET", "POST"):
        grant = grant_for(url.name, method)
        refused = grant is None or not grant.admits(role)
        whole = role in WALK_WHOLE and method in WHOLE_METHODS
        whole = whole and (grant is not None or role == Role.KELURAHAN_CLERK)
        if whole or refused or method != "HEAD":
            for demand in _demands(role, grant, sample):
                if demand.holds is _answered:
                    yield method, demand, not _opens(role, grant, url, sample)
                elif demand.holds is _refused or _looks_abroad(role, grant, url, method):
                    yield method, demand, refused and not whole


def _opens(role: Role, grant: Grant | None, url: Url, sample: Sample) -> bool:
    """Whether this role opens a page, or only sees that the gate lets it through: a page is opened by one in
    turn, and on PADAN_THOROUGH=1 by everybody."""
    if EACH or grant is None:
        return True
    holding = [one for one in Role if one in grant.city or sample.own.get(one, sample.here) is not None]
    many = [one for one in holding if grant.admits(one)]
    if not many:
        return True
    return role == many[sum(url.name.encode()) % len(many)]


def _looks_abroad(role: Role, grant: Grant | None, url: Url, method: str) -> bool:
    """Whether this role asks for what is foreign: with each method one in turn of those who see an area."""
    many = [] if grant is None else sorted(grant.own - grant.city)
    return EACH or not many or role == many[sum(f"{url.name} {method}".encode()) % len(many)]


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("role", _walking(), ids=lambda role: role.value)
def test_role_gets_what_the_table_grants_and_no_more(scene: Scene, role: Role, room: str) -> None:
    appointment = scene.cast.people[ACTORS[role]]
    visitor, faults = scene.visitors[role], []
    for url, sample in _askable(scene.samples, [room]):
        for method, demand, at_gate in _asked(role, url, sample):
            address = reverse(url.name, kwargs=demand.arguments)
            answer = ask_the_gate(appointment, method, address) if at_gate else visitor.ask(method, address)
            if not demand.holds(answer):
                faults.append(f"{method} {url.name} {dict(demand.arguments)}: {demand.word}? {answer.status_code}")
    assert not faults, "\n".join(faults)


def test_stranger_reaches_only_what_is_public(scene: Scene) -> None:
    visitor, faults = Visitor(), []
    for url, sample in _askable(scene.samples):
        for method in METHODS if THOROUGH else ("GET", "POST"):
            grant = grant_for(url.name, method)
            answer = visitor.ask(method, reverse(url.name, kwargs=sample.here))
            if grant is not None and grant.public:
                right = _answered(answer)
            else:
                right = _refused(answer) or (
                    grant is not None and method in ("GET", "HEAD") and _sent_to(answer, SIGN_IN)
                )
            if not right:
                faults.append(f"{method} {url.name}: {answer.status_code}")
    assert not faults, "\n".join(faults)


def test_who_holds_no_office_reaches_only_what_is_everybodys(scene: Scene) -> None:
    nobody = User.objects.create(username="tanpa.jabatan", full_name="Tanpa Jabatan")
    client = Client()
    client.force_login(nobody, backend="django.contrib.auth.backends.ModelBackend")
    visitor, faults = Visitor(client.cookies[settings.SESSION_COOKIE_NAME].value), []
    for url, sample in every(3, _askable(scene.samples)):
        for method in ("GET", "POST"):
            grant = grant_for(url.name, method)
            answer = visitor.ask(method, reverse(url.name, kwargs=sample.here))
            everybodys = grant is not None and (grant.public or grant.signed_in)
            if answer.status_code >= 500 or (not everybodys and not _refused(answer)):
                faults.append(f"{method} {url.name}: {answer.status_code}")
    assert not faults, "\n".join(faults)


def test_password_alone_reaches_nothing_where_a_second_step_is_due(scene: Scene) -> None:
    visitor, faults = Visitor(scene.before_second_step), []
    for url, sample in every(3, _askable(scene.samples)):
        for method in ("GET", "POST"):
            grant = grant_for(url.name, method)
            answer = visitor.ask(method, reverse(url.name, kwargs=sample.here))
            if grant is None or grant.public or grant.before_second_factor:
                continue
            if not _sent_to(answer, SECOND_STEP):
                faults.append(f"{method} {url.name}: {answer.status_code}")
    assert not faults, "\n".join(faults)
