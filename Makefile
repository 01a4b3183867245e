# `make` alone lists what can be made. Every target first sets up what it needs, once, in .venv and the theme.

PYTHON ?= python3
ARGS ?=
BIN := .venv/bin

# Each step of the set-up leaves an empty file behind; make repeats a step when what it was made from is newer.
LOCKED := .venv/.locked
INSTALLED := .venv/.installed
VENDORED := .venv/.vendored

# Material's banner on MkDocs 2 is no news here: pyproject.toml stays below it.
export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := help
.PHONY: help setup site serve test check format bench screens lock clean

help:  ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' Makefile

site: setup  ## build the site into site/
	@$(BIN)/mkdocs build --strict $(ARGS)

serve: setup  ## show the site at http://127.0.0.1:8000 and rebuild it at every change
	@$(BIN)/mkdocs serve --no-strict --livereload --watch-theme $(ARGS)

test: setup  ## run all tests, in a real browser too; ARGS="-k redline" chooses some
	@browser="$$(tools/browser.sh)" && CHROMIUM="$$browser" $(BIN)/pytest $(ARGS)

check: setup  ## check code (style, types, imports) and content
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/handbook check

format: setup  ## put the code into the house style
	@$(BIN)/ruff check --select I --fix --quiet
	@$(BIN)/ruff format

bench: setup  ## measure builds
	@$(BIN)/python benchmarks/run.py $(ARGS)

screens: setup  ## take pictures of the site's pages
	@browser="$$(tools/browser.sh)" && CHROMIUM="$$browser" $(BIN)/python tools/screens.py $(ARGS)

lock: $(LOCKED)  ## write both locks anew after a change of dependencies; ARGS=--upgrade takes newer versions
	@$(BIN)/uv pip compile pyproject.toml --group dev --output-file requirements.lock --quiet \
	    --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	    --no-config --no-emit-index-url --custom-compile-command "make lock" $(ARGS)
	@if command -v npm >/dev/null; then \
	    npm $(if $(findstring --upgrade,$(ARGS)),update,install) --package-lock-only --loglevel=error >/dev/null; \
	else \
	    echo "package-lock.json is left as it is: npm, which writes it, is not on this machine." >&2; \
	fi

clean:  ## remove all that was made, back to a fresh clone
	@rm -rf .venv node_modules theme/handbook_theme/assets/vendor site dist build
	@rm -rf .cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# ---- set-up

setup: $(INSTALLED) $(VENDORED)  ## set up only (the others do it by themselves)
	@:

# The lock holds every package with its hashes, so nothing is resolved here (--no-deps). -qq spares the reader
# pip's warnings about the machine's own settings; errors still show.
$(LOCKED): requirements.lock
	@command -v "$(PYTHON)" >/dev/null || { \
	    echo "There is no '$(PYTHON)' on this machine. Install Python 3.11 or newer, or name yours: make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "This project needs Python 3.11 or newer, and '$(PYTHON)' is $$("$(PYTHON)" --version 2>&1). Name a newer one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "'$(PYTHON)' cannot make virtual environments. On Debian and Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; }
	@echo "Setting up .venv from requirements.lock (once; about a minute) ..." >&2
	@"$(PYTHON)" -m venv --clear .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@touch $@

# Editable: the package runs from plugins/ and theme/; pyproject.toml gives its commands and entry points.
$(INSTALLED): pyproject.toml $(LOCKED)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENDORED): package-lock.json hatch_build.py $(LOCKED)
	@$(BIN)/python hatch_build.py
	@touch $@
