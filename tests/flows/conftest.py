"""What tests of whole runs share."""

from decided_once import decided_once

__all__ = ["decided_once"]
