# make chat                    the page, on the bundled sample archive
# make chat ARTICLES=folder    the page, on articles of your own
# make test | check | fix      every test | linters and types | let ruff mend what it can
# make bench DATA=folder       the measurements of benchmarks/
# make install                 only make .venv

PYTHON ?= python3
ARTICLES ?= articles
PORT ?= 7860
# Each folder of articles has an archive of its own.
ARCHIVE ?= .dateline/$(shell printf '%s' "$(abspath $(ARTICLES))" | cksum | cut -d' ' -f1)
PIP = .venv/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: chat test check fix bench install browser

chat: .venv/installed
	.venv/bin/dateline chat "$(ARTICLES)" --archive "$(ARCHIVE)" --port $(PORT)

test: .venv/developed browser
	.venv/bin/python -m pytest

check: .venv/developed
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports

fix: .venv/developed
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

bench: .venv/developed
	$(PIP) --no-deps --upgrade --target .venv/recipe \
		langchain-chroma langchain-huggingface langchain-text-splitters
	PYTHONPATH=.venv/recipe .venv/bin/python -m benchmarks $(DATA)

install: .venv/installed

.venv/installed: pyproject.toml constraints.txt
	test -x .venv/bin/python || $(PYTHON) -m venv .venv
	$(PIP) -e .
	@touch $@

.venv/developed: .venv/installed
	$(PIP) -e ".[dev]"
	@touch $@

# The browser tests need a Chromium: the system's, or else Debian's, or else Playwright's own.
browser: .venv/developed
	@command -v chromium || command -v chromium-browser || command -v google-chrome \
	|| { test "$$(id -u)" = 0 && command -v apt-get && apt-get update -qq \
	     && apt-get install -qq -y --no-install-recommends chromium; } \
	|| .venv/bin/python -m playwright install chromium
