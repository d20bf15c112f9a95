"""What would be in somebody's mailbox, and where the links in it lead."""

import re

from django.conf import settings

from accounts.models import OutboxMessage

LINK = re.compile(rf"{re.escape(settings.ADDRESS)}(/accounts/\S+/\S+/)$", re.MULTILINE)


def mails_to(address: str) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.filter(recipient=address).order_by("pk"))


def kinds_to(address: str) -> list[str]:
    return [mail.kind.rpartition("/")[2] for mail in mails_to(address)]


def link_to(address: str, kind: str = "") -> str:
    """Where the one link of the last mail (of a kind) leads, on this site."""
    [*_earlier, mail] = [mail for mail in mails_to(address) if mail.kind.endswith(kind)]
    [link] = LINK.findall(mail.text)
    return str(link)
