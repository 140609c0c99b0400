"""The site's static files are looked for once a process of tests, not once for each browser of a test."""

from whitenoise.middleware import WhiteNoiseMiddleware


def install() -> None:
    """Let every further middleware know what the first has found."""
    look = WhiteNoiseMiddleware.add_files_from_finders
    found: dict[str, object] = {}

    def once(self: WhiteNoiseMiddleware) -> None:
        if not found:
            look(self)
            found.update(self.files)
        self.files.update(found)

    WhiteNoiseMiddleware.add_files_from_finders = once
