# The project's tasks. Each works in a fresh clone with Python 3.11 or newer, make and git, and is quick the second time.
#   make run     read the example reports and print claims, incidents and tolls with their reasons
#   make test    the tests
#   make check   style, types, layers, documentation, and that no golden sentence is lost
#   make gate    the golden sentences: what the reading gained and lost
#   make bench   words a second, beside other libraries
#   make output  put what the examples give into the README and the guides
#   make score   the development sets, where they are there: make score SETS="muc news" ARGS="--open --show 10"

VENV ?= .venv
BIN := $(VENV)/bin
SCORER ?= ../shared/eval/score.py
SETS ?=
ARGS ?=

.PHONY: run test check gate bench output score style types layers documentation house clean
.DEFAULT_GOAL := run

# The two plain texts among them are of that day; the others state theirs.
run: $(VENV)/.installed
	@$(BIN)/cenotaph read --explain --published 2015-10-03 examples

# tests/terminal/test_make_run.py fails when a page no longer shows what is printed.
output: $(VENV)/.installed
	$(BIN)/python docs/output.py

test: $(VENV)/.installed-dev
	$(BIN)/pytest -q

# All of them, also when one fails.
check:
	@$(MAKE) --no-print-directory --keep-going style types layers documentation house gate

style: $(VENV)/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-dev
	$(BIN)/mypy

layers: $(VENV)/.installed-dev
	$(BIN)/lint-imports --no-logo

documentation: $(VENV)/.installed-dev
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

house: $(VENV)/.installed-dev
	$(BIN)/pytest -q tests/house

gate: $(VENV)/.installed
	$(BIN)/python benchmark/gate.py $(ARGS)
	$(BIN)/python benchmark/events.py $(if $(filter --pin,$(ARGS)),--pin)

bench: $(VENV)/.installed-bench
	$(BIN)/python benchmark/reading.py $(ARGS)
	$(BIN)/python benchmark/growth.py
	$(BIN)/python benchmark/copies.py
	$(BIN)/python benchmark/keeping.py --pages 1000

score: $(VENV)/.installed
	@if [ -f "$(SCORER)" ]; then $(BIN)/python "$(SCORER)" $(SETS) $(ARGS); \
	else echo "The development sets are not here ($(SCORER) is missing): nothing was scored."; fi

clean:
	rm -rf $(VENV) site dist build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# The first Python that is new enough; PYTHON=... chooses another.
$(VENV)/bin/python:
	@for python in $(PYTHON) python3.11 python3 python3.12 python3.13 python3.14; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Creating $(VENV) with $$("$$python" --version)"; \
	    "$$python" -m venv $(VENV) && exit 0; \
	    echo "That Python cannot create a virtual environment; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; \
	  fi; \
	done; \
	echo "Cenotaph needs Python 3.11 or newer and found none. Install it, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	@echo "Installing Cenotaph into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@$(BIN)/python -m compileall -q src  # each command begins a tenth of a second sooner where Python keeps no compiled modules
	@touch $@

$(VENV)/.installed-dev: pyproject.toml | $(VENV)/bin/python
	@echo "Installing Cenotaph and the tools for its tests into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-bench: pyproject.toml | $(VENV)/bin/python
	@echo "Installing Cenotaph and the libraries it is compared with into $(VENV)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@touch $@ $(VENV)/.installed
