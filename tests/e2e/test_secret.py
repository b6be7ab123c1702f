"""The secret stays in the keyring: it is in no file, no output, no command line and no environment, come what may."""

import base64
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import pytest
from support.desktop import PrivateDesktop
from support.misbehaving import Fault, Misbehaving
from support.program_window import (
    API_KEY,
    API_SECRET,
    ID_PREFIX,
    PICTURE,
    ProgramWindow,
    keep_key,
    livedesk,
    run_program,
)

pytestmark = pytest.mark.e2e

LOGIN = base64.b64encode(f"{API_KEY}:{API_SECRET}".encode()).decode()
ECHO = f"bad header: Authorization: Basic {LOGIN}, that is {API_KEY}:{API_SECRET}"
"""What a server might say that was never told to keep quiet."""

CREATE_FAULTS = {  # what happens to a create: (how the ticket's row names it, how a run without a window ends)
    "good": ((), "Filed", 0),
    "500": ((Fault.status(500),), "Not sure it arrived", 6),
    "page": ((Fault.html(),), "Not sure it arrived", 6),
    "broken": ((Fault.reset(0),), "Not sure it arrived", 6),
    "half": ((Fault.half_answer(),), "Not sure it arrived", 6),
    "echo": ((Fault.code(4001, ECHO, status=400),), "Not filed", 3),
    "401": ((Fault.status(401),), "Saved on this laptop", 4),  # last: it holds all that follow
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Misbehaving]:
    """A LiveDesk on loopback."""
    with livedesk(tmp_path / "livedesk") as running:
        yield running


def spellings() -> dict[str, bytes]:
    """Return how the secret could look: as it is, as it travels, and as it travels at any place in a longer text."""
    secret = API_SECRET.encode()
    found = {"plain": secret, "in an address": quote(API_SECRET, safe="").encode(), "login": LOGIN.rstrip("=").encode()}
    for ahead in range(3):
        whole = base64.b64encode(b"x" * ahead + secret).rstrip(b"=")
        # The first and the last letters depend on what stands beside it.
        found[f"base64 after {ahead}"] = whole[4 if ahead else 0 : -2]
    return found


def leaks(texts: Mapping[str, bytes]) -> list[str]:
    """Return where the secret is to be found, and how."""
    return [f"{where}: {how}" for where, text in texts.items() for how, spelt in spellings().items() if spelt in text]


def files(*folders: Path) -> dict[str, bytes]:
    """Return the bytes of every file below these folders."""
    return {str(path): path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


def traces(process_ids: Iterable[int]) -> dict[str, bytes]:
    """Return what anybody on the computer may see of running programs, and their own user of their environment."""
    names = [f"/proc/{process_id}/{name}" for process_id in process_ids for name in ("cmdline", "environ", "comm")]
    return {name: Path(name).read_bytes() for name in names}


def test_every_spelling_is_found(tmp_path: Path) -> None:
    texts = [API_SECRET, quote(API_SECRET, safe=""), f"Basic {LOGIN}\n", *(_base64("x" * n) for n in range(5))]
    for number, text in enumerate(texts):
        (tmp_path / str(number)).write_text(f"something {text} more")

    found = {place.partition(":")[0] for place in leaks(files(tmp_path))}

    assert found == {str(tmp_path / str(number)) for number in range(len(texts))}
    assert leaks({"": f"{API_KEY} {base64.b64encode(API_KEY.encode()).decode()}".encode()}) == []


def _base64(ahead: str) -> str:
    return base64.b64encode(f"{ahead}{API_SECRET} and more".encode()).decode()


def test_window_keeps_the_secret(private_desktop: PrivateDesktop, server: Misbehaving) -> None:
    data_dir = private_desktop.home / "desk"
    window = ProgramWindow(private_desktop, "--data-dir", data_dir, "--base-url", server.base_url, PICTURE)
    window.has_focus("Title")
    window.type_key()
    window.open_settings()
    window.reader.find("The key is stored in this computer's keyring.", "label")
    assert window.reader.find("API secret", "password text").text == ""
    window.fill("API secret", API_SECRET, "password text")
    assert API_SECRET not in (window.reader.find("API secret", "password text").text or "")
    assert API_SECRET not in window.reader.dump()
    window.reader.press(window.button("Cancel"))
    window.wait_for_settings_closed()

    for name, (faults, words, _) in CREATE_FAULTS.items():
        server.script("create", *faults)
        window.fill("Title", f"Ticket {name}")
        window.fill("Requester ID", "contact_7")
        window.reader.press(window.button("Submit ticket"))
        window.wait_for_line(f"Ticket {name}, {words}")
        assert API_SECRET not in window.reader.dump()
        assert LOGIN not in window.reader.dump()

    seen = traces([window.process.pid])
    assert window.close() == 0
    written = files(private_desktop.root)
    assert leaks({**seen, **written}) == []
    assert any(b"Ticket broken" in text for text in written.values())
    assert str(data_dir).encode() in seen[f"/proc/{window.process.pid}/cmdline"]
    assert len(server.uploads()) == 1


def test_command_line_keeps_the_secret(private_desktop: PrivateDesktop, server: Misbehaving) -> None:
    keep_key(private_desktop, server)
    data_dir = private_desktop.home / "desk"
    place = ("--data-dir", data_dir, "--base-url", server.base_url)
    printed = {}
    upload_faults = {"upload broken": ((Fault.reset(1024),), "", 5), "upload echo": ((Fault.code(1, ECHO),), "", 3)}
    for route, scenarios in (("upload", upload_faults), ("create", CREATE_FAULTS)):
        for name, (faults, _, exit_code) in scenarios.items():
            server.script(route, *faults)
            ticket = ("--submit", "--json", "--title", f"Ticket {name}", "--euid", "contact_7", PICTURE)
            ended = run_program(private_desktop, *place, *ticket)
            assert ended.code == exit_code, (name, ended)
            printed[f"output of {name}"] = f"{ended.out}{ended.err}".encode()
    for mode in ("--list", "--send-waiting"):
        ended = run_program(private_desktop, *place, mode)
        printed[f"output of {mode}"] = f"{ended.out}{ended.err}".encode()

    written = files(private_desktop.root)
    assert leaks({**printed, **written}) == []
    assert f"{ID_PREFIX}000001".encode() in printed["output of good"]
    assert any(b"Ticket broken" in text for text in written.values())
    assert any(path.startswith(os.fspath(data_dir / "logs")) for path in written)
