"""Asks the site on this machine whether it is ready: `python -m config.probe`, exit code 0 or 1."""

import sys
import urllib.request

from config import settings


def main() -> int:
    """Ask /readyz, under a name the site answers to."""
    host = settings.ALLOWED_HOSTS[0].lstrip(".").replace("*", "localhost")
    address = f"http://127.0.0.1:{settings.PORT}/readyz"
    request = urllib.request.Request(address, headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=5):  # noqa: S310
            return 0
    except OSError as error:  # a refusal of any status is one too
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
