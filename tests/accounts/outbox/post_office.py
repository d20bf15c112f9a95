"""A mail server that speaks real SMTP and refuses what it is told to, by whom the mail is for."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

REFUSED_ADDRESSES = {
    "unknown": "550 5.1.1 There is nobody of that name",
    "full": "452 4.2.2 The mailbox is full",
    "busy": "421 4.7.0 Too many connections",
}
# Said after the mail was read.
REFUSED_MAIL = {
    "spam": "554 5.7.1 Refused for https://spam.example/key/abc123 in it",
    "slow": "451 4.3.0 Try again later",
}
REFUSED_SENDERS = {"stranger@example.org": "550 5.7.1 Relaying denied"}
HANGS_UP = "hangup"


class PostOffice:
    """What came in, each with whom it was for; and how often anybody came."""

    def __init__(self) -> None:
        self.accepted: list[tuple[str, EmailMessage]] = []
        self.sessions = 0
        self.port = 0

    def accepted_for(self) -> list[str]:
        return [recipient for recipient, _mail in self.accepted]


class _Session(socketserver.StreamRequestHandler):
    office: PostOffice

    def handle(self) -> None:
        self.office.sessions += 1
        self._say("220 post office")
        for line in self.rfile:
            command, _space, rest = line.decode().strip().partition(" ")
            if not self._answer(command.upper(), rest):
                return

    def _answer(self, command: str, rest: str) -> bool:
        """Whether the session goes on."""
        if command == "MAIL":
            return self._say(REFUSED_SENDERS.get(_address(rest), "250 ok"))
        if command == "RCPT":
            self.recipient = _address(rest)
            name = self.recipient.partition("@")[0]
            if name == HANGS_UP:
                return False
            said = REFUSED_ADDRESSES.get(name, "250 ok")
            return self._say(said) and not said.startswith("421")
        if command == "DATA":
            self._say("354 go on")
            return self._say(self._take())
        self._say({"QUIT": "221 bye"}.get(command, "250 ok"))
        return command != "QUIT"

    def _take(self) -> str:
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line.removeprefix(b"."))
        refused = REFUSED_MAIL.get(self.recipient.partition("@")[0])
        if not refused:
            mail = message_from_bytes(b"".join(lines), policy=policy.default)
            self.office.accepted.append((self.recipient, mail))
        return refused or "250 taken"

    def _say(self, words: str) -> bool:
        self.wfile.write(f"{words}\r\n".encode())
        return True


def _address(rest: str) -> str:
    return rest.partition("<")[2].partition(">")[0]


@contextmanager
def open_office() -> Iterator[PostOffice]:
    """A post office on a port of its own, until the test is over."""
    office = PostOffice()
    session = type("Session", (_Session,), {"office": office})
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), session) as server:
        server.daemon_threads = True
        office.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=[0.05])
        thread.start()
        try:
            yield office
        finally:
            server.shutdown()
            thread.join()
