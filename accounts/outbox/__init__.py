"""The outbox: mail is written in the transaction that causes it, and sent by the worker.

If the transaction is undone no mail was ever written; if it is committed the mail will be sent at
least once, whatever is killed in between. It can be sent twice only when a worker dies, or loses
the database, between the mail server's acceptance and its own note of it; both copies then bear
the same Message-ID, by which most mailboxes show one.
"""

from accounts.outbox.keeping import forget_old, send_again
from accounts.outbox.refusals import MailServerAway
from accounts.outbox.sending import send_due
from accounts.outbox.writing import put, put_all

__all__ = ["MailServerAway", "forget_old", "put", "put_all", "send_again", "send_due"]
