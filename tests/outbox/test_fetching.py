"""What a link leads to: fetched when asked for, by its content, within limits, and never from inside a network."""

import asyncio
import ipaddress
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from support.certificates import self_signed
from support.outbox import Outbox
from support.web_server import Page, WebSite

from desk_gui.outbox.desk import AddFiles, FetchLink, FileSource, ListTickets, RemoveAttachment, SubmitDraft
from desk_gui.outbox.draft import Attachment
from desk_gui.outbox.errors import CopyRefused
from desk_gui.outbox.events import (
    AttachmentCopied,
    AttachmentRefused,
    DraftSubmitted,
    RefusedFile,
    SubmitRefused,
    TicketsListed,
)
from desk_gui.outbox.fetching import Fetched, Fetcher, is_public

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
HERE = ipaddress.ip_address("127.0.0.1")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("64:ff9b::5db8:d822", True),
        ("127.0.0.1", False),
        ("127.9.9.9", False),
        ("0.0.0.0", False),  # noqa: S104 - nothing is bound to it
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("100.64.0.1", False),
        ("169.254.169.254", False),
        ("198.18.0.1", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::", False),
        ("::1", False),
        ("::127.0.0.1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("2001:0:7f00:1::", False),
        ("fe80::1%eth0", False),
        ("fec0::1", False),
        ("fc00::1", False),
        ("ff0e::1", False),
    ],
)
def test_only_the_open_internet_is_contacted(address: str, *, expected: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is expected


@dataclass
class Judge:
    """Allows 127.0.0.1 and nothing else, and notes what it was asked."""

    asked: list[str] = field(default_factory=list)

    def __call__(self, address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
        self.asked.append(str(address))
        return address == HERE


def fetch(url: str, *, most_bytes: int = 1_000_000, deadline_s: float = 10.0, judge: Judge | None = None) -> Fetched:
    fetcher = Fetcher(may_contact=judge or Judge(), most_bytes=most_bytes, deadline_s=deadline_s)
    return asyncio.run(fetcher.fetch(url))


def refusal(url: str, **limits: float) -> RefusedFile:
    with pytest.raises(CopyRefused) as caught:
        fetch(url, **limits)  # type: ignore[arg-type]  # the limits' own types
    return caught.value.reason


@pytest.fixture
def site() -> Iterator[WebSite]:
    with WebSite({"/pic%20one.png?size=1": Page(PNG, "text/plain"), "/view.php": Page(PNG)}) as running:
        yield running


def test_a_picture_is_fetched_byte_for_byte_and_named_by_the_address(site: WebSite) -> None:
    assert fetch(f"{site.url}/pic%20one.png?size=1#part") == Fetched("pic one.png", PNG)
    ((path, headers),) = site.asked
    assert path == "/pic%20one.png?size=1"
    assert {name.lower() for name in headers} == {"host", "user-agent", "accept", "accept-encoding", "connection"}
    assert headers["Host"] == f"127.0.0.1:{site.port}"


def test_the_suffix_follows_the_content(site: WebSite) -> None:
    assert fetch(f"{site.url}/view.php").name == "view.php.png"


def test_a_login_in_the_address_is_not_sent(site: WebSite) -> None:
    fetch(f"http://me:secret@127.0.0.1:{site.port}/view.php")
    ((_, headers),) = site.asked
    assert "Authorization" not in headers
    assert "secret" not in str(headers)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://127.0.0.1/x", "http://", "https://[x", "x.png", "", "http://a b/", "data:,x"]
)
def test_only_web_addresses_are_fetched(url: str) -> None:
    assert refusal(url) is RefusedFile.NOT_FETCHED


def test_an_address_inside_the_network_is_not_contacted() -> None:
    with WebSite({"/x.png": Page(PNG)}, host="127.0.0.2") as inside:
        assert refusal(f"{inside.url}/x.png") is RefusedFile.PRIVATE_ADDRESS
        assert asyncio.run(_refused_by_default(f"{inside.url}/x.png")) is RefusedFile.PRIVATE_ADDRESS
        assert inside.asked == []


async def _refused_by_default(url: str) -> RefusedFile:
    with pytest.raises(CopyRefused) as caught:
        await Fetcher().fetch(url)
    return caught.value.reason


def test_every_address_of_a_name_is_looked_at(site: WebSite) -> None:
    judge = Judge()
    url = f"http://localhost:{site.port}/view.php"
    addresses = [entry[4][0] for entry in socket.getaddrinfo("localhost", site.port, type=socket.SOCK_STREAM)]
    if addresses == ["127.0.0.1"]:
        assert fetch(url, judge=judge).data == PNG
        assert judge.asked == addresses
    else:  # One that may not be contacted is enough.
        with pytest.raises(CopyRefused):
            fetch(url, judge=judge)
        assert site.asked == []


class TwoAddresses(asyncio.SelectorEventLoop):
    """A loop on which every name stands for two addresses, as a name may that wants to lead inside a network."""

    async def getaddrinfo(self, *args: Any, **options: Any) -> Any:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, 0)) for host in ("127.0.0.1", "127.0.0.2")]


