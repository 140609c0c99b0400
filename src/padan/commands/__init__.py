"""One module a command, each with `run(arguments) -> int`; the command line loads the one that is asked for."""
