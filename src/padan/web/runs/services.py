"""The only writer of runs and what they published. Loads the engine: the worker's way in, not a page's."""

from padan.web.runs.performing import RunStoppedError, run_perform, runs_prune
from padan.web.runs.requesting import run_ask

__all__ = ["RunStoppedError", "run_ask", "run_perform", "runs_prune"]
