"""Which addresses may be talked to, and what they are called."""

import pytest

from desk_gui.livedesk.address import check_address, is_loopback, origin_of
from desk_gui.livedesk.errors import UnsafeAddress


@pytest.mark.parametrize(
    ("base_url", "origin"),
    [
        ("https://livedesk-api.engagelab.com", "https://livedesk-api.engagelab.com"),
        (" HTTPS://LiveDesk-API.EngageLab.com:443/api/v2/ ", "https://livedesk-api.engagelab.com"),
        ("https://desk.test:8443/x", "https://desk.test:8443"),
        ("https://desk.test:", "https://desk.test"),
        ("https://desk.test.", "https://desk.test."),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost:80", "http://localhost"),
        ("http://[0:0:0:0:0:0:0:1]:80/", "http://[::1]"),
        ("https://[2001:DB8::1]:444", "https://[2001:db8::1]:444"),
        ("https://bücher.test", "https://xn--bcher-kva.test"),
        ("https://under_score.test", "https://under_score.test"),
    ],
)
def test_an_address_has_one_origin(base_url: str, origin: str) -> None:
    check_address(base_url)
    assert origin_of(base_url) == origin


@pytest.mark.parametrize(
    "base_url",
    [
        "",
        "livedesk-api.engagelab.com",
        "ftp://desk.test",
        "file:///etc/passwd",
        "https://",
        "https:///path",
        "https://:443",
        "https://user:pass@desk.test",
        "https://@desk.test",
        "https://desk.test\\@evil.test",
        "https://desk.test:99999",
        "https://desk.test:0",
        "https://desk.test:x",
        "https://desk test",
        "https://desk.test/a\nb",
        "https://desk.test\x00",
        "https://[::1",
        "https://[::zz]",
        "https://[v1.a:b]",
        "https://" + "a" * 64 + ".test",
        "https://" + "a." * 130 + "test",
        "https://-desk.test",
        "https://desk..test",
        "https://desk.test*",
        "https://" + "ü" * 70 + ".test",
    ],
)
def test_what_is_no_address_is_refused(base_url: str) -> None:
    for judge in (check_address, origin_of):
        with pytest.raises(UnsafeAddress):
            judge(base_url)


@pytest.mark.parametrize(
    "base_url",
    [
        "http://livedesk-api.engagelab.com",
        "http://127.0.0.1.desk.test",
        "http://localhost.desk.test",
        "http://10.0.0.1",
        "http://0.0.0.0",
        "http://[::2]",
        "http://[::ffff:127.0.0.1]",
        "http://2130706433",
        "https://desk.test/?key=1",
        "https://desk.test/#top",
    ],
)
def test_a_key_may_not_be_sent_there(base_url: str) -> None:
    with pytest.raises(UnsafeAddress):
        check_address(base_url)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.255.0.9", "::1", "[::1]", "localhost", "LocalHost"])
def test_this_computer_is_known(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["", "128.0.0.1", "::2", "localhost.test", "127.1", "desk.test"])
def test_other_computers_are_not_this_one(host: str) -> None:
    assert not is_loopback(host)
