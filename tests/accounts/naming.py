"""Where rows name a member."""

from typing import Any

from django.apps import apps
from django.core.mail import EmailMessage

from accounts import outbox
from accounts.models import User


def mail_to(address: str) -> None:
    outbox.put(EmailMessage("A subject", "Some words", to=[address]), "test")


def relations() -> list[tuple[Any, str]]:
    """Every relation to a user, of whatever app."""
    return [
        (model, field.name)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation and field.related_model is User
        if not field.many_to_many
    ]
