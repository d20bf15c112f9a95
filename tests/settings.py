"""The real settings, with everything moved away that a test must not touch or wait for."""

import os
import tempfile
from pathlib import Path

for name in [name for name in os.environ if name.startswith("POSTIL_")]:
    del os.environ[name]  # the developer's own must not decide what a test sees
os.environ["SECRET_KEY"] = "only-for-tests-" * 4
var = tempfile.TemporaryDirectory(prefix="postil-tests-")  # gone when the process ends
os.environ["POSTIL_VAR"] = var.name
os.environ["POSTIL_HOSTS"] = "localhost,127.0.0.1,[::1],testserver"
os.environ["POSTIL_LOG"] = "WARNING"
# SQLite unless the suite is run on a database server; never the developer's own database.
os.environ.setdefault("DATABASE_URL", "sqlite:///:memory:")

from config.settings import *  # noqa: E402, F403
from config.settings import STATIC_ROOT, STORAGES, TEMPLATES  # noqa: E402
from tests.loud_templates import LoudString  # noqa: E402

# Here, since Django makes its engines anew where a test changes a setting that they know of.
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = LoudString("missing")
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True  # static files without collecting them
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # thousands of log-ins
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

Path(STATIC_ROOT).mkdir()
