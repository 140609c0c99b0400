"""`padan serve`."""

import os
from argparse import Namespace

from padan.web.serving import Site, serve


def run(arguments: Namespace) -> int:
    """Serve the site until asked to end."""
    site = Site(
        port=arguments.port,
        bind=arguments.bind,
        demo=arguments.demo or os.environ.get("PADAN_DEMO") == "1",
        people=arguments.people,
        once=os.environ.get("PADAN_SERVE_ONCE") == "1",
    )
    return serve(site)
