"""Accounts, where what their members said is known: who deletes one leaves a tombstone, no hole."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.admin.users import UserAdmin
from accounts.models import User
from accounts.privacy.deletion import LastAdministrator
from archive.commenting.leaving import leave

admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts' own administration of members, but for deletion, which is a matter of comments
    too. Administrators delete others one by one, and themselves where everybody does."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return dict(actions)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return not (obj and obj.deleted_at) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj and (obj.deleted_at or obj.pk == request.user.pk):
            return False
        return request.user.is_superuser

    def get_deleted_objects(self, objs: Iterable[Any], request: HttpRequest) -> Any:
        """What the page that asks for confirmation says. Nothing that refers to a member stands
        in the way, since the row stays."""
        goes = [
            _("name, addresses, password, second factors and sessions"),
            _("mail that is not sent yet, and the list of what was"),
            _("subscriptions, which end now"),
            _("comments that wait for a moderator, and the words of withdrawn ones"),
        ]
        return goes, {}, set(), []

    def delete_view(self, request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        try:
            return super().delete_view(request, *given, **named)
        except LastAdministrator as refusal:  # the other one went a moment ago
            self.message_user(request, str(refusal), messages.ERROR)
            return redirect("admin:accounts_user_changelist")

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        leave(obj, timezone.now())
