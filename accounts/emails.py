"""Our own mails, each made of three templates in templates/emails/: <name>_subject.txt,
<name>_message.txt and <name>_message.html, the last two on the shared base.

What allauth sends has templates of its own (templates/account/email/) on the same base.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from accounts import outbox


def write(
    name: str,
    recipient: str,
    context: Mapping[str, object],
    *,
    not_before: datetime | None = None,
) -> None:
    """Write the mail `name` to `recipient` into the outbox, in the caller's transaction."""
    outbox.put(compose(name, recipient, context), kind=name, not_before=not_before)


def write_all(name: str, mails: Iterable[tuple[str, Mapping[str, object]]]) -> None:
    """The mail `name` to many, each a recipient with the context of theirs."""
    outbox.put_all((compose(name, to, context) for to, context in mails), kind=name)


def compose(name: str, recipient: str, context: Mapping[str, object]) -> EmailMultiAlternatives:
    """The mail `name`, in the language that is active. Its templates are given `context`, and
    `address`: where the site is, without a slash at the end, for links to begin with."""
    given = {"address": settings.ADDRESS, **context}
    mail = EmailMultiAlternatives(
        subject=render_to_string(f"emails/{name}_subject.txt", given).strip(),
        body=render_to_string(f"emails/{name}_message.txt", given).strip() + "\n",
        to=[recipient],
    )
    mail.attach_alternative(
        render_to_string(f"emails/{name}_message.html", given).strip(), "text/html"
    )
    return mail
