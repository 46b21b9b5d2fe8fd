# Two commands do everything on a fresh Debian machine with Python 3.11: `make demo` and `make test`.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lint bench clean

demo: .venv/installed  ## crawl the bundled portal over real HTTP into data/demo.db and show it
	$(BIN)/zjcrawl demo

test: .venv/installed-test  ## run the whole suite
	$(BIN)/python -m pytest -n 2

lint: .venv/installed-test  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

BENCHMARKS := $(filter-out __init__ options texts newsroom news filling kills,$(basename $(notdir $(wildcard benchmarks/*.py))))

bench: .venv/installed-test  ## measure; benchmarks/README.md says what
	for name in $(BENCHMARKS); do echo "== $$name"; $(BIN)/python -m benchmarks.$$name || exit 1; done

clean:
	rm -rf .venv .venv-pywb .replayweb build dist

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "zjcrawl needs Python 3.11 or later: make PYTHON=python3.11 demo")'
	$(PYTHON) -m venv .venv

.venv/installed: .venv/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

.venv/installed-test: .venv/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,lint]'
	touch $@

# ReplayWeb.page as npm has it, bundled with all that it needs; without it, or without Chromium, its test skips.
.replayweb/installed:
	mkdir -p .replayweb
	npm pack --silent --pack-destination .replayweb replaywebpage@2.4
	tar -xzf .replayweb/replaywebpage-*.tgz -C .replayweb --strip-components 1 package/index.html package/ui.js package/sw.js
	touch $@

# pywb and wacz pin old versions of what we use, so they have an environment of their own; tests that need it skip without.
.venv-pywb/installed:
	$(PYTHON) -m venv .venv-pywb
	.venv-pywb/bin/python -m pip install --quiet --disable-pip-version-check 'pywb>=2.9,<3' 'wacz>=0.5,<1'
	touch $@
