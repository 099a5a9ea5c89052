"""`sanpi migrate`, `sanpi seed`, `sanpi demo`"""

import seed as seeds
from backend import migrating
from backend.cli import house
from backend.cli.words import progress, say


def migrate() -> None:
    """把数据库升级到这个版本的表结构；已是最新时什么也不做。"""
    with house.database(say) as url:
        migrating.migrate(url)
    say("数据库表结构已是最新")


def seed() -> None:
    """写入重大项目清单、分类、单位和节点模板；已有的一概不动，可重复运行。"""
    with progress("写入初始数据", seeds.size()) as step:
        added = house.at_home(lambda: seeds.plant(step))
    say(f"新写入项目 {added} 个" if added else "初始数据已经齐全，没有改动")
