"""What allauth would show here and is not shown: its searches ask for a username, which nobody has.

The state of somebody's address stands on their own page; sessions and second factors are theirs.
"""

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from allauth.usersessions.admin import UserSession
from django.contrib import admin

admin.site.unregister([EmailAddress, Authenticator, UserSession])
