"""The shape of every error of the API (RFC 9457), and what each stable code means."""

from dataclasses import dataclass
from typing import Any

from pydantic import ConfigDict, Field

from backend.web.schema import Output


class FieldProblem(Output):
    pointer: str
    wanted: str
    got: Any


class Problem(Output):
    """`code` is for programs, `detail` for people. A refused field is in `errors`; other members depend on the code."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=False)

    type: str
    title: str
    status: int
    detail: str
    code: str
    request_id: str
    errors: list[FieldProblem] = Field(default_factory=list)


@dataclass(frozen=True)
class Meaning:
    code: str
    status: int
    when: str
    what_to_do: str


MEANINGS = [
    Meaning("malformed", 400, "请求读不懂，或 cursor 被改动、换了筛选条件", "检查写法；清单从第一页重新读取"),
    Meaning(
        "unauthenticated", 401, "没有带密钥，或密钥不对、过期、作废", "带上 Authorization: Bearer，或向管理员换一把"
    ),
    Meaning("forbidden", 403, "密钥是只读的，或这件事要由人来做", "换一把读写密钥，或请项目办在页面上办理"),
    Meaning("not_found", 404, "没有这个地址，没有这个编号，或不在密钥的范围内", "核对地址和编号"),
    Meaning("method_not_allowed", 405, "这个地址不接受这种方法", "看答复头 Allow"),
    Meaning("conflict", 409, "与已有的记录冲突，例如第二次开工、编号重复", "按 detail 的说明处理；重发没有用"),
    Meaning(
        "still_running", 409, "同一个 Idempotency-Key 的请求还在处理", "等 Retry-After 秒后原样重发，就得到它的答复"
    ),
    Meaning("gone", 410, "变更的 cursor 已失效：数据库从备份恢复过，或记录不在这里", "按 restart 的地址从头读取"),
    Meaning(
        "stale",
        412,
        "读取之后已被他人修改；current 是现在的内容，given 是您要改成的",
        "对照两份内容，用 current_etag 再改一次",
    ),
    Meaning("too_large", 413, "内容超过 1 MiB", "分成几次发送"),
    Meaning("unsupported_media_type", 415, "内容不是 JSON", "带 Content-Type: application/json"),
    Meaning(
        "invalid",
        422,
        "有的字段或参数填得不对；errors 逐项写明位置、要求和收到的值",
        "按 errors 逐项改正；什么都没有保存",
    ),
    Meaning(
        "key_reused", 422, "这个 Idempotency-Key 已用于另一个请求：地址或内容不同", "新的请求换一个；重发的请求要原样"
    ),
    Meaning("precondition_required", 428, "修改时没有带 If-Match", "先读取，把读到的 ETag 放进 If-Match"),
    Meaning("too_many_requests", 429, "请求太密", "等 Retry-After 秒后再试"),
    Meaning("internal_error", 500, "系统出错，已记录", "过一会儿再试；仍不行，把 request_id 告诉管理员"),
    Meaning("unavailable", 503, "数据库暂时连不上", "等 Retry-After 秒后再试；没有收到 2xx 的都可以原样重发"),
]
