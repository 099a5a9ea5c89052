"""What the fields of this room's API are called in Chinese."""

TITLES = {
    "assigned_at": "交办时间",
    "assigned_by": "交办人",
    "assignment": "交办",
    "assignments": "批示交办",
    "said": "写了什么",
    "said_at": "写的时间",
    "said_by": "谁写的",
    "source_id": "来源的编号",
    "standing": "办理状态",
    "steps": "办理记录",
    "what": "要办什么",
}
