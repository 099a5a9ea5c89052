"""`sanpi` as an administrator types it. Each command opens the house by itself, so these tests have no loop."""

import pytest

from backend import db
from backend.accounts.key_format import well_formed
from backend.config import settings
from tests import databases


def test_a_new_account_gets_a_link_alone_on_the_last_line(sanpi):
    code, lines, _ = sanpi("account", "add", "wangmin", "--person", "王敏", "--role", "office")
    assert code == 0
    assert lines[-1].startswith(f"{settings.base_url}/sign-in/")
    code, again, _ = sanpi("account", "link", "wangmin")
    assert code == 0
    assert again[-1].startswith(f"{settings.base_url}/sign-in/")
    assert again[-1] != lines[-1]


def test_accounts_are_listed_and_switched_off(sanpi):
    for name in ("first", "second"):
        sanpi("account", "add", name, "--person", "管理员", "--role", "administrator")
    assert sanpi("account", "disable", "second")[0] == 0
    listed = "\n".join(sanpi("account", "list")[1])
    assert "管理员" in listed
    assert "停用" in listed
    assert sanpi("account", "disable", "first") == (1, [], "这是最后一个可用的管理员账号，请先另设一位管理员")


def test_units_are_listed_with_the_codes_that_other_commands_take(sanpi):
    assert sanpi("unit", "list")[0] == 0
    assert sanpi("seed")[0] == 0
    listed = "\n".join(sanpi("unit", "list")[1])
    for told in ("编码", "transport", "交通运输局", "待确认"):
        assert told in listed


def test_a_key_is_shown_once_alone_on_the_last_line_and_can_be_revoked(sanpi):
    sanpi("seed")
    code, lines, _ = sanpi("key", "create", "开发区平台", "--permission", "read", "--zone", "core", "--days", "30")
    assert code == 0
    assert well_formed(lines[-1])
    listed = sanpi("key", "list")[1]
    assert lines[-1] not in "\n".join(listed)
    assert "片区 core" in listed[1]
    prefix = listed[1].split()[0]
    assert sanpi("key", "revoke", prefix)[0] == 0
    assert "作废" in sanpi("key", "list")[1][1]


def test_a_scope_that_does_not_exist_is_refused_in_a_sentence(sanpi):
    code, lines, complaint = sanpi("key", "create", "平台", "--permission", "read", "--zone", "mars")
    assert (code, lines) == (1, [])
    assert "mars" in complaint


def test_seeding_twice_says_that_nothing_changed(sanpi):
    assert sanpi("seed")[1][-1] == "新写入项目 34 个"
    assert sanpi("seed")[1][-1] == "初始数据已经齐全，没有改动"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["key", "create"], "缺少 name。写法见 sanpi key create --help"),
        (["key", "list", "--all"], "没有选项 --all。写法见 sanpi key list --help"),
        (
            ["account", "add", "x1", "--person", "王敏", "--role", "king"],
            "--role 写得不对，可以写 administrator、office、leader、reviewer、steward、reader。写法见 sanpi account add --help",
        ),
        (["fly"], "命令写得不对。写法见 sanpi --help"),
    ],
)
def test_a_command_written_wrongly_is_told_where_to_read(sanpi, words, sentence):
    assert sanpi(*words) == (2, [], sentence)


def test_what_a_person_wrote_wrongly_is_said_field_by_field(sanpi):
    code, _, complaint = sanpi("account", "add", "!", "--person", "王敏", "--role", "office")
    assert code == 2
    assert complaint.startswith("name：账号用2至40个字母")


def test_help_is_in_chinese(sanpi):
    code, lines, _ = sanpi("serve", "--help")
    assert code == 0
    assert "用法：sanpi serve [选项]" in lines[1]
    assert any("显示这段说明" in line for line in lines)


def test_the_doctor_finds_what_is_missing(sanpi):
    code, lines, _ = sanpi("doctor")
    assert code == 1
    assert any(line.startswith("正常  数据库 PostgreSQL") for line in lines)
    assert any(line.startswith("有误  后台任务没有运行") for line in lines)
    assert any(line.startswith("有误  没有可用的管理员账号") for line in lines)


def test_an_address_without_tls_is_an_error_once_it_is_for_others(sanpi, monkeypatch):
    monkeypatch.setattr(settings, "public_url", "http://sanpi.example")
    assert any("不是 HTTPS" in line for line in sanpi("doctor")[1])
    monkeypatch.setattr(settings, "public_url", "https://sanpi.example")
    assert "正常  对外网址 https://sanpi.example" in sanpi("doctor")[1]


def test_the_doctor_warns_of_keys_that_end_soon(sanpi):
    sanpi("key", "create", "开发区平台", "--permission", "read", "--days", "20")
    sanpi("key", "create", "上级平台", "--permission", "read", "--days", "5")
    warned = [line for line in sanpi("doctor")[1] if "的密钥" in line]
    assert [line[:2] for line in warned] == ["有误", "留意"]
    assert "上级平台" in warned[0]
    assert "还有4天到期" in warned[0]


def test_a_database_without_tables_is_not_used_before_it_is_migrated(sanpi, template, monkeypatch):
    with databases.database(template, f"{databases.name_of(template)}_empty") as url:
        monkeypatch.setattr(settings, "database_url", db.libpq_url(url))
        assert sanpi("account", "list") == (1, [], "数据库还不是这个版本的表结构，请先运行 sanpi migrate")
        assert sanpi("migrate")[0] == 0
        assert sanpi("account", "list")[0] == 0


def test_a_database_that_cannot_be_reached_is_named_as_the_reason(sanpi, monkeypatch):
    monkeypatch.setattr(settings, "database_url", "postgresql://nobody@/nothing?host=/nowhere")
    code, _, complaint = sanpi("account", "list")
    assert code == 1
    assert complaint.startswith("连不上 SANPI_DATABASE_URL 指定的数据库")


def test_a_week_before_the_first_record_still_has_its_brief(sanpi, tmp_path):
    sanpi("seed")
    paper = tmp_path / "周报.pdf"
    code, lines, _ = sanpi("brief", "make", "--week", "2026-W10", "--out", str(paper))
    assert code == 0, lines
    assert paper.read_bytes().startswith(b"%PDF")


def test_a_house_in_use_issues_its_briefs_one_by_one(sanpi):
    code, _, complaint = sanpi("brief", "year")
    assert (code, "正式使用的数据" in complaint) == (1, True)


def test_remaking_an_issue_that_is_not_there_says_so(sanpi):
    code, _, complaint = sanpi("brief", "remake", "2026-1")
    assert (code, "没有" in complaint) == (1, True)
