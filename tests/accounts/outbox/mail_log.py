"""A mail server that takes every mail, slowly, and writes a line for it into the file MAIL_LOG.

Where DIES_AT says so, its process is killed at the third mail, "before" it is taken or "after".
"""

import os
import random
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

SLOWNESS_S = 0.03


class Backend(BaseEmailBackend):
    taken = 0

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        for message in messages:
            time.sleep(random.uniform(0, SLOWNESS_S))
            self._die("before")
            headers = message.message()
            with Path(os.environ["MAIL_LOG"]).open("a") as log:
                log.write(f"{headers['Message-ID']} {headers['To']}\n")
            self._die("after")
            Backend.taken += 1
            time.sleep(random.uniform(0, SLOWNESS_S))
        return len(messages)

    def _die(self, moment: str) -> None:
        if os.environ.get("DIES_AT") == moment and self.taken == 2:
            os.kill(os.getpid(), signal.SIGKILL)
