"""Cover month by month: who is paid for, who falls out next, and what became of deaths and accidents."""
