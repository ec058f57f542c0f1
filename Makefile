# The verbs of this project. `make help` says each in a line. Each verb does its own set-up.
PYTHON ?= python3
BIN := .venv/bin
PYTEST_FLAGS ?=
LOCK_FLAGS ?=
CATALOGUES := $(wildcard locales/*/LC_MESSAGES/*.po)
.DEFAULT_GOAL := help

.PHONY: help run demo test check style types proofs words bench crash transcripts lock map desk-link clean
help: ## say what each verb does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

run: .venv/run .venv/words ## start everything: pages, console, database, and Telegram when its tokens are set
	@exec $(BIN)/sinmungo serve

demo: .venv/run .venv/words ## a throw-away house to look at: invented reports in five languages at seven desks
	@exec $(BIN)/sinmungo demo

test: .venv/test .venv/words style ## run all checks and all tests (PYTEST_FLAGS="-k word" for some of them)
	@$(MAKE) --no-print-directory --jobs=2 proofs types

check: .venv/test style types ## the style and the types of the code

style: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .

types: .venv/test
	$(BIN)/mypy

proofs: .venv/test .venv/words
	$(BIN)/python -m pytest --numprocesses=2 --dist=worksteal $(PYTEST_FLAGS)

words: .venv/test ## bring the catalogues up to the sentences of the code and of content/, and compile them
	$(BIN)/python -m app.catalogues
	@rm -f .venv/words
	@$(MAKE) --no-print-directory .venv/words

bench: .venv/test .venv/words ## measure speed, side by side with what others use
	$(BIN)/python -m bench
	$(BIN)/python -m bench.search

crash: .venv/test .venv/words ## kill the service at every step under load, and count what was lost
	$(BIN)/python -m bench.crash

transcripts: .venv/test .venv/words ## write the stories' conversations anew, to be read as a diff
	SINMUNGO_REWRITE=1 $(BIN)/python -m pytest -q tests/dialogs/test_transcripts.py

lock: .venv/run ## renew the locks after a change of pyproject.toml (LOCK_FLAGS="--upgrade-package NAME" for a newer one)
	@$(PYTHON) -m tools.lock $(LOCK_FLAGS)

map: ## say which room imports which, and draw it to docs/pictures/rooms.svg
	@$(PYTHON) -m tools.map

desk-link: .venv/run .venv/words ## print a one-time sign-in link for the officers' console
	@$(BIN)/sinmungo desk link

clean: ## remove what set-up and tests made; var/ with its data and keys stays
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} + -o -name '*.mo' -exec rm -f {} +

.venv/run: requirements-uv.lock requirements.lock pyproject.toml
	@$(PYTHON) -m tools.install run
	@touch $@

.venv/test: requirements-test.lock tests/bot/telegram/schema.py .venv/run
	@$(PYTHON) -m tools.install test
	@$(PYTHON) -m tools.stage "Bot API schema" $(PYTHON) -m tests.bot.telegram.schema
	@touch $@

.venv/words: $(CATALOGUES) | .venv/run
	@$(PYTHON) -m tools.stage words $(BIN)/python -m app.catalogues --compile
	@touch $@
