# `make run` and `make test` set up what is missing, then do what their name says. `make help` lists all.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

.PHONY: help
help: ## 列出全部命令
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup setup-test
setup: ## 只安装运行所需
	@setup/install.sh run

setup-test: ## 只安装运行和检查所需
	@setup/install.sh test

.PHONY: run demo
run: setup ## 启动网站和后台任务（PORT、HOST、SANPI_DATA_DIR 可设）
	@exec .venv/bin/sanpi serve

demo: export SANPI_DATA_DIR := $(or $(SANPI_DATA_DIR),./data-demo)
demo: setup ## 写入演示数据后启动，数据放在 ./data-demo
	@.venv/bin/sanpi demo
	@exec .venv/bin/sanpi serve

# The gates, in the order in which they are quickest to tell that something is wrong.
.PHONY: test
test: setup-test ## 运行全部检查
	@$(call heading,格式 ruff format)
	@.venv/bin/ruff format --check .
	@$(call heading,写法 ruff check)
	@.venv/bin/ruff check .
	@$(call heading,类型 mypy)
	@.venv/bin/mypy
	@$(call heading,依赖方向 lint-imports)
	@.venv/bin/lint-imports
	@$(call heading,测试 pytest)
	@.venv/bin/python -m pytest --numprocesses auto --dist loadfile

# Measuring doubles the time of the tests, so it is not a gate.
.PHONY: coverage
coverage: setup-test ## 运行测试，并列出没有被测试走到的代码
	@.venv/bin/python -m pytest --numprocesses auto --dist loadfile --cov --cov-report=term-missing:skip-covered

.PHONY: proofs
proofs: export SANPI_PROOF_WRITES := 200
proofs: export SANPI_PROOF_PROJECTS := 5000
proofs: export SANPI_PROOF_OPERATIONS := 10000
proofs: export SANPI_PROOF_EXAMPLES := 8
proofs: export SANPI_PROOF_EDGES := .
proofs: setup-test ## 接口承诺的证明，按全数运行
	@.venv/bin/python -m pytest tests/promises tests/feed

# Each test of what an update from a site has to survive, on both screens, in three sizes, with and without a worker.
.PHONY: phones
phones: export SANPI_TEST_PHONES := all
phones: setup-test ## 手机上的报送，每一种屏幕和字号都试一遍
	@.venv/bin/python -m pytest tests/browser/test_tried_on_a_phone.py tests/browser/test_without_signal.py tests/browser/test_the_officers_path.py

heading = printf '\n━━ %s ━━\n' '$(1)'

.PHONY: bench bench-quick
bench: setup-test ## 完整的性能测量
	@.venv/bin/python -m bench

bench-quick: setup-test ## 快速的性能测量
	@.venv/bin/python -m bench --quick

# What Lighthouse says of the officer's pages of the demonstration; the goals are those of a weak phone.
.PHONY: lighthouse
lighthouse: export SANPI_DATA_DIR := $(or $(SANPI_DATA_DIR),./data-demo)
lighthouse: setup-test ## 用 Lighthouse 测演示网站在手机上的首屏，再测建筑工地上的填报
	@npm ci --prefix bench/lighthouse --ignore-scripts --no-audit --no-fund --no-update-notifier
	@.venv/bin/sanpi demo
	@.venv/bin/python -m bench.first_view
	@.venv/bin/python -m bench.building_site

.PHONY: lock
lock: setup ## 重新锁定全部依赖的版本和校验值
	@setup/lock.sh

.PHONY: clean
clean: ## 删除安装的环境和缓存（不动数据）
	rm -rf .venv .setup frontend/node_modules frontend/static/vendor bench/lighthouse/node_modules
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	find . -name __pycache__ -not -path './data*' -prune -exec rm -rf {} +
