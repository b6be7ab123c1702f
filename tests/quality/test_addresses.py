from contextlib import suppress

import pytest

from desk_gui.livedesk import address
from desk_gui.livedesk.errors import UnsafeAddress
from desk_gui.system.settings import is_usable_address, origin_of


@pytest.mark.parametrize(
    "base_url",
    [
        "https://livedesk-api.engagelab.com",
        " HTTPS://LiveDesk-API.engagelab.com:443/x/ ",
        "https://one.example:8443",
        "http://127.0.0.1:8080",
        "http://127.0.0.2:8080",
        "http://localhost",
        "http://LOCALHOST:80/",
        "http://[::1]:9",
        "http://one.example",
        "http://127.0.0.1.evil.example",
        "https://key:secret@one.example",
        "https://one.example?x=1",
        "https://one.example#x",
        "https://one.example:port",
        "https://one.example:0",
        "https://one example",
        "https://-one.example",
        "ftp://one.example",
        "one.example",
        "https://",
        "https://[::1",
        "",
    ],
)
def test_settings_and_the_api_agree_about_addresses(base_url: str) -> None:
    is_usable, origin = False, ""
    with suppress(UnsafeAddress):
        address.check_address(base_url)
        is_usable, origin = True, address.origin_of(base_url)

    assert is_usable_address(base_url) is is_usable
    if is_usable:
        assert origin_of(base_url) == origin
