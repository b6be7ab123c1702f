"""Reading answers: every shape LiveDesk's pages and gateways are known to send, and those nobody should send."""

import json
from collections.abc import Callable

import pytest
from support.page_example import PAGE_ANSWER

from desk_gui.livedesk import errors
from desk_gui.livedesk.answers import Reply, contacts, created_ticket, refusal, ticket, uploaded_file

Reader = Callable[[Reply], object]
READERS: list[Reader] = [created_ticket, uploaded_file, ticket, contacts]


def reply(body: object, status: int = 200, *, content_type: str = "application/json", **headers: str) -> Reply:
    content = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    return Reply(status=status, body=content, content_type=content_type, **headers)


# ------------------------------------------------------------------------------------------ what was asked for


@pytest.mark.parametrize(
    ("body", "ticket_id", "message"),
    [
        (PAGE_ANSWER, "tk_20251104_789abc", "Ticket created successfully"),
        ({"code": "0", "data": {"ticket_id": "tk_1"}}, "tk_1", ""),
        ({"code": 0.0, "data": {"ticket_id": "tk_1"}}, "tk_1", ""),
        ({"code": None, "ticket_id": "tk_1"}, "tk_1", ""),
        ({"code": 0, "ticket_id": "tk_1"}, "tk_1", ""),
        ({"ticket_id": "tk_1", "message": "done"}, "tk_1", "done"),
        ({"data": {"ticket_id": 1234567890123}}, "1234567890123", ""),
        ({"code": 0, "message": "Success", "data": {"message": "made"}}, "", "made"),
        ({"code": 0, "message": "Success", "data": {}}, "", ""),
        ({"code": 0, "message": "Success", "data": None}, "", ""),
        ({"code": 0, "message": "Success"}, "", "Success"),
        ({"message": "Ticket created successfully"}, "", "Ticket created successfully"),
        ({"code": 0, "data": {"ticket_id": None}}, "", ""),
        ({"code": 0, "data": {"ticket_id": True}}, "", ""),
        ({"code": 0, "data": {"ticket_id": ["tk"]}}, "", ""),
        ({"code": 0, "data": {"ticket_id": " tk_\u202e1\n"}}, "tk_1", ""),
    ],
)
def test_a_created_ticket_is_read(body: object, ticket_id: str, message: str) -> None:
    created = created_ticket(reply(body, 201))
    assert (created.ticket_id, created.message) == (ticket_id, message)


def test_a_byte_order_mark_is_no_trouble() -> None:
    assert created_ticket(reply(b"\xef\xbb\xbf" + json.dumps(PAGE_ANSWER).encode())).ticket_id == "tk_20251104_789abc"


@pytest.mark.parametrize(
    "body",
    [
        {"file_url": "https://x.test/a"},
        {"file_url": "https://x.test/a", "blob_key": "k", "blob_id": 7},
        {"code": 0, "message": "Success", "data": {"file_url": "https://x.test/a"}},
        {"code": 0, "file_url": "https://x.test/a"},
        {"file_url": " https://x.test/a\n"},
    ],
)
def test_an_uploaded_files_address_is_read(body: object) -> None:
    assert uploaded_file(reply(body)).file_url == "https://x.test/a"


@pytest.mark.parametrize(
    "address",
    ["", " ", None, 7, "/a", "file:///etc/passwd", "javascript:alert(1)", "https://", "ftp://x.test/a", "http://[x/"],
)
def test_an_upload_without_a_usable_address_is_unreadable(address: object) -> None:
    for body in ({"file_url": address}, {"code": 0, "message": "Success", "data": {"file_url": address}}):
        with pytest.raises(errors.UnreadableAnswer):
            uploaded_file(reply(body))


@pytest.mark.parametrize("body", [{}, {"code": 0}, {"code": 0, "data": {}}, {"code": 0, "data": None}, {"data": []}])
def test_an_upload_without_any_address_is_unreadable(body: object) -> None:
    with pytest.raises(errors.UnreadableAnswer):
        uploaded_file(reply(body))


GET_EXAMPLE = {
    "ticket_id": "tk_20251104_789abc",
    "title": "Printer paper jam",
    "description": "line 1\nline 2",
    "attachments": [
        {"file_url": "https://x.test/a", "file_name": "a.png", "file_type": "image/png", "file_size": 12},
        "odd",
    ],
    "status": "open",
    "priority": "high",
    "ticket_type": "incident",
    "requester": {
        "euid": "contact_12345",
        "name": "Zhang San",
        "channel_contacts": {
            "channel_id": 9,
            "contact_id": "-100",
            "followers": ["7562646527", 8, {"id": "9", "name": "Li"}, None],
        },
    },
    "submitter": {"id": "u_12345"},
    "assignment_team": {"id": 5, "name": "IT Support"},
    "custom_fields": {"device_sn": "PRN"},
    "conversation_list": [{"message_id": 1}],
}


