"""What the fields of the calendar are called."""

TITLES = {
    "day": "日期",
    "day_kind": "放假还是上班",
    "days_added": "新增天数",
    "days_changed": "改动天数",
    "days_unchanged": "已有天数",
    "holiday": "节日",
    "is_known": "是不是已公布",
    "named_days": "放假和调休上班的日子",
    "source": "依据",
    "text": "通知内容",
    "working_days": "工作日数",
}
