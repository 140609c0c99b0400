"""Two sealers at the same moment never fork the chain."""

from threading import Barrier, Thread
from time import sleep

import pytest
from django.db import OperationalError, connection

from padan.web.audit.chain import prove, seal_pending
from padan.web.audit.models import Event, Seal
from padan.web.audit.services import event_append


def _sealed() -> int:
    """A few more; SQLite's database in memory refuses instead of waiting, as the one in a file does."""
    while True:
        try:
            return seal_pending(limit=4)
        except OperationalError:
            sleep(0.01)


@pytest.mark.django_db(transaction=True)
def test_two_sealers_make_one_chain() -> None:
    for _ in range(30):
        event_append(action="lists.mend")
    barrier, faults = Barrier(2), []

    def seal() -> None:
        try:
            barrier.wait(timeout=10)
            while _sealed():
                pass
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    sealers = [Thread(target=seal) for _ in range(2)]
    for sealer in sealers:
        sealer.start()
    for sealer in sealers:
        sealer.join(timeout=30)
    assert not faults
    assert prove().broken is None
    assert Seal.objects.count() == Event.objects.count() == 30
