# Every target works first in a fresh clone: what it needs is installed into .venv on the way.
# Needed beforehand: make, git, Python 3.11 or newer. Debian's python3-venv and, for the tests, chromium with
# Chinese fonts come through apt-get where that is allowed.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/.run-ready
DEV := $(VENV)/.dev-ready
# Tests share the machine's cores; 2 is what a small CI runner has.
JOBS ?= 2
PYTEST_ARGS ?=
# The sets of texts that score-details reads.
SETS ?= seeds dev frozen

.PHONY: score-pdf bench-pdf help run test check check-feed format bench bench-feed bench-page assets screenshots golden score score-years score-details score-dev score-frozen score-time calibration clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | expand -t 16

run: $(RUN) ## the main job: seeds/ to exports/
	@$(BIN)/timeline export seeds exports

test: $(DEV) ## every test, with what they need installed
	@.ci/system-packages
	@$(BIN)/python -m pytest -n $(JOBS) --dist loadfile $(PYTEST_ARGS) tests

check: $(DEV) ## format, lint, types, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	@$(MAKE) --no-print-directory test

format: $(DEV) ## put code into the common form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(DEV) ## every benchmark, one after the other
	@for bench in benchmarks/bench_*.py; do echo "== $$bench"; nice $(BIN)/python $$bench; done

check-feed: $(DEV) ## the feed in fifteen calendar programs in full, 200 kills of a store, the laws of identity at length
	@.ci/system-packages
	TIMELINE_FULL=1 TIMELINE_KILLS=200 TIMELINE_EXAMPLES=1000 $(BIN)/python -m pytest -s \
	  tests/test_ics_consumers.py tests/test_store_kill.py tests/test_store_identity.py tests/test_site_hosting.py

bench-feed: $(DEV) ## cached feeds against icalendar, 304 answers beside nginx, 100,000 events
	@.ci/apt-install wrk nginx-light || true
	@nice $(BIN)/python benchmarks/bench_feed.py

bench-page: $(DEV) ## the page beside TimelineJS3, vis-timeline and FullCalendar (needs Node and npm)
	@cd benchmarks/page && ./run

# What the page carries, built small from timeline/templates/script and style (needs Node and npm).
assets: ## build the script and style of the page small (needs Node)
	@$(PYTHON) .ci/assets.py

screenshots: $(DEV) ## the pictures of the README, from exports/timeline.html
	@.ci/system-packages
	@$(BIN)/python benchmarks/page/screenshots.py

golden: $(RUN) ## write the golden files anew; look at the difference before committing it
	@mkdir -p tests/golden
	@for page in seeds/*.txt; do \
	  $(BIN)/timeline extract --json $$page | $(BIN)/python -m json.tool --no-ensure-ascii --indent 1 \
	    > tests/golden/$$(basename $$page .txt).json; \
	done
	@git --no-pager diff --stat -- tests/golden

score: $(RUN) ## events against the gold of the seed pages
	@$(BIN)/timeline extract --json seeds | $(BIN)/python tests/score/split_records.py build/score
	@$(BIN)/python tests/score/score_events.py build/score tests/gold --docs seeds $(SCORE_ARGS)

score-time: $(RUN) ## dates on the public suites and on the hand-listed page (PEER=an interpreter with jionlp adds it)
	@$(BIN)/python tests/time/suites.py $(if $(PEER),--peer $(PEER))
	@$(BIN)/python tests/time/page.py

score-articles: $(RUN) ## articles against the gold of the seed pages
	@$(BIN)/timeline extract --json seeds | $(BIN)/python tests/score/split_records.py build/score
	@$(BIN)/python tests/score/score_articles.py build/score tests/gold seeds

score-years: $(RUN) ## the years given to undated pages against tests/corpus/years.toml
	@$(BIN)/python tests/score/score_years.py $(SCORE_ARGS)

score-details: $(RUN) ## details by type (chair, agenda, sites, figures …) against the gold: seeds, dev, frozen
	@for set in $(SETS); do \
	  case $$set in seeds) docs=seeds gold=tests/gold ;; *) docs=tests/$$set gold=tests/$$set/gold ;; esac; \
	  $(BIN)/timeline extract --json $$docs/[0-9]*.txt | $(BIN)/python tests/score/split_records.py build/score-$$set; \
	  echo "== $$set"; $(BIN)/python tests/score/score_details.py build/score-$$set $$gold --docs $$docs $(SCORE_ARGS); \
	done

score-dev score-frozen: score-%: $(RUN)
	@$(BIN)/timeline extract --json tests/$*/[0-9]*.txt | $(BIN)/python tests/score/split_records.py build/score-$*
	@$(BIN)/python tests/score/score_events.py build/score-$* tests/$*/gold --docs tests/$* $(SCORE_ARGS)

score-dev: ## events against the gold of the development texts, from which rules may be written
score-frozen: ## events against the gold of the frozen texts, from which no rule is written

calibration: $(RUN) ## what a confidence is worth: the share of right records by confidence and by rule
	@$(BIN)/python benchmarks/calibration.py

score-pdf: $(DEV) ## articles read from typeset PDF pages against what was set
	@$(BIN)/python tests/score/score_pages.py tests/pdf

bench-pdf: $(DEV) ## speed of reading PDF pages; memory and time of hostile files
	@nice $(BIN)/python benchmarks/bench_pdf.py

clean: ## remove what was built
	rm -rf build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(RUN): pyproject.toml
	@.ci/venv $(PYTHON) $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(DEV): pyproject.toml
	@.ci/venv $(PYTHON) $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(RUN)
