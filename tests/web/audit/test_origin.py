"""The trail says from where, also for what a service appends by itself; no browser keeps what a signed-in user saw."""

from cast import Cast, signed_in

from padan.web.audit.models import Event


def test_an_event_inside_a_service_has_the_address_of_the_request(cast: Cast) -> None:
    signed_in(cast.bappeda).post(
        "/periode/baru/",
        {"key": "2025-01", "due": "2025-02-15", "as_of": "", "name": ""},
        REMOTE_ADDR="10.1.2.3",
    )
    assert list(Event.objects.filter(action="periods.open").values_list("address", flat=True)) == ["10.1.2.3"]


def test_pages_of_somebody_signed_in_are_not_kept(cast: Cast) -> None:
    assert "no-store" in signed_in(cast.siti).get("/").headers["Cache-Control"]
