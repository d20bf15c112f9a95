"""Members, as administrators see them."""

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.forms import UserChangeForm as StockUserChangeForm
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from accounts.addresses import check_address
from accounts.admin.addresses import corrected
from accounts.admin.second_factors import remove_second_factors
from accounts.models import User
from accounts.privacy.deletion import LastAdministrator, leave_an_administrator

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class UserCreationForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "display_name")


class UserChangeForm(StockUserChangeForm):
    def clean(self) -> dict[str, Any] | None:
        """Whoever takes from the last administrator what makes them one locks everybody out."""
        data = super().clean()
        flags = ("is_active", "is_staff", "is_superuser")
        if not all(self.cleaned_data.get(flag, True) for flag in flags):
            try:
                leave_an_administrator(self.instance)
            except LastAdministrator as refusal:
                raise ValidationError(str(refusal), code="last_administrator") from refusal
        return data


@admin.register(User)
class UserAdmin(StockUserAdmin):
    """Django's own, for people who log in by e-mail."""

    form = UserChangeForm
    add_form = UserCreationForm
    formfield_overrides = {models.EmailField: {"validators": [check_address]}}
    list_display = ("email", "confirmed", "display_name", "is_staff", "is_active", "date_joined")
    list_filter = ("is_staff", "is_superuser", "is_active", "groups")
    search_fields = ("email", "display_name")
    ordering = ("email",)
    readonly_fields = ("confirmed", "date_joined", "last_login")
    fieldsets = (
        (None, {"fields": ("email", "confirmed", "display_name", "password")}),
        (
            _("Permissions"),
            {"fields": ("is_active", "is_staff", "is_superuser", "groups", "user_permissions")},
        ),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (
            None,
            {
                "classes": ("wide",),
                "fields": ("email", "display_name", "usable_password", "password1", "password2"),
            },
        ),
    )

    actions = (remove_second_factors,)

    def has_let_back_in_permission(self, request: "HttpRequest") -> bool:
        return request.user.is_superuser

    def get_readonly_fields(self, request: "HttpRequest", obj: Any = None) -> tuple[str, ...]:
        """One's own address is changed on one's own page, where the old one stays until the new
        one is confirmed: who mistyped it here would be locked out."""
        own = ("email",) if obj and obj.pk == request.user.pk else ()
        return (*super().get_readonly_fields(request, obj), *own)

    def save_model(self, request: "HttpRequest", obj: User, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            former = form.initial["email"]
            if former != obj.email:  # in lower case now
                corrected(request, obj, former)

    def get_queryset(self, request: "HttpRequest") -> "QuerySet[User]":
        address = EmailAddress.objects.filter(user=OuterRef("pk"), email=OuterRef("email"))
        users: QuerySet[User] = super().get_queryset(request)
        return users.annotate(address_confirmed=Exists(address.filter(verified=True)))

    @admin.display(
        boolean=True, description=_("address confirmed"), ordering=F("address_confirmed")
    )
    def confirmed(self, user: User) -> bool:
        """Until it is they cannot log in: the way in is "Forgot your password?"."""
        return bool(getattr(user, "address_confirmed", False))
