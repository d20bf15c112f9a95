"""What a failure to send means: for the mail, for those behind it, and in words to be kept."""

import re
import smtplib
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured

SERVICE_CLOSES = 421  # the server ends the session, whatever it was asked
LONGEST = 300  # of a server's words, which can be a page of advice
# Servers quote what they refuse, and a link in a mail may open an account.
LINK = re.compile(r"\S*/\S*")


class MailServerAway(Exception):
    """No mail can be sent at the moment. Its words are fit for the log."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """`for_good`: it would be no different tomorrow. `of_all`: it does not concern this mail more
    than any other. `session_over`: what else there is to send needs a new connection."""

    words: str
    for_good: bool = False
    of_all: bool = False
    session_over: bool = True


def refusal(error: Exception) -> Refusal:
    """What the `error` means that sending a mail raised."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, text = next(iter(error.recipients.values()))
            return _of_this_mail(code, text)
        case smtplib.SMTPDataError():
            return _of_this_mail(error.smtp_code, error.smtp_error)
        case smtplib.SMTPNotSupportedError() | ValueError():
            return Refusal(in_words(error), for_good=True)
        case OSError():  # every other one of smtplib's too: of a session that never began, or broke
            return Refusal(in_words(error), of_all=True)
    return Refusal(in_words(error))


def in_words(error: Exception) -> str:
    """What happened, without what somebody else could use."""
    match error:
        case smtplib.SMTPResponseException():
            return _quoted(error.smtp_code, error.smtp_error)
        case smtplib.SMTPException():
            return _clean(f"{type(error).__name__}: {error}")
        case OSError():
            return _clean(f"{type(error).__name__}: {error.strerror or error}")
        case ImproperlyConfigured():
            return str(error)
    return type(error).__name__  # its words may be the mail's


def _of_this_mail(code: int, text: bytes | str) -> Refusal:
    return Refusal(
        _quoted(code, text),
        for_good=500 <= code < 600,
        of_all=code == SERVICE_CLOSES,
        session_over=code == SERVICE_CLOSES,
    )


def _quoted(code: int, text: bytes | str) -> str:
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    return _clean(f"{code} {words}")


def _clean(text: str) -> str:
    return LINK.sub("…", " ".join(text.split()))[:LONGEST]