def test_a_ticket_is_read_as_the_get_page_shows_it() -> None:
    seen = ticket(reply({"code": 0, "message": "Success", "data": GET_EXAMPLE}))
    assert seen.ticket_id == "tk_20251104_789abc"
    assert seen.description == "line 1\nline 2"
    assert (seen.status, seen.priority, seen.ticket_type) == ("open", "high", "incident")
    assert [(file.file_url, file.file_name, file.file_size) for file in seen.attachments] == [
        ("https://x.test/a", "a.png", 12)
    ]
    assert (seen.assignment_team.id, seen.assignment_team.name) == ("5", "IT Support")
    channel = seen.requester.channel_contacts
    assert (channel.channel_id, channel.contact_id, channel.sub_contact_id) == ("9", "-100", "")
    assert [(person.id, person.name) for person in channel.followers] == [("7562646527", ""), ("8", ""), ("9", "Li")]
    assert (seen.submitter.id, seen.custom_fields) == ("u_12345", {"device_sn": "PRN"})


@pytest.mark.parametrize("odd", [None, 5, "IT Support", [], True, {"id": None}])
def test_odd_details_of_a_ticket_are_taken_as_missing(odd: object) -> None:
    names = [name for name in GET_EXAMPLE if name != "ticket_id"]
    seen = ticket(reply({"ticket_id": 12, **dict.fromkeys(names, odd)}))
    assert seen.ticket_id == "12"
    assert seen.attachments == () or odd == []
    assert seen.requester.euid == ""
    assert seen.requester.channel_contacts.followers == ()


@pytest.mark.parametrize("odd", [None, 5, "7562646527", {"id": "7"}])
def test_followers_that_are_no_list_are_taken_as_missing(odd: object) -> None:
    seen = ticket(reply({"ticket_id": "t", "requester": {"channel_contacts": {"channel_id": "9", "followers": odd}}}))
    channel = seen.requester.channel_contacts
    assert (channel.channel_id, channel.followers) == ("9", ())


def test_a_team_may_be_a_name_and_a_size_may_be_odd() -> None:
    seen = ticket(
        reply({"ticket_id": "t", "assignment_team": "IT", "attachments": [{"file_size": -1}, {"file_size": "9"}]})
    )
    assert seen.assignment_team.name == "IT"
    assert [file.file_size for file in seen.attachments] == [0, 0]


def test_a_ticket_without_an_id_is_unreadable() -> None:
    with pytest.raises(errors.UnreadableAnswer):
        ticket(reply({"code": 0, "data": {"title": "x"}}))


@pytest.mark.parametrize(
    "body",
    [
        {
            "meta": {"count": 1},
            "payload": [{"id": 3, "name": "Li", "email": None, "phone_number": "+1", "identifier": "c"}, "odd"],
        },
        {"code": 0, "data": {"payload": [{"id": "3", "name": "Li", "phone_number": "+1", "identifier": "c"}]}},
        {"code": 0, "data": [{"id": 3, "name": "Li", "phone_number": "+1", "identifier": "c"}]},
    ],
)
def test_contacts_are_read(body: object) -> None:
    (found,) = contacts(reply(body))
    assert (found.id, found.name, found.email, found.phone_number, found.identifier) == ("3", "Li", "", "+1", "c")


@pytest.mark.parametrize("body", [{}, {"payload": None}, {"data": {"payload": {}}}, {"data": "x"}])
def test_contacts_that_are_no_list_are_unreadable(body: object) -> None:
    with pytest.raises(errors.UnreadableAnswer):
        contacts(reply(body))


# -------------------------------------------------------------------------------------- 2xx that is not an answer


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("body", "content_type", "words"),
    [
        (b"", "", ""),
        (None, "application/json", ""),
        (b"{", "application/json", ""),
        (json.dumps(PAGE_ANSWER).encode()[:-3], "application/json", ""),
        (b"[]", "application/json", ""),
        (b'"ok"', "application/json", ""),
        (b"null", "application/json", ""),
        (b"\xff\xfe\x00", "application/json", ""),
        (b"[" * 100_000, "application/json", ""),
        (b"1" * 10_000, "application/json", ""),
        (b"<html><head><title>Hotel &amp; Wi-Fi\nlogin</title></head>", "text/html", "Hotel & Wi-Fi login"),
        (b"  <!DOCTYPE html><TITLE lang=en>Log in</TITLE>", "", "Log in"),
        (b"<html><title>never closed", "text/html", ""),
        (b"<html><title", "text/html", ""),
        (b"<html>no title</html>", "text/html; charset=utf-8", ""),
        (b"<?xml version='1.0'?><Error/>", "application/xml", ""),
        (b"OK, thanks\n", "text/plain; charset=utf-8", "OK, thanks"),
        (b"\x00\x01binary", "application/octet-stream", ""),
    ],
)
def test_a_success_that_is_no_json_object_is_unreadable(
    reader: Reader, body: bytes | None, content_type: str, words: str
) -> None:
    with pytest.raises(errors.UnreadableAnswer) as caught:
        reader(reply(body, content_type=content_type))
    assert (caught.value.status, caught.value.words) == (200, words)