def test_one_address_inside_the_network_is_one_too_many(site: WebSite) -> None:
    with asyncio.Runner(loop_factory=TwoAddresses) as runner, pytest.raises(CopyRefused) as caught:
        runner.run(Fetcher(may_contact=Judge()).fetch(f"http://two.test:{site.port}/view.php"))
    assert caught.value.reason is RefusedFile.PRIVATE_ADDRESS
    assert site.asked == []
    with asyncio.Runner(loop_factory=TwoAddresses) as runner:
        fetched = runner.run(Fetcher(may_contact=_any_loopback).fetch(f"http://two.test:{site.port}/view.php"))
    assert fetched.data == PNG
    assert site.asked[0][1]["Host"] == f"two.test:{site.port}"


def test_redirects_are_followed_by_hand_and_judged_anew(site: WebSite) -> None:
    with WebSite({"/x.png": Page(PNG)}, host="127.0.0.2") as inside:
        site.pages["/go"] = Page(status=302, headers={"Location": "/on", "Set-Cookie": "who=me; Path=/"})
        site.pages["/on"] = Page(status=307, headers={"Location": f"http://a:b@127.0.0.1:{site.port}/view.php"})
        site.pages["/in"] = Page(status=302, headers={"Location": f"{inside.url}/x.png"})
        assert fetch(f"{site.url}/go").data == PNG
        assert site.paths == ["/go", "/on", "/view.php"]
        assert all("Cookie" not in headers and "Authorization" not in headers for _, headers in site.asked)
        assert refusal(f"{site.url}/in") is RefusedFile.PRIVATE_ADDRESS
        assert inside.asked == []


@pytest.mark.parametrize("target", ["/turn", "file:///etc/passwd", "", "http://[x"])
def test_a_redirect_that_leads_nowhere_is_given_up(site: WebSite, target: str) -> None:
    site.pages["/turn"] = Page(status=302, headers={"Location": target})
    assert refusal(f"{site.url}/turn") is RefusedFile.NOT_FETCHED
    assert len(site.asked) <= 4


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (Page(PNG, status=404), RefusedFile.NOT_FETCHED),
        (Page(PNG, status=206), RefusedFile.NOT_FETCHED),
        (Page(PNG, headers={"Content-Encoding": "gzip"}), RefusedFile.NOT_FETCHED),
        (Page(PNG, headers={"Content-Length": "many"}), RefusedFile.NOT_FETCHED),
        (Page(b"", "image/png"), RefusedFile.EMPTY),
        (Page(b"\xef\xbb\xbf\r\n <!DOCTYPE HTML><title>Log in</title>", "image/png"), RefusedFile.WEB_PAGE),
        (Page(b"<html><body>x", "image/png"), RefusedFile.WEB_PAGE),
        (Page(b"x" * 2001), RefusedFile.TOO_LARGE),
        (Page(b"x" * 2001, headers={"Content-Length": ""}), RefusedFile.TOO_LARGE),
        (Page(b"x", headers={"Content-Length": "2001"}), RefusedFile.TOO_LARGE),
        (Page(b"x", headers={"Content-Length": "20"}), RefusedFile.NOT_FETCHED),
    ],
)
def test_an_answer_that_is_no_file_is_refused(site: WebSite, page: Page, reason: RefusedFile) -> None:
    site.pages["/x.png"] = page
    assert refusal(f"{site.url}/x.png", most_bytes=2000) is reason


def test_an_answer_of_just_the_most_is_taken(site: WebSite) -> None:
    site.pages["/x"] = Page(b"x" * 2000)
    assert len(fetch(f"{site.url}/x", most_bytes=2000).data) == 2000


def test_a_server_that_is_slow_is_given_up(site: WebSite) -> None:
    enough = threading.Event()
    site.pages["/slow"] = Page(PNG, before_body=lambda: enough.wait(20))
    try:
        assert refusal(f"{site.url}/slow", deadline_s=0.5) is RefusedFile.NOT_FETCHED
    finally:
        enough.set()


