"""The settings of a real site, with shorter waits, and addresses that fail on purpose."""

from datetime import timedelta

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.browser.urls"
STAFF_SECOND_FACTOR = True  # as where there is HTTPS
SIGNUP_WAIT = timedelta(seconds=1)
SIGNUP_WAIT_WITHOUT_PROOF = timedelta(seconds=4)
