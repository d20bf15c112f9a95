"""All settings, from the environment. docs/operating.md explains each.

Whatever is malformed, missing or misspelt stops the start with one sentence (config/env.py).
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import available_timezones

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import services
from config.env import Env

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env(os.environ)

# Where it runs

VAR = env.folder("POSTIL_VAR", BASE_DIR / "var")  # everything Postil writes, on one machine
DEBUG = env.flag("POSTIL_DEBUG", default=False)
HTTPS = env.flag("POSTIL_HTTPS", default=False)
PROXIES = env.whole("POSTIL_PROXIES", 0, most=8)  # reverse proxies in front whose headers count
if HTTPS and not PROXIES:
    raise ImproperlyConfigured(
        "POSTIL_HTTPS is on, but Postil itself speaks plain HTTP: say in POSTIL_PROXIES how many "
        "reverse proxies stand in front, the one that speaks HTTPS included."
    )

BIND = env.text("POSTIL_BIND", "127.0.0.1")
if ":" in BIND and not BIND.startswith("["):
    BIND = f"[{BIND}]"  # an IPv6 address, as it is written before a port
PORT = env.whole("PORT", 8000, least=1, most=65535)
WORKERS = env.whole("WEB_CONCURRENCY", 2, least=1, most=64)

ALLOWED_HOSTS = env.words("POSTIL_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.words("POSTIL_TRUSTED_ORIGINS", [])
for origin in CSRF_TRUSTED_ORIGINS:
    if not origin.startswith(("https://", "http://")):
        raise ImproperlyConfigured(
            f"POSTIL_TRUSTED_ORIGINS holds {origin!r}, which has no scheme: begin it with https://."
        )
# Where links in mail lead: the worker writes some of it, and no request tells it where the site is.
_host = ALLOWED_HOSTS[0].lstrip(".").replace("*", "localhost")
ADDRESS = env.text(
    "POSTIL_ADDRESS", f"https://{_host}" if HTTPS else f"http://{_host}:{PORT}"
).rstrip("/")
if not ADDRESS.startswith("https://" if HTTPS else ("https://", "http://")):
    raise ImproperlyConfigured(
        f"POSTIL_ADDRESS is {ADDRESS!r}, which is not where the site is: write the whole address, "
        "such as https://archive.example.org."
    )

# Secrets

SECRET_LENGTH = 32  # shorter ones can be guessed from a signed cookie


def _secret(name: str, secret: str) -> str:
    if len(secret) < SECRET_LENGTH:
        raise ImproperlyConfigured(
            f"{name} is shorter than {SECRET_LENGTH} characters: use a long random text."
        )
    return secret


def _secret_key() -> str:
    """The secret key given; on a machine where `make run` has been, the one it generated."""
    kept = VAR / "secret_key"
    secret = env.find("SECRET_KEY")
    if secret is None and kept.is_file():
        secret = kept.read_text().strip()
    if secret is None:
        raise ImproperlyConfigured(
            "SECRET_KEY is not set: put a long random text in it, or in a file named by "
            f"SECRET_KEY_FILE. `make run` generates one and keeps it in {kept}."
        )
    return _secret("SECRET_KEY", secret)


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = [
    _secret("SECRET_KEY_FALLBACKS", old) for old in env.words("SECRET_KEY_FALLBACKS", [])
]

# What it is made of

INSTALLED_APPS = [
    "archive",
    "accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "config.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    # These dress every answer, so they stand outside whatever may give one.
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.headers.HeadersMiddleware",
    "config.edge.EdgeMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "accounts.middleware.AccountAnswersMiddleware",
    "accounts.second_factors.middleware.StaffDoorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

AUTHENTICATION_BACKENDS = ["accounts.authentication.EmailBackend"]

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "display_name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Accounts: allauth's settings, where its own choice is not ours

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "front"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # and what accounts/forms.py adds
ACCOUNT_FORMS = {
    "add_email": "accounts.forms.AddEmailForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "login": "accounts.forms.LoginForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "signup": "accounts.forms.SignupForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_AUTHENTICATED_REDIRECT_URL = "account_email"
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True  # only in the browser in which they signed up
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_CHANGE_EMAIL = True  # one address each; the old one stays until the new one is confirmed
ACCOUNT_EMAIL_NOTIFICATIONS = True  # of every change to what a member logs in with
ACCOUNT_REAUTHENTICATION_REQUIRED = True  # before any such change
ACCOUNT_RATE_LIMITS = {
    # A tired owner mistypes a few times; whoever guesses gets a thousand guesses a day.
    "login_failed": "10/m/ip,10/15m/key",
    "login": "30/m/ip",  # an office behind one address, coming in at nine
    "reauthenticate": "10/m/user",
    "change_password": "10/m/user",
    # Each of these sends a mail: nobody's mailbox is to be filled by somebody else.
    "reset_password": "10/m/ip,3/h/key",
    "confirm_email": "1/3m/key",
    "manage_email": "10/m/user",
    "reset_password_from_key": "20/m/ip",
    "signup": None,  # accounts/signup_defence has its own
}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
PASSWORD_RESET_TIMEOUT = 86_400  # seconds: mail may be slow, and people read it in the evening
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie of its own

# Second factors and sessions (accounts/second_factors)

MFA_ADAPTER = "accounts.second_factors.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# Else nobody with a second factor could change the e-mail address. What allauth guards against by
# it, an account with another's address and a factor, cannot log in here.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A trial on one's own machine opens without; whoever is in the open has HTTPS.
STAFF_SECOND_FACTOR = env.flag("POSTIL_STAFF_SECOND_FACTOR", default=HTTPS)
USERSESSIONS_TRACK_ACTIVITY = False  # or every page that is read would write

# What keeps machines from signing up (accounts/signup_defence)

SIGNUPS_PER_HOUR = env.whole("POSTIL_SIGNUPS_PER_HOUR", 100, least=1)
SIGNUP_WAIT = timedelta(seconds=3)  # with a password manager, people are hardly faster
SIGNUP_WAIT_WITHOUT_PROOF = timedelta(seconds=20)  # about what typing the form takes

# Database, cache, mail

DATABASES = {
    "default": services.database(
        env.text("DATABASE_URL", f"sqlite:///{quote(str(VAR / 'postil.sqlite3'))}"),
        BASE_DIR,
        env.find("DATABASE_PASSWORD"),
        pool=env.whole("POSTIL_POOL", 8, most=200),
        statement_timeout_s=env.whole("POSTIL_STATEMENT_TIMEOUT", 30, most=86_400),
        lock_timeout_s=env.whole("POSTIL_LOCK_TIMEOUT", 10, most=86_400),
    )
}

_cache_url = env.find("CACHE_URL")
CACHES = {
    # Shared by every process, so that what one worker learns the others know.
    "default": services.cache(_cache_url) if _cache_url else services.cache_table("postil_cache"),
    # Each process's own: only for what may be stale for a moment.
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"},
}
CACHES["default"]["KEY_FUNCTION"] = "config.services.cache_key"

DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("POSTIL_EMAIL_FROM", "Postil <postil@localhost>")
globals().update(services.mail(env.text("EMAIL_URL", (VAR / "mail").as_uri())))

# Search

SEARCH_TIMEOUT_MS = env.whole("POSTIL_SEARCH_TIMEOUT", 2_000, least=10, most=60_000)

# Static files

STATIC_URL = "/static/"
STATIC_ROOT = env.folder("POSTIL_STATIC", VAR / "static")
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static_files.SiteStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False

# What is let in

UPLOAD_LIMIT = env.size("POSTIL_UPLOAD_LIMIT", "5 MB")  # the whole body of a request
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000  # of it, everything that is not a file
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
API_PER_MINUTE = env.whole("POSTIL_API_PER_MINUTE", 120)  # requests from one network; 0: no limit

# What goes out with every answer: docs/operating.md says why

INDEXED = env.flag("POSTIL_INDEXED", default=True)  # search engines may find what anyone may read
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        **{
            f"{what}-src": [SELF]
            for what in ("script", "style", "img", "font", "connect", "manifest")
        },
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^livez$", "^readyz$"]  # asked by the machine itself, over plain HTTP
_hsts_seconds = env.whole("POSTIL_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_SECONDS = _hsts_seconds if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None

SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "archive.pages.expired.expired"

# Language and time

LANGUAGE_CODE = "en"
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.text("POSTIL_TIME_ZONE", "UTC")
if TIME_ZONE not in available_timezones():
    raise ImproperlyConfigured(
        f"POSTIL_TIME_ZONE is {TIME_ZONE!r}, which is no time zone: write one such as Europe/Paris."
    )

# What it says about itself

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "logging.Formatter" if DEBUG else "config.logs.OneLine",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["stderr"],
        "level": env.choice("POSTIL_LOG", "INFO", ["DEBUG", "INFO", "WARNING", "ERROR"]),
    },
    # Django's own handlers would say everything twice, and mail errors to nobody.
    "loggers": {"django": {"handlers": [], "propagate": True}},
}

env.refuse_unknown()
