#!/usr/bin/env python
"""Django's commands and Postil's own: `manage.py help` lists them."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    """Run one command. A malformed setting ends it with one sentence instead of a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        _ = settings.BASE_DIR
    except ImproperlyConfigured as error:
        sys.exit(f"postil: {error}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
