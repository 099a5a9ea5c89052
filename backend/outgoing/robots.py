"""The robot of a group in WeCom (企业微信) or DingTalk (钉钉), by the address of the settings.

WeCom: https://developer.work.weixin.qq.com/document/path/91770. DingTalk, with its signature:
https://open.dingtalk.com/document/robots/customize-robot-security-settings."""

import base64
import hmac
from typing import Any

import httpx

from backend.clock import now
from backend.config import settings
from backend.errors import Forbidden
from backend.labels import Labelled
from backend.outgoing.addresses import client
from backend.outgoing.failing import NotSent


class RobotKind(Labelled):
    WECOM = "wecom", "企业微信"
    DINGTALK = "dingtalk", "钉钉"


MOST = {RobotKind.WECOM: 2048, RobotKind.DINGTALK: 20_000}
"""Bytes of UTF-8 that a text may have."""
CUT = "……"


def is_set_up() -> bool:
    return bool(settings.robot_url)


def kind() -> RobotKind:
    return RobotKind(settings.robot_kind)


def group() -> str:
    return f"{kind().label}群"


async def deliver(subject: str, text: str) -> None:
    """Let the robot say it in its group, or tell in words why it did not. Its address is a secret and never told."""
    assert settings.robot_url, "ask `is_set_up` first"
    address = httpx.URL(settings.robot_url.get_secret_value()).copy_merge_params(_signature())
    try:
        async with client() as http:
            answer = await http.post(address, json=said(f"{subject}\n{text}", kind()))
    except Forbidden as error:
        raise NotSent(error.message) from None
    except httpx.TransportError as error:
        raise NotSent(f"连不上{group()}机器人的服务器（{type(error).__name__}）") from None
    except httpx.InvalidURL:
        raise NotSent("SANPI_ROBOT_URL 不是一个网址，请核对", final=True) from None
    _check(answer)


def said(text: str, robot: RobotKind) -> dict[str, Any]:
    """Both take a plain text in the same shape."""
    return {"msgtype": "text", "text": {"content": shortened(text, MOST[robot])}}


def shortened(text: str, most: int) -> str:
    """Cut to so many bytes, never inside of a character."""
    raw = text.encode()
    if len(raw) <= most:
        return text
    return raw[: most - len(CUT.encode())].decode(errors="ignore") + CUT


def signature(secret: str, milliseconds: int) -> str:
    """DingTalk's: HMAC-SHA256 of the time and the secret, with the secret."""
    words = f"{milliseconds}\n{secret}".encode()
    return base64.b64encode(hmac.digest(secret.encode(), words, "sha256")).decode()


def _signature() -> dict[str, str]:
    if kind() is not RobotKind.DINGTALK or not settings.robot_secret:
        return {}
    milliseconds = int(now().timestamp() * 1000)
    return {"timestamp": str(milliseconds), "sign": signature(settings.robot_secret.get_secret_value(), milliseconds)}


def _check(answer: httpx.Response) -> None:
    """Both answer 200 also to what they refuse, and say so in the body."""
    if answer.status_code != httpx.codes.OK:
        raise NotSent(f"{group()}机器人的服务器答复 {answer.status_code}")
    try:
        told = answer.json()
        code, words = told["errcode"], str(told.get("errmsg", ""))[:200]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NotSent(f"{group()}机器人的服务器答复读不懂，请核对 SANPI_ROBOT_URL") from None
    if code != 0:
        raise NotSent(f"{group()}机器人没有收下：{code} {words}")
