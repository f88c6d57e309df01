"""What every test shares: the settings of hypothesis."""

import os

from hypothesis import settings

# No deadlines: a slow machine is no defect. In CI the examples are the same on every run.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "local"))
