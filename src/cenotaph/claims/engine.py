"""Which engine reads claims, and its version: every claim records it beside the version of its lexicon."""

# The version is that of the project; a test holds the two together.
ENGINE = "rules 0.1.0"
