"""Mail by the SMTP server of the settings."""

import ssl
from collections.abc import Sequence
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from uuid import UUID

import aiosmtplib

from backend.clock import BEIJING, now
from backend.config import settings
from backend.outgoing.failing import NotSent
from backend.outgoing.posting import Attachment

SECONDS = 30.0


def is_set_up() -> bool:
    return bool(settings.smtp_host and sender())


def sender() -> str:
    return settings.mail_from or settings.smtp_user or ""


async def deliver(message_id: UUID, to: str, subject: str, text: str, attachments: Sequence[Attachment] = ()) -> None:
    """Hand one mail to the server, or say in words why it was not taken. Sent again it carries the same Message-ID."""
    mail = written(message_id, to, subject, text, attachments)
    secret = settings.smtp_password
    try:
        await aiosmtplib.send(
            mail,
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_user,
            password=secret.get_secret_value() if secret else None,
            use_tls=settings.smtp_security == "tls",
            start_tls=settings.smtp_security == "starttls",
            timeout=SECONDS,
        )
    except aiosmtplib.SMTPAuthenticationError as error:
        raise NotSent("邮件服务器不认账号或密码，请核对 SANPI_SMTP_USER 和 SANPI_SMTP_PASSWORD") from error
    except aiosmtplib.SMTPRecipientsRefused as error:
        refusal = error.recipients[0]
        raise NotSent(f"邮件服务器不收这个地址：{refusal.code} {refusal.message}", final=refusal.code >= 500) from error
    except aiosmtplib.SMTPResponseException as error:
        raise NotSent(f"邮件服务器退回：{error.code} {error.message}", final=error.code >= 550) from error
    except (aiosmtplib.SMTPException, OSError, ssl.SSLError) as error:
        place = f"{settings.smtp_host}:{settings.smtp_port}"
        raise NotSent(f"连不上邮件服务器 {place}（{type(error).__name__}），请核对地址、端口和加密方式") from error


def written(message_id: UUID, to: str, subject: str, text: str, attachments: Sequence[Attachment] = ()) -> EmailMessage:
    mail = EmailMessage()
    address = sender()
    mail["From"] = formataddr((f"{settings.place_name}{settings.office_name}", address))
    mail["To"] = to
    mail["Subject"] = " ".join(subject.split())
    mail["Date"] = format_datetime(now().astimezone(BEIJING))
    mail["Message-ID"] = f"<{message_id}@{address.rpartition('@')[2] or 'sanpi'}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(text)
    for each in attachments:
        main, _, sub = each.media_type.partition("/")
        mail.add_attachment(each.data, maintype=main, subtype=sub, filename=each.name)
    return mail
