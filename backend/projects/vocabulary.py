"""The words of the lifecycle and of the ledger: what each value is called."""

from backend.labels import Labelled


class Stage(Labelled):
    """三个一批. A project with no entry yet is in the pipeline (储备)."""

    SIGNED = "signed", "签约"
    STARTED = "started", "开工"
    PRODUCING = "producing", "投产"


STAGES = tuple(Stage)
PIPELINE = "储备"


def has_reached(stage: Stage | None, wanted: Stage) -> bool:
    """Whether a project that stands at `stage` has come as far as `wanted`: who produces has started."""
    return stage is not None and STAGES.index(stage) >= STAGES.index(wanted)


class Condition(Labelled):
    """Whether a project goes on: it does, it stands still, or it has ended early."""

    UNDER_WAY = "under_way", "正常"
    SUSPENDED = "suspended", "停工缓建"
    TERMINATED = "terminated", "终止"


class Signal(Labelled):
    RED = "red", "红"
    AMBER = "amber", "黄"
    GREEN = "green", "绿"
    UNRATED = "unrated", "未评"


class Level(Labelled):
    PROVINCE = "province", "省级"
    PREFECTURE = "prefecture", "市级"
    COUNTY = "county", "县级"


class Nature(Labelled):
    """建设性质"""

    NEW = "new", "新建"
    EXPANSION = "expansion", "扩建"
    RENOVATION = "renovation", "改建和技术改造"
    RELOCATION = "relocation", "迁建"
    RESTORATION = "restoration", "恢复"


class YearCategory(Labelled):
    """年度类别"""

    NEW_START = "new_start", "新开工"
    CONTINUING = "continuing", "续建"
    PLANNED_PRODUCTION = "planned_production", "计划投产"
    PRELIMINARY = "preliminary", "前期"


class Datum(Labelled):
    """Which grid coordinates are measured on: a point without it can be 500 m off."""

    GCJ02 = "gcj02", "GCJ-02"
    CGCS2000 = "cgcs2000", "CGCS2000"


class Scheme(Labelled):
    """The lists that an administrator may extend."""

    KIND = "kind", "项目类型"
    AREA = "area", "片区园带"
    CLUSTER = "cluster", "产业集群"
    ANNUAL_LIST = "annual_list", "年度清单"


class AliasKind(Labelled):
    ALIAS = "alias", "别名"
    FORMER_NAME = "former_name", "曾用名"
    MERGED_CODE = "merged_code", "并入的编号"


class DutyKind(Labelled):
    """What a unit or a person has to do with a project."""

    LEAD = "lead", "牵头单位"
    RESPONSIBLE = "responsible", "责任单位"
    SUPPORTING = "supporting", "配合单位"
    AGENT = "agent", "代办单位"
    SPONSOR = "sponsor", "包联领导"
    OWNER = "owner", "责任人"
    STEWARD = "steward", "专员"
    AGENT_PERSON = "agent_person", "代办员"

    @property
    def is_of_unit(self) -> bool:
        return self in UNIT_DUTIES


UNIT_DUTIES = (DutyKind.LEAD, DutyKind.RESPONSIBLE, DutyKind.SUPPORTING, DutyKind.AGENT)


class Cause(Labelled):
    """Why a project stands still."""

    FUNDS = "funds", "资金"
    LAND = "land", "用地"
    PERMITS = "permits", "手续"
    MARKET = "market", "市场"
    LITIGATION = "litigation", "诉讼"
    OTHER = "other", "其他"
