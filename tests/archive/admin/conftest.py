"""What the tests of the administration share: an editor, and an article from a capture."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User
from archive.importing.runs import Run
from archive.models import Article
from archive.roles import EDITORS

CAPTURE = "\n".join(
    [
        "Ferry service to the islands resumes",
        "",
        "By Nora Quay",
        "",
        *(
            f"On day {day} of the strike, which nobody had expected to last so long, the company's "
            "last ferry stayed in harbour and the islanders waited for the post.\n"
            for day in ("one", "two", "three", "four")
        ),
    ]
)


@pytest.fixture
def editor_client(client: Client) -> Client:
    editor = User.objects.create_user("edda@example.org", display_name="Edda", is_staff=True)
    editor.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(editor)
    return client


@pytest.fixture
def article() -> Article:
    Run(publish=True).upload("ferry.txt", CAPTURE.encode())
    return Article.objects.get()
