"""What the ledger's columns are called: one source for forms, facts and the sentences of the timeline."""

LABELS = {
    "code": "项目编号",
    "name": "项目名称",
    "short_name": "简称",
    "national_code": "国家项目代码",
    "kind": "项目类型",
    "area": "片区园带",
    "cluster": "产业集群",
    "programme": "项目群",
    "programme_id": "项目群",
    "level": "级别",
    "nature": "建设性质",
    "year_category": "年度类别",
    "industry_code": "行业代码",
    "content": "建设规模及主要内容",
    "site": "建设地点",
    "region_code": "行政区划代码",
    "longitude": "经度",
    "latitude": "纬度",
    "datum": "坐标系",
    "land_mu": "用地",
    "standard_land": "标准地",
    "total_investment": "总投资",
    "fixed_investment": "其中固定资产投资",
    "funds_source": "资金来源",
    "statistics_registered_on": "统计入库日期",
    "planned_start_on": "计划开工",
    "planned_completion_on": "计划竣工",
    "completed_on": "实际竣工",
    "planned_production_on": "计划投产",
    "expected_output": "预计年产值",
    "expected_tax": "预计年税收",
    "expected_jobs": "预计就业",
    "actual_output": "实际年产值",
    "expected_profit": "预计年利润",
    "expected_energy_tce": "预计年能耗",
    "two_high": "两高项目",
    "new_capacity": "新增产能",
    "remark": "备注",
    "investment_reason": "总投资变化原因",
    "investment_document": "总投资变化依据",
}

MONEY = frozenset({"total_investment", "fixed_investment", "expected_output", "expected_tax", "expected_profit"})


def label(name: str) -> str:
    """By column or by field of a form, whose amounts end in their unit."""
    return LABELS[name.removesuffix("_wan")]
