"""The form of the week after somebody else was faster: what does not clash is in it already, and where both wrote one's
own words stand with theirs beside them, to choose."""

from typing import Any

from backend.errors import DomainError
from backend.updates.models import Update
from backend.web.formats import wan
from backend.web.forms import Clash, Form


def both(form: Form[Any], refusal: DomainError, standing: Update) -> None:
    if "clashing" not in refusal.more:
        return
    form.posted |= refusal.more["merged"]
    form.posted.pop("theirs", None)
    for unit in refusal.more["clashing"]:
        name = "invested_wan" if "unchanged" in unit else unit[0]
        form.clashes[name] = Clash(refusal.more["whose"][name], _said(standing, name))
    form.errors |= {name: f"{clash.who} 写的是：{clash.said}" for name, clash in form.clashes.items()}
    if refusal.more["kept"]:
        form.errors[""] = f"{form.errors.get('', refusal.message)}。{refusal.more['kept']}"


def _said(standing: Update, name: str) -> str:
    if name != "invested_wan":
        return str(getattr(standing, name) or "没有写")
    if standing.unchanged:
        return "本周无变化" + (f"（{standing.unchanged_reason}）" if standing.unchanged_reason else "")
    return wan(standing.invested)
