"""Who someone is who comes with an e-mail address and a password, and what they may do."""

from typing import TYPE_CHECKING, Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission
from django.db.models import Aggregate, Case, CharField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Concat

from accounts.models import User

if TYPE_CHECKING:
    from django.http import HttpRequest


class Joined(Aggregate):
    """Texts of one group with a space between them, in no order."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, ' ')"
    output_field = CharField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **context)


class EmailBackend(AuthenticationBackend):
    """allauth's own, but what it says and how long it takes is the same for whoever may not come
    in: strangers, the inactive, those who left, and those who never confirmed their address.

    Of the last, allauth would say that the password is right. Then somebody could sign up with
    another's address and, by logging in with it, learn whether it had an account before.
    """

    def _authenticate(self, request: "HttpRequest | None", **credentials: Any) -> User | None:
        """Exactly one password is hashed, whoever asks (allauth hashes one where this does not)."""
        email = str(credentials.get("email") or "").lower()
        user = User.objects.filter(email=email).first()
        if user is None:
            return None
        self._did_check_password = True
        right = user.check_password(credentials["password"])
        return user if right and self.user_can_authenticate(user) and _confirmed(user) else None

    def get_user(self, user_id: int) -> User | None:
        """With what they may do where they are of the staff, in the same query: a page that the
        staff read has no more queries to spend than anybody's."""
        user = User.objects.annotate(granted=_granted()).filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """None for anybody beyond the staff, whatever groups they were left in."""
        if not (user_obj.is_staff or user_obj.is_superuser):
            return set()
        granted = getattr(user_obj, "granted", None)
        elsewhere = obj is not None or user_obj.is_superuser or not user_obj.is_active
        if granted is None or elsewhere:
            return super().get_all_permissions(user_obj, obj)
        return set(granted.split())


def _granted() -> Case:
    """Permissions as Django names them, one's own and one's groups'; none beyond the staff."""
    theirs = Q(user=OuterRef("pk")) | Q(group__user=OuterRef("pk"))
    names = Concat("content_type__app_label", Value("."), "codename")
    every = Permission.objects.filter(theirs).order_by().values(everybody=Value(1))
    joined = every.annotate(names=Joined(names)).values("names")
    return Case(When(is_staff=True, then=Subquery(joined)), default=None)


def _confirmed(user: User) -> bool:
    return EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists()