def test_a_certificate_is_checked_against_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    identity = self_signed(tmp_path)  # For 127.0.0.1.
    with WebSite({"/x.png": Page(PNG)}, context=identity.context) as site:
        assert refusal(f"{site.url}/x.png") is RefusedFile.NOT_FETCHED
        monkeypatch.setenv("SSL_CERT_FILE", str(identity.certificate))
        assert fetch(f"{site.url}/x.png").data == PNG
        asked = len(site.asked)
        with pytest.raises(CopyRefused) as caught:
            asyncio.run(Fetcher(may_contact=_any_loopback).fetch(f"https://localhost:{site.port}/x.png"))
        assert caught.value.reason is RefusedFile.NOT_FETCHED
        assert len(site.asked) == asked


def _any_loopback(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    return address.is_loopback


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    with Outbox(tmp_path / "data", fetcher=Fetcher(may_contact=Judge())) as running:
        yield running


def test_what_was_fetched_is_kept_like_a_file(outbox: Outbox, site: WebSite) -> None:
    outbox.do(FetchLink("d", "a", f"{site.url}/view.php"))
    copied = outbox.events.wait_for(AttachmentCopied).attachment
    assert (copied.attachment_id, copied.name, copied.media_type) == ("a", "view.php.png", "image/png")
    assert outbox.worker.spool_path(copied.sha256).read_bytes() == PNG


def test_a_submit_waits_for_a_link(outbox: Outbox, site: WebSite) -> None:
    goes_on = threading.Event()
    site.pages["/slow.png"] = Page(PNG, before_body=lambda: goes_on.wait(20))
    draft = replace(outbox.draft(), attachments=(Attachment("a", "slow.png"),))
    outbox.do(FetchLink(draft.draft_id, "a", f"{site.url}/slow.png"), SubmitDraft(draft, "default"), ListTickets(1))
    outbox.events.wait_for(TicketsListed)
    assert not outbox.events.all(DraftSubmitted)
    goes_on.set()
    assert outbox.events.wait_for(DraftSubmitted).row.file_count == 1


def test_a_submit_is_refused_when_its_link_cannot_be_had(outbox: Outbox, site: WebSite) -> None:
    draft = replace(outbox.draft(), attachments=(Attachment("a", "no.png"),))
    outbox.do(FetchLink(draft.draft_id, "a", f"{site.url}/no.png"), SubmitDraft(draft, "default"))
    assert outbox.events.wait_for(SubmitRefused).refused_files == ("no.png",)
    assert outbox.events.all(AttachmentRefused)[0].reason is RefusedFile.NOT_FETCHED


def test_a_link_taken_off_meanwhile_leaves_nothing(outbox: Outbox, site: WebSite) -> None:
    goes_on = threading.Event()
    site.pages["/slow.png"] = Page(PNG, before_body=lambda: goes_on.wait(20))
    outbox.do(FetchLink("d", "a", f"{site.url}/slow.png"), RemoveAttachment("d", "a"))
    outbox.do(FetchLink("d", "b", f"{site.url}/view.php"))
    outbox.events.wait_for(AttachmentCopied)
    goes_on.set()
    outbox.do(AddFiles("d", (FileSource("c", "last", data=b"last"),)))
    outbox.events.wait_for(AttachmentCopied, lambda event: event.attachment.attachment_id == "c")
    assert {event.attachment.attachment_id for event in outbox.events.all(AttachmentCopied)} == {"b", "c"}
    assert not outbox.events.all(AttachmentRefused)


def test_stopping_does_not_wait_for_a_link(tmp_path: Path, site: WebSite) -> None:
    goes_on = threading.Event()
    arrived = threading.Event()

    def wait() -> None:
        arrived.set()
        goes_on.wait(20)

    site.pages["/slow.png"] = Page(PNG, before_body=wait)
    with Outbox(tmp_path / "data", fetcher=Fetcher(may_contact=Judge())) as outbox:
        outbox.do(FetchLink("d", "a", f"{site.url}/slow.png"))
        assert arrived.wait(10)
        assert outbox.worker.stop(2.0)
    goes_on.set()


def test_a_link_into_the_network_is_refused_like_a_file(tmp_path: Path, site: WebSite) -> None:
    with Outbox(tmp_path / "data") as outbox:
        outbox.do(FetchLink("d", "a", f"{site.url}/x.png"))
        refused = outbox.events.wait_for(AttachmentRefused)
    assert refused == AttachmentRefused("d", "a", "x.png", RefusedFile.PRIVATE_ADDRESS)
    assert site.asked == []
