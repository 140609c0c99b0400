"""The evaluation of a site in which nothing was handed in yet."""

from cast import Cast, signed_in
from evaluation_city import PAGES


def test_every_page_is_there(cast: Cast) -> None:
    client = signed_in(cast.people["bappeda"])
    for address in PAGES:
        assert client.get(address).status_code == 200, address
