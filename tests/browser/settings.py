"""The settings of a real site, and addresses that fail on purpose."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "tests.browser.urls"
