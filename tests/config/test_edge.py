"""Text that no page can use is a plain 400 or 413, never a 500."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from config.wsgi import application

FORM = "application/x-www-form-urlencoded"
PART = (
    "--B\r\nContent-Disposition: form-data; {}\r\nContent-Type: text/plain\r\n\r\n{}\r\n--B--\r\n"
)


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    "address", ["/%00", "/admin/%00/", "/livez?a=%00", "/livez?%00=a", "/livez?a=1&a=%00"]
)
def test_a_nul_in_an_address_is_refused(visitor: Client, address: str) -> None:
    response = visitor.get(address)
    assert response.status_code == 400
    assert b"NUL" in response.content
    assert response["Cache-Control"] == "no-store"


def test_a_nul_in_a_form_is_refused(visitor: Client) -> None:
    for fields in ({"a": "\0"}, {"\0": "a"}):
        assert visitor.post("/admin/login/", fields).status_code == 400
        plain = "&".join(f"{k}={v}" for k, v in fields.items()).replace("\0", "%00")
        assert visitor.post("/admin/login/", plain, content_type=FORM).status_code == 400


def test_a_nul_in_a_file_name_is_refused(visitor: Client) -> None:
    body = PART.format('name="f"; filename="a\0b.txt"', "text")
    response = visitor.post("/livez", body, content_type="multipart/form-data; boundary=B")
    assert response.status_code in {400, 405}  # Django may drop it before we see it


def test_a_nul_in_a_cookie_is_refused(visitor: Client) -> None:
    for cookie in ('session="aaaaaaaaaaaa\\000"', "a=b; session=\0"):
        assert visitor.get("/admin/", headers={"Cookie": cookie}).status_code == 400


def serve(address: str, content_type: str, body: bytes = b"a=b") -> tuple[int, bytes]:
    """POST to the application as gunicorn calls it: the test client builds requests itself."""
    statuses: list[str] = []
    environ = RequestFactory().post(address, body, content_type="text/plain").environ
    environ["CONTENT_TYPE"] = content_type
    answer = application(environ, lambda status, headers: statuses.append(status))
    return int(statuses[0][:3]), b"".join(answer)


@pytest.mark.django_db  # only since a request's end closes idle connections
@pytest.mark.parametrize(
    "parameter",
    [
        *(f"charset={name}" for name in ("utf-7", "utf-16", "rot13", "hex", "no-such", "latin-1")),
        "charset*=no-such''utf-8",
        "charset*=rot13''%41",
        "anything*=no-such''x",
        "charset=" + "x" * 10_000,
    ],
)
@pytest.mark.parametrize("address", ["/livez", "/livez?a=%2BAGE-"])
def test_text_that_claims_not_to_be_utf8_is_refused(address: str, parameter: str) -> None:
    for kind in (FORM, "text/plain", "multipart/form-data; boundary=B"):
        status, words = serve(address, f"{kind}; {parameter}")
        assert (status, words) == (400, b"Please send text as UTF-8.\n")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "parameter", ["", "; charset=utf-8", "; charset=UTF-8", '; charset="utf-8"']
)
def test_utf8_passes(parameter: str) -> None:
    assert serve("/livez", FORM + parameter, "a=ü".encode())[0] == 403  # it reached the CSRF check


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/%ff%fe/",  # not UTF-8
        "/%ed%a0%80/",  # a lone surrogate, in bytes
        "/livez?a=%ed%a0%80",
        "/livez?a=%ff",
        "/livez?a=%u0000",
        "/livez?%",
        "/%e2%80%ae/",  # right-to-left override
    ],
)
def test_malformed_encodings_are_never_an_error(visitor: Client, address: str) -> None:
    assert visitor.get(address).status_code in {200, 404}


@pytest.mark.parametrize(
    "body",
    [
        PART.format("name*=no-such''a", "x"),
        PART.format("name*=utf-7''%2B2AA-", "x"),
        PART.format("name*=rot13''a", "x"),
        PART.format("name=\"f\"; filename*=hex''a", "x"),
        PART.format("", "x"),
        "no boundary at all",
        "--B\r\n",
        "",
    ],
)
def test_malformed_multipart_is_never_an_error(visitor: Client, body: str) -> None:
    response = visitor.generic("POST", "/livez", body, "multipart/form-data; boundary=B")
    assert response.status_code in {400, 405}
    response = visitor.generic("POST", "/livez", body, "multipart/form-data")
    assert response.status_code in {400, 405}


def test_a_body_over_the_limit_is_refused(visitor: Client, settings) -> None:
    settings.UPLOAD_LIMIT = 2_000
    file = SimpleUploadedFile("a.txt", b"x" * 2_001)
    assert visitor.post("/livez", {"file": file}).status_code == 413
    assert visitor.post("/livez", b"x" * 2_001, content_type="text/plain").status_code == 413
    assert visitor.post("/livez", b"x" * 1_999, content_type="text/plain").status_code == 405


def test_a_field_over_the_limit_is_refused(visitor: Client, settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = visitor.post("/livez", "a=" + "x" * 200, content_type=FORM)
    assert response.status_code == 413
    assert response.content == b"This is longer than this site accepts.\n"


@pytest.mark.parametrize("length", ["-5", "many", "", "٣"])
def test_a_length_that_is_no_number_is_never_an_error(visitor: Client, length: str) -> None:
    assert visitor.post("/livez", {"a": "b"}, CONTENT_LENGTH=length).status_code in {400, 405}
