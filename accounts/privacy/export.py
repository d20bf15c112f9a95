"""The export: everything here that names a member, as one JSON document.

It is written section by section and row by row, so that a member who has said much costs no more
memory than one who has not. docs/export.md describes the format.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder

from accounts.models import HeldName, OutboxMessage, Subscription, User

FORMAT = "postil member export"
VERSION = 1  # grows when a section changes its meaning, not when one is added
ROWS_AT_ONCE = 200

# Every relation to a user, and the section that tells it. A test holds that none is forgotten.
TOLD = {
    "accounts.User_groups.user": "account",
    "accounts.User_user_permissions.user": "account",
    "accounts.HeldName.member": "names_held",
    "account.EmailAddress.user": "email_addresses",
    "mfa.Authenticator.user": "second_factors",
    "usersessions.UserSession.user": "sessions",
    "accounts.Subscription.user": "subscriptions",
}
# What they did to the site or to others, as staff: that they did, and when. The moment's field.
ACTS = {
    "accounts.GiftCode.made_by": "made_at",
    "accounts.Grant.granted_by": "granted_at",
    "accounts.Subscription.ended_by": "ends_at",
    "admin.LogEntry.user": "action_time",
}

Row = dict[str, Any]
Section = tuple[str, Row | Iterable[Row]]


def sections(member: User, at: datetime) -> Iterator[Section]:
    """What accounts knows of `member`."""
    yield "format", {"name": FORMAT, "version": VERSION, "made_at": at}
    yield "account", _account(member)
    held = HeldName.objects.filter(member=member).order_by("until")
    yield "names_held", ({"until": row.until} for row in held)
    addresses = EmailAddress.objects.filter(user=member).order_by("pk")
    yield "email_addresses", _picked(addresses, "email", "verified", "primary")
    factors = Authenticator.objects.filter(user=member).order_by("pk")
    yield "second_factors", _picked(factors, "type", "created_at", "last_used_at")
    sessions = UserSession.objects.filter(user=member).order_by("pk")
    yield "sessions", _picked(sessions, "created_at", "last_seen_at", "ip", "user_agent")
    yield "subscriptions", _subscriptions(member)
    yield "mail", _mail(member)


def acts(member: User, told: Mapping[str, str]) -> Iterator[Row]:
    """What `member` did, by relations such as `ACTS`."""
    for relation, moment in sorted(told.items()):
        label, role = relation.rsplit(".", 1)
        rows = apps.get_model(label)._default_manager.filter(**{role: member}).order_by("pk")
        for pk, at in rows.values_list("pk", moment).iterator(ROWS_AT_ONCE):
            yield {"record": label, "id": pk, "as": role, "at": at}


def written(document: Iterable[Section]) -> Iterator[str]:
    """`document` as JSON, piece by piece."""
    opening = "{\n"
    for name, content in document:
        yield f"{opening}{_json(name)}: "
        yield from [_json(content)] if isinstance(content, dict) else _list(content)
        opening = ",\n"
    yield "\n}\n"


def _list(rows: Iterable[Row]) -> Iterator[str]:
    opening = "[\n"
    for row in rows:
        yield opening + _json(row)
        opening = ",\n"
    yield "[]" if opening == "[\n" else "\n]"


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def _picked(rows: Any, *fields: str) -> Iterator[Row]:
    yield from rows.values(*fields).iterator(ROWS_AT_ONCE)


def _account(member: User) -> Row:
    return {
        "public_id": member.public_id,
        "email": member.email,
        "display_name": member.display_name,
        "joined": member.date_joined,
        "last_login": member.last_login,
        "active": member.is_active,
        "has_password": member.has_usable_password(),
        "mail_before_end": member.mail_before_end,
        "staff": member.is_staff,
        "administrator": member.is_superuser,
        "groups": list(member.groups.order_by("name").values_list("name", flat=True)),
        "permissions": list(
            member.user_permissions.order_by("codename").values_list("codename", flat=True)
        ),
    }


def _subscriptions(member: User) -> Iterator[Row]:
    rows = Subscription.objects.filter(user=member).order_by("starts_at", "pk")
    for row in rows.select_related("plan", "grant", "gift_code"):
        code, grant = getattr(row, "gift_code", None), getattr(row, "grant", None)
        given = {"at": grant.granted_at, "reason": grant.reason} if grant else None
        yield {
            "plan": row.plan.name,
            "status": row.status,
            "from": row.provider,
            "reference": row.reference,
            "starts_at": row.starts_at,
            "ends_at": row.ends_at,
            "paid_from": row.paid_from,
            "end_reason": row.end_reason,
            "granted": given,
            "gift_code_ending": code.ending if code else None,
        }


def _mail(member: User) -> Iterator[Row]:
    """Of mail to addresses that are known to be the member's: an address that is not verified may
    be somebody else's, whose mail this would tell."""
    own = EmailAddress.objects.filter(user=member, verified=True).values("email")
    mail = OutboxMessage.objects.filter(recipient__in=own).order_by("written_at", "pk")
    yield from _picked(mail, "kind", "recipient", "subject", "written_at", "sent_at", "given_up_at")
