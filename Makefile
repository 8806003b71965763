# Two commands: `make run` shows the product, `make test` proves it. Both need Python 3.11 and nothing else.
# The system's own Python where it is new enough: built for speed, it runs the suite a seventh quicker than many others.
PYTHON ?= $(firstword $(wildcard $(foreach minor,14 13 12 11,/usr/bin/python3.$(minor))) python3)
PORT ?= 8000
# The quick gates need the settings but no installation; they keep what they write out of the way.
CHECKED = DRYSTONE_DEVELOPMENT=1 DRYSTONE_VAR=var/check .venv/bin/python
# Settings as on a real server, so that `check --deploy` has something to say.
DEPLOYED = DRYSTONE_DEVELOPMENT=0 DRYSTONE_VAR=var/check DRYSTONE_BASE_URL=https://drystone.example \
	DRYSTONE_ALLOWED_HOSTS=drystone.example DRYSTONE_TRUSTED_PROXIES=1 DRYSTONE_EMAIL_URL=smtp://mail.example:25 DRYSTONE_FROM_EMAIL=office@alliance.example \
	.venv/bin/python -W ignore
SUITE = .venv/bin/python -m pytest -n 3
export PORT
# Whatever the account prefers: without compiled files every process spends seconds on reading its own code again.
export PYTHONDONTWRITEBYTECODE =

help:
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 24

run: setup-base ## start web and worker with an invented alliance, on PORT (8000)
	@.venv/bin/python scripts/serve.py

test: setup-dev browser ## the whole suite, browser journeys included
	$(SUITE)

test-postgres: setup-dev browser ## the whole suite on PostgreSQL
	.venv/bin/python scripts/postgres.py $(SUITE)

controls: setup-dev ## take one control away at a time, and see the suite notice; ONLY="words of its name" asks a few
	.venv/bin/python scripts/controls.py $(ONLY)

GATES = format lint house sizes imports migrations deployment stale-docs types
check: $(GATES) ## all gates: format, lint, types, imports, sizes, migrations, deployment, docs

format: setup-dev
	@.venv/bin/ruff format --quiet --check .
lint: setup-dev
	@.venv/bin/ruff check --quiet .
house: setup-dev
	@.venv/bin/python scripts/house.py
sizes: setup-dev
	@.venv/bin/python scripts/sizes.py
imports: setup-dev
	@.venv/bin/lint-imports --no-logo
migrations: setup-dev
	@$(CHECKED) manage.py makemigrations --check --dry-run
deployment: setup-dev
	@$(DEPLOYED) manage.py check --deploy --fail-level WARNING
stale-docs: setup-dev
	@$(CHECKED) manage.py docs --check
types: setup-dev
	@.venv/bin/mypy

fix: setup-dev ## format, and mend what a machine can mend
	.venv/bin/ruff check --quiet --fix .
	.venv/bin/ruff format --quiet .

docs: setup-dev ## draw the generated pages of docs/ again
	@$(CHECKED) manage.py docs

frontend: ## compile the look again, after a change in frontend/scss; needs node 20
	@frontend/build

pins: setup-dev ## compile requirements/*.in into pins with hashes
	@for name in base dev uv; do UV_PYTHON_DOWNLOADS=never PATH="$$PATH:.tools/bin" uv pip compile -q --generate-hashes --no-emit-index-url \
		--no-header requirements/$$name.in -o requirements/$$name.txt || exit 1; done

clean: ## forget the demonstration's database and everything else that can be made again
	rm -rf var .mypy_cache .ruff_cache .import_linter_cache .hypothesis

setup-base setup-dev: setup-%:
	@$(PYTHON) scripts/setup.py $*

browser:
	@$(PYTHON) scripts/setup.py browser

.PHONY: help frontend run test test-postgres controls check $(GATES) fix docs pins clean setup-base setup-dev browser