def test_a_create_answer_that_says_nothing_known_is_unreadable() -> None:
    for body in ({}, {"status": "ok"}, {"data": {"id": 1}}):
        with pytest.raises(errors.UnreadableAnswer):
            created_ticket(reply(body))


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ({"code": 3002, "message": "bad params"}, "3002", "bad params"),
        (
            {"code": "3002", "message": "bad params", "data": {"ticket_id": "x", "file_url": "https://x.test"}},
            "3002",
            "bad params",
        ),
        ({"code": -1}, "-1", ""),
        ({"error": {"code": 21004, "message": "auth"}}, "21004", "auth"),
        ({"error": "No file"}, "", "No file"),
    ],
)
def test_a_success_with_a_code_that_is_not_0_is_a_refusal(reader: Reader, body: object, code: str, words: str) -> None:
    with pytest.raises(errors.Refused) as caught:
        reader(reply(body))
    assert (caught.value.status, caught.value.code, caught.value.words) == (200, code, words)


@pytest.mark.parametrize("code", ["OK", True, [], {"a": 1}])
def test_a_code_that_is_no_number_is_not_guessed_at(code: object) -> None:
    with pytest.raises(errors.UnreadableAnswer):
        created_ticket(reply({"code": code, "data": {"ticket_id": "tk_1"}}))


# ------------------------------------------------------------------------------------------------- other statuses


def expected_kind(status: int) -> type[errors.Answered]:
    """Say it a second way: the table of the design, written out."""
    named: dict[int, type[errors.Answered]] = {
        401: errors.KeyRefused,
        403: errors.Forbidden,
        404: errors.NotFound,
        405: errors.NotFound,
        407: errors.ProxyLoginNeeded,
        408: errors.Conflict,
        409: errors.Conflict,
        413: errors.TooLarge,
        429: errors.Throttled,
    }
    if status in named:
        return named[status]
    if status < 200:
        return errors.UnreadableAnswer
    return {3: errors.Redirected, 4: errors.Refused}.get(status // 100, errors.ServerFailed)


@pytest.mark.parametrize("status", [101, *range(300, 600), 600, 999])
def test_every_status_has_its_error(status: int) -> None:
    for body in (b"", None, b"<html>", b'{"code": 0, "data": {"ticket_id": "tk_1", "file_url": "https://x.test"}}'):
        for reader in READERS:
            with pytest.raises(errors.Answered) as caught:
                reader(reply(body, status))
            assert type(caught.value) is expected_kind(status)
            assert caught.value.status == status


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        ({"code": 3002, "message": "bad params"}, "3002", "bad params"),
        ({"error": {"code": 21004, "message": "auth"}}, "21004", "auth"),
        ({"error": {"code": "x" * 99, "message": ["no text"]}}, "x" * 40, "no text"),
        ({"error": "No file or URL provided"}, "", "No file or URL provided"),
        ({"message": "Title can't be blank", "attributes": ["title"]}, "", "Title can't be blank (title)"),
        ({"attributes": ["title", 3, "team"]}, "", "title, team"),
        ({"message": {"a": 1}}, "", ""),
        ({"message": "one\x1b[31m\ntwo\u202e" + "x" * 900}, "", ("one [31m two" + "x" * 900)[:500]),
        ({"message": "\ud83d half"}, "", "\ufffd half"),
        ({}, "", ""),
        ([], "", ""),
    ],
)
def test_the_servers_words_are_read_in_every_shape(body: object, code: str, words: str) -> None:
    error = refusal(reply(body, 422))
    assert (error.code, error.words) == (code, words)


def test_a_hostile_page_is_read_in_no_time() -> None:
    error = refusal(reply(b"<title" * 150_000, 502, content_type="text/html"))
    assert error.words == ""


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("retry_after", "date", "seconds"),
    [
        ("0", "", 0.0),
        ("120", "", 120.0),
        (" 7 ", "", 7.0),
        ("9" * 400, "", 1e9),
        ("Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 21 Oct 2015 07:27:30 GMT", 30.0),
        ("Wed, 21 Oct 2015 07:28:00 -0000", "Wed, 21 Oct 2015 07:27:30 GMT", 30.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", "Wed, 21 Oct 2015 09:00:00 GMT", 0.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", "", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", "nonsense", 1e9),
    ],
)
def test_a_pause_is_read(status: int, retry_after: str, date: str, seconds: float) -> None:
    error = refusal(reply({}, status, retry_after=retry_after, date=date))
    assert isinstance(error, errors.Throttled)
    assert error.retry_after_s == seconds


@pytest.mark.parametrize("retry_after", ["", "soon", "-5", "1.5h", "٣", "Wed, 99 Oct 2015 07:28:00 GMT"])
def test_a_pause_that_cannot_be_read_is_none(retry_after: str) -> None:
    throttled = refusal(reply({}, 429, retry_after=retry_after))
    assert isinstance(throttled, errors.Throttled)
    assert throttled.retry_after_s is None
    assert type(refusal(reply({}, 503, retry_after=retry_after))) is errors.ServerFailed
