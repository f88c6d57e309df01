"""Which claims tell of one event, and how many it harmed."""
