"""Work that is done outside this process: other programs, started and held within bounds."""
