"""The suite's settings for a worker in a process of its own, whose mail goes into a file."""

from tests.settings import *  # noqa: F403

EMAIL_BACKEND = "tests.accounts.outbox.mail_log.Backend"
