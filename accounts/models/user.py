"""People. They log in by e-mail; others see only the display name."""

import secrets
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.held_name import HeldName
from accounts.names import MOST_MARKS, odd_letter, piles_marks, skeleton

DISPLAY_NAME_LENGTH = 60  # fits a phone's width on one line
# The longest a skeleton of such a name can be: NFKC and look-alikes write some letters as many.
SKELETON_LENGTH = 1_200
# What is reserved for the site's own voice.
RESERVED_NAMES = ("Deleted member", "Postil", "Administrator", "Moderator", "Editor", "Staff")


def new_public_id() -> str:
    """Twelve characters that say nothing about anybody, for the address of a member's page."""
    return secrets.token_urlsafe(9)


class UserQuerySet(models.QuerySet["User"]):
    def not_deleted(self) -> "UserQuerySet":
        return self.filter(deleted_at=None)

    def named_like(self, name: str) -> "UserQuerySet":
        """Those whose names could be taken for `name`."""
        return self.filter(name_skeleton=skeleton(name))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Addresses are kept in lower case, so that one mailbox is one account."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a user. Raises ValueError without an address."""
        if not email:
            raise ValueError("A user needs an e-mail address.")
        user: User = self.model(email=email.lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an administrator, whose address whoever makes one at the shell vouches for."""
        user = self.create_user(email, password, is_staff=True, is_superuser=True, **fields)
        addresses = apps.get_model("account", "EmailAddress")._default_manager
        addresses.create(user=user, email=user.email, verified=True, primary=True)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        user: User = self.get(email=(username or "").lower())
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """Someone who may log in: a member, a moderator, an editor or an administrator.

    A member who deletes the account leaves this row behind as a tombstone that names nobody, so
    that what others answered, and every record of moderation, still has something to point to.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(
        _("display name"),
        max_length=DISPLAY_NAME_LENGTH,
        help_text=_("What other people see. Never derived from the e-mail address."),
    )
    # Null on tombstones alone, which all bear one name.
    name_skeleton = models.CharField(  # noqa: DJ001
        max_length=SKELETON_LENGTH,
        unique=True,
        null=True,
        editable=False,
    )
    is_staff = models.BooleanField(
        _("staff"), default=False, help_text=_("May open the administration pages.")
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Inactive people cannot log in.")
    )
    mail_before_end = models.BooleanField(_("mail me before my subscription ends"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)
    deleted_at = models.DateTimeField(_("deleted at"), null=True, blank=True, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")),
                name="user_email_lower",
                violation_error_message=_("Write the e-mail address in lower case."),
            ),
            models.CheckConstraint(
                condition=models.Q(deleted_at=None, name_skeleton__isnull=False)
                | models.Q(deleted_at__isnull=False, name_skeleton=None),
                name="user_tombstone_is_nameless",
            ),
        ]

    @property
    def shown_name(self) -> str:
        """What other people read, in their language."""
        return str(_("Deleted member")) if self.deleted_at else self.display_name

    def __str__(self) -> str:
        return self.shown_name

    def clean(self) -> None:
        super().clean()
        self.email = self.email.lower()
        if not self.deleted_at:
            self.display_name = check_display_name(self.display_name, at=timezone.now(), whose=self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The skeleton always follows the name, whoever saves."""
        self.name_skeleton = None if self.deleted_at else skeleton(self.display_name)
        fields = kwargs.get("update_fields")
        if fields is not None and "display_name" in fields:
            kwargs["update_fields"] = {*fields, "name_skeleton"}
        super().save(*args, **kwargs)


def check_display_name(name: str, *, at: datetime, whose: User | None = None) -> str:
    """`name` as it will be shown, for the user `whose` or for a new one, from the moment `at`.

    Raises ValidationError, with the remedy, for a name that cannot be seen whole, that is
    reserved, or that could be taken for somebody else's.
    """
    shown = " ".join(name.split())
    odd = odd_letter(shown)
    if odd:
        raise ValidationError(
            _("The name holds a character that is not shown (%(letter)s). Leave it out."),
            code="unseen",
            params={"letter": odd},
        )
    if piles_marks(shown):
        raise ValidationError(
            _("The name piles marks upon a letter. Leave at most %(most)s on each."),
            code="piled",
            params={"most": MOST_MARKS},
        )
    own = skeleton(shown)
    if not own:
        raise ValidationError(_("Write a name that can be seen."), code="empty")
    if own in {skeleton(reserved) for reserved in RESERVED_NAMES}:
        raise ValidationError(
            _("The site itself speaks as “%(name)s”. Choose another name."),
            code="reserved",
            params={"name": shown},
        )
    pk = whose.pk if whose else None
    if User.objects.named_like(shown).exclude(pk=pk).exists():
        raise name_taken(shown)
    # Asked last: a name is held in the transaction that gives it up, so whoever sees it free
    # above sees it held here.
    if HeldName.objects.like(shown, at).exclude(member=pk).exists():
        raise ValidationError(
            _("“%(name)s” was another member’s name until lately. Choose another name."),
            code="held",
            params={"name": shown},
        )
    return shown


def name_taken(name: str) -> ValidationError:
    """What is said of a name that somebody else bears."""
    return ValidationError(
        _("“%(name)s” is, or looks like, the name of another member. Choose another name."),
        code="taken",
        params={"name": name},
    )
