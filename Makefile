.DEFAULT_GOAL := help
.PHONY: help run dev admin test check test-postgres quality bench lighthouse shots format lock secrets .base .dev .node

# make run PORT=8001 serves on another port. Unset, the port is the one config/settings.py says.
ifdef PORT
export PORT
endif

help: ## Show every target
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-14s %s\n", $$1, $$2 }' Makefile

run: .base ## Set everything up and serve on http://localhost:8000 (PORT= to change)
	@.venv/bin/python -m config.run

dev: .dev ## The same with debug pages, reloading when a file changes
	@POSTIL_DEBUG=yes .venv/bin/python -m config.run --reload

admin: .base ## Make an administrator: asks for e-mail, name and password
	@.venv/bin/python manage.py createsuperuser

test: check ## Everything that must hold: check, then the whole suite on SQLite
	.venv/bin/pytest -n auto

check: .dev ## Style, types, layers, migrations: what needs no test run
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/djlint --quiet --lint templates
	.venv/bin/mypy
	.venv/bin/lint-imports
	DJANGO_SETTINGS_MODULE=tests.settings .venv/bin/python manage.py makemigrations --check --dry-run

test-postgres: .dev ## What asks the database, on a throwaway PostgreSQL (needs its server programs)
	.venv/bin/python -m tests.postgres .venv/bin/pytest -n auto --database-only -m "not browser and not setup"

quality: .dev .node ## The pages in a browser: axe, valid HTML, weight, journeys (needs Chromium and npm)
	.venv/bin/pytest tests/browser

bench: .dev ## What a window of a thread costs, of 10 comments and of 100,000; moderation; a search
	.venv/bin/python -m bench.threads
	.venv/bin/python -m bench.moderation
	.venv/bin/python -m bench.search

lighthouse: .dev .node ## What Lighthouse scores front page, shelf and article; reports in var/lighthouse/
	.venv/bin/python -m tests.browser.lighthouse

shots: .dev ## Pictures of the pages, three widths and two themes, in var/shots/
	.venv/bin/python -m tests.browser.shots

format: .dev ## Rewrite the code in the project's style
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

LOCK := --quiet --universal --generate-hashes --no-header --python-version 3.11

lock: ## Make the locks in requirements/ again from pyproject.toml (needs uv)
	uv pip compile $(LOCK) pyproject.toml -o requirements/base.txt
	uv pip compile $(LOCK) --extra dev -c requirements/base.txt pyproject.toml -o requirements/dev.txt

secrets: ## Make the secrets docker-compose.yml reads, once, in var/secrets/
	@mkdir -p var && mkdir -m 700 -p var/secrets
	@for name in secret_key database_password; do \
		test -s var/secrets/$$name || \
		od -An -N32 -tx1 /dev/urandom | tr -d ' \n' > var/secrets/$$name; done
	@chmod 644 var/secrets/* # the folder is closed; inside, the containers' users must read them

.base:
	@requirements/install.sh base

.dev:
	@requirements/install.sh dev

.node: node_modules/.package-lock.json

node_modules/.package-lock.json: package-lock.json
	npm ci --ignore-scripts --no-audit --no-fund
	@touch $@
