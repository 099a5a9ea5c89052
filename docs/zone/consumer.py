#!/usr/bin/env python3
"""把密钥看得到的全部项目同步到本机的 SQLite，并一直跟着变更走。随时可以杀掉，再运行就接着来。
用法：SANPI_URL=https://… SANPI_KEY=sanpi_… python3 consumer.py mirror.db [--once]，先 pip install httpx。
带 --once 就在追平并核对无误后结束。镜像在 projects 表里，state 是项目全文（JSON）。"""

import hashlib
import json
import os
import sqlite3
import sys
import time

import httpx

TABLES = """
CREATE TABLE IF NOT EXISTS projects (code TEXT PRIMARY KEY, version INTEGER, state TEXT, load INTEGER);
CREATE TABLE IF NOT EXISTS place (id INTEGER PRIMARY KEY, cursor TEXT, load INTEGER);
INSERT OR IGNORE INTO place VALUES (1, '', 1);
"""


def ask(api: httpx.Client, path: str, **given: object) -> httpx.Response:
    """问到为止：太密（429）、暂时不可用（5xx）或网络断了，就按 Retry-After 等一等再问。"""
    while True:
        try:
            answer = api.get(path, params=given)
            if answer.status_code != 429 and answer.status_code < 500:
                return answer
            time.sleep(int(answer.headers.get("retry-after", "5")))
        except httpx.TransportError:
            time.sleep(1)


def begin_again(db: sqlite3.Connection, why: str) -> None:
    """从头读取；原有的行留着，读完一遍还没有再出现的才删。"""
    sys.stderr.write(f"从头读取：{why}\n")
    db.execute("UPDATE place SET cursor = '', load = load + 1")


def store(db: sqlite3.Connection, entries: list[dict], cursor: str, load: int) -> None:
    """一页变更和读到的位置在一个事务里写下：要么都在，要么都不在。"""
    db.execute("BEGIN IMMEDIATE")
    for each in entries:
        if each["operation"] == "upsert":
            row = (each["project"], each["version"], json.dumps(each["state"], ensure_ascii=False), load)
            db.execute("INSERT OR REPLACE INTO projects VALUES (?, ?, ?, ?)", row)
        else:  # left_scope 离开范围，deleted 删除
            db.execute("DELETE FROM projects WHERE code = ?", (each["project"],))
    if not entries:
        db.execute("DELETE FROM projects WHERE load < ?", (load,))
    db.execute("UPDATE place SET cursor = ?", (cursor,))
    db.execute("COMMIT")


def is_whole(db: sqlite3.Connection, told: dict) -> bool:
    lines = sorted(f"{code} {version}\n".encode() for code, version in db.execute("SELECT code, version FROM projects"))
    return (len(lines), hashlib.sha256(b"".join(lines)).hexdigest()) == (told["count"], told["digest"])


def follow(api: httpx.Client, db: sqlite3.Connection, *, once: bool) -> None:
    while True:
        cursor, load = db.execute("SELECT cursor, load FROM place").fetchone()
        answer = ask(api, "changes", after=cursor, limit=500, wait=0 if once else 30)
        if cursor and answer.status_code in {400, 410}:  # 对方从备份恢复过，或换了一把范围不同的密钥
            begin_again(db, answer.json()["detail"])
            continue
        page = answer.raise_for_status().json()
        store(db, page["items"], page["next"], load)
        if not page["items"]:
            told = ask(api, "checksum", at=page["next"])
            if told.status_code != 200 or not is_whole(db, told.json()):
                begin_again(db, "核对不一致")
            elif once:
                return


base, key = os.environ["SANPI_URL"].rstrip("/") + "/api/v1/", {"authorization": f"Bearer {os.environ['SANPI_KEY']}"}
mirror = sqlite3.connect(sys.argv[1], isolation_level=None)
mirror.executescript(TABLES)
follow(httpx.Client(base_url=base, headers=key, timeout=60), mirror, once="--once" in sys.argv)
