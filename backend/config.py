"""Settings of one installation, read from `SANPI_…` variables (see the table in the README)."""

from datetime import time
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AliasChoices, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).parents[1]


def _parted(value: Any) -> Any:
    return [each.strip() for each in value.split(",") if each.strip()] if isinstance(value, str) else value


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SANPI_", env_ignore_empty=True)

    data_dir: Path = Path("data")
    database_url: str | None = None
    """A PostgreSQL ≥ 15 as a URL of libpq or SQLAlchemy; without it the embedded one below `data_dir`."""

    host: str = Field("127.0.0.1", validation_alias=AliasChoices("HOST", "SANPI_HOST"))
    port: int = Field(8000, validation_alias=AliasChoices("PORT", "SANPI_PORT"))
    public_url: str | None = None
    """Where people reach this installation: for links, mails and QR codes."""
    hsts: bool = False

    place_name: str = "示范市"
    office_name: str = "重大项目办公室"
    brief_title: str = "重大项目建设周报"
    brief_mark: str = "内部资料"
    brief_report_to: str = "市委、市政府领导"
    brief_send_to: str = "各责任单位、开发区管委会"
    brief_copies: int = 50
    brief_blocks: str = "ZD-001,ZD-002,four_spurs,ZD-010"
    """Codes of the projects and programmes that a brief tells of one by one, parted by commas."""
    brief_mail_to: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_parted)] = ()
    """Addresses that get each issued brief by mail, parted by commas."""
    brief_to_robot: bool = False
    """Whether the group's robot says that a brief was issued, with its link."""
    print_seconds: int = Field(60, ge=1)
    print_memory_mb: int = Field(1024, ge=1)
    """What printing one document may take; beyond it the printer is ended, and the document has failed."""

    closing_weekday: int = Field(5, ge=1, le=7)
    """Reporting closes on this ISO weekday (5 = Friday) at `closing_time`, Beijing time."""
    closing_time: time = time(18, 0)
    evidence_url: str | None = None
    """Where files that prove something lie, such as `s3://bucket/folder` (its keys come from `AWS_…` variables);
    without it the folder `files/evidence` below `data_dir`."""
    api_rate: int = Field(100, ge=1)
    """Requests a second that one key may make of the API in the long run; `api_burst` of them at once."""
    api_burst: int = Field(1000, ge=1)
    oc4ids_prefix: str | None = Field(None, pattern=r"^oc4ids-[a-z0-9]{6}$")
    """What the help desk of the OC4IDS standard gave this house to stand before the codes of its projects."""
    smtp_host: str | None = None
    """The server that takes our mail; without it none is sent."""
    smtp_port: int = Field(465, ge=1, le=65535)
    smtp_security: Literal["tls", "starttls", "none"] = "tls"
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    mail_from: str | None = None
    """Whom our mail is from; without it `smtp_user`."""
    robot_kind: Literal["wecom", "dingtalk"] = "wecom"
    robot_url: SecretStr | None = None
    """The webhook of a group's robot in WeCom or DingTalk, with its key; `robot_secret` is DingTalk's signature."""
    robot_secret: SecretStr | None = None
    remind_by: Annotated[tuple[Literal["mail", "robot"], ...], NoDecode, BeforeValidator(_parted)] = ("mail", "robot")
    """By which of those that are set up reminders go out; the list on the site is always there."""
    allowed_addresses: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(_parted)] = ()
    """Networks inside the house that its own requests may reach nevertheless, such as `10.8.0.0/16`, parted by commas."""
    session_days: int = 30
    link_hours: int = 24

    @property
    def base_url(self) -> str:
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def files(self) -> Path:
        return self.data_dir / "files"


def read() -> Settings:
    """What the environment says. A setting that cannot be is named to whoever starts the process, which ends there."""
    try:
        return Settings()
    except ValidationError as error:
        names = "、".join(f"{variable(str(each['loc'][0]))}={each['input']}" for each in error.errors())
        raise SystemExit(f"环境变量 {names} 写得不对，请按 README 的设置表改正，或去掉") from None


def variable(name: str) -> str:
    """As it is written in the environment; `PORT` and `HOST` go without our prefix."""
    return name if name.isupper() else f"SANPI_{name.upper()}"


settings = read()
