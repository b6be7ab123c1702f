import json
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from desk_gui.system.errors import SettingsNotSaved, SettingsUnreadable
from desk_gui.system.settings import (
    Profile,
    Settings,
    is_profile_name,
    is_usable_address,
    origin_of,
    read_settings,
    write_settings,
)


@pytest.fixture
def path(folder: Path) -> Path:
    return folder / "settings.json"


def _write(path: Path, document: object) -> None:
    path.write_text(json.dumps(document), encoding="utf-8")


def test_no_file_means_defaults_and_nothing_to_say(path: Path) -> None:
    assert read_settings(path) == (Settings(), None)
    assert not path.exists()


def test_what_is_written_is_read(path: Path) -> None:
    settings = Settings(
        active_profile="Nachtschicht ü",
        profiles=(Profile(), Profile(name="Nachtschicht ü", base_url="https://two.example", reference_field="")),
        appearance="dark",
        undo_s=30,
    )

    write_settings(path, settings)

    assert read_settings(path) == (settings, None)


@pytest.mark.parametrize("undo_s", [0, 1, 29, 30])
@pytest.mark.parametrize("in_description", [True, False])
def test_time_to_undo_and_place_of_the_reference_are_kept(path: Path, undo_s: int, in_description: bool) -> None:
    settings = Settings(profiles=(Profile(reference_in_description=in_description),), undo_s=undo_s)
    write_settings(path, settings)

    assert read_settings(path) == (settings, None)


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_the_file_is_private_and_nothing_else_is_left(path: Path) -> None:
    path.write_text("{}", encoding="utf-8")
    path.chmod(0o644)

    write_settings(path, Settings())

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_keys_of_a_newer_version_survive(path: Path) -> None:
    profile = {"name": "default", "base_url": "https://one.example", "colour": "green"}
    _write(path, {"schema": 7, "profiles": [profile], "sounds": {"done": True}})

    settings, notice = read_settings(path)
    write_settings(path, settings.with_profile(replace(settings.active, submitter_id="s-1")))

    document = json.loads(path.read_text(encoding="utf-8"))
    assert notice is None
    assert document["schema"] == 7
    assert document["sounds"] == {"done": True}
    assert document["profiles"][0]["colour"] == "green"
    assert document["profiles"][0]["submitter_id"] == "s-1"


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"appearance": 5}, "appearance"),
        ({"appearance": "sepia"}, "appearance"),
        ({"active_profile": None}, "active_profile"),
        ({"active_profile": "gone"}, "active_profile"),
        ({"profiles": {}}, "profiles"),
        ({"undo_s": -1}, "undo_s"),
        ({"undo_s": 31}, "undo_s"),
        ({"undo_s": 2.5}, "undo_s"),
        ({"undo_s": True}, "undo_s"),
        ({"undo_s": "5"}, "undo_s"),
        ({"profiles": [{"name": "default", "reference_in_description": 1}]}, "profile 1: reference_in_description"),
        ({"profiles": [{"name": "default", "reference_in_description": "yes"}]}, "reference_in_description"),
        ({"profiles": [{"name": "default", "base_url": 80}]}, "profile 1: base_url"),
        ({"profiles": [{"name": "default", "upload_field": ["a"]}]}, "profile 1: upload_field"),
    ],
)
def test_a_key_of_the_wrong_kind_is_left_at_its_default_and_named(
    path: Path, change: dict[str, object], named: str
) -> None:
    _write(path, change)

    settings, notice = read_settings(path)

    assert settings == Settings()
    assert notice is not None
    assert named in notice


def test_one_wrong_key_costs_no_other(path: Path) -> None:
    _write(
        path, {"appearance": 1, "profiles": [{"name": "default", "base_url": "https://kept.example", "path_prefix": 3}]}
    )

    settings, _ = read_settings(path)

    assert settings.active.base_url == "https://kept.example"
    assert settings.active.path_prefix == Profile().path_prefix


@pytest.mark.parametrize(
    "entry", ["text", {}, {"name": 4}, {"name": " x"}, {"name": "a@b"}, {"name": "default", "n": 2}]
)
def test_an_unusable_profile_is_named_and_kept_in_the_file(path: Path, entry: object) -> None:
    _write(path, {"profiles": [{"name": "default"}, entry]})

    settings, notice = read_settings(path)
    write_settings(path, settings)
    again, second_notice = read_settings(path)

    assert settings == Settings()
    assert notice is not None
    assert "profile 2" in notice
    assert json.loads(path.read_text(encoding="utf-8"))["unusable_profiles"] == [entry]
    assert (again, second_notice) == (settings, None)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe\x00", b'{"a": 1', b" " * (1 << 20) + b"{}", b"[" * 100_000, b"\x00" * 512],
    ids=["empty", "cut", "list", "null", "not utf-8", "half", "huge", "deep", "zeros"],
)
def test_a_damaged_file_is_set_aside_not_deleted(path: Path, content: bytes) -> None:
    path.write_bytes(content)

    settings, notice = read_settings(path)

    kept = list(path.parent.iterdir())
    assert settings == Settings()
    assert len(kept) == 1
    assert kept[0].name.startswith("settings.damaged-")
    assert kept[0].read_bytes() == content
    assert notice is not None
    assert kept[0].name in notice


def test_two_damaged_files_are_both_kept(path: Path) -> None:
    for content in (b"one", b"two"):
        path.write_bytes(content)
        read_settings(path)

    assert sorted(kept.read_bytes() for kept in path.parent.iterdir()) == [b"one", b"two"]


def test_a_folder_in_the_files_place_is_set_aside_too(path: Path) -> None:
    path.mkdir()

    settings, notice = read_settings(path)

    assert settings == Settings()
    assert notice is not None
    assert not path.exists()


def test_what_can_neither_be_read_nor_set_aside_is_said(folder: Path) -> None:
    in_the_way = folder / "file"
    in_the_way.write_text("", encoding="utf-8")

    with pytest.raises(SettingsUnreadable) as caught:
        read_settings(in_the_way / "settings.json")

    assert caught.value.next_step


def test_settings_that_cannot_be_written_leave_the_old_ones(folder: Path) -> None:
    path = folder / "settings.json"
    path.mkdir()
    (path / "occupied").write_text("", encoding="utf-8")

    with pytest.raises(SettingsNotSaved):
        write_settings(path, Settings())

    assert list(folder.iterdir()) == [path]
    assert (path / "occupied").exists()


def test_text_beyond_unicode_survives(path: Path) -> None:
    settings = Settings().with_profile(Profile(submitter_id="a\udcffb"))

    write_settings(path, settings)

    assert read_settings(path) == (settings, None)


def test_with_profile_replaces_or_adds() -> None:
    settings = Settings().with_profile(Profile(name="second")).with_profile(Profile(submitter_id="s"))

    assert [profile.name for profile in settings.profiles] == ["default", "second"]
    assert settings.active.submitter_id == "s"
    with pytest.raises(ValueError, match="not a profile name"):
        settings.with_profile(Profile(name="a@b"))


@pytest.mark.parametrize(
    ("name", "is_good"),
    [
        ("default", True),
        ("Nacht ü", True),
        ("x" * 64, True),
        ("x" * 65, False),
        ("", False),
        (" a", False),
        ("a@b", False),
        ("a\nb", False),
        ("a\u202eb", False),
    ],
)
def test_profile_names(name: str, is_good: bool) -> None:
    assert is_profile_name(name) is is_good


@pytest.mark.parametrize(
    ("base_url", "origin", "is_usable"),
    [
        ("https://livedesk-api.engagelab.com", "https://livedesk-api.engagelab.com", True),
        (" HTTPS://LiveDesk-API.engagelab.com:443/x/ ", "https://livedesk-api.engagelab.com", True),
        ("https://one.example:8443", "https://one.example:8443", True),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080", True),
        ("http://localhost", "http://localhost", True),
        ("http://[::1]:9", "http://[::1]:9", True),
        ("http://one.example", "http://one.example", False),
        ("http://127.0.0.1.evil.example", "http://127.0.0.1.evil.example", False),
        ("https://key:secret@one.example", "https://one.example", False),
        ("https://one.example?x=1", "https://one.example", False),
        ("ftp://one.example", "ftp://one.example", False),
        ("one.example", "", False),
        ("https://", "", False),
        ("https://one.example:port", "", False),
        ("https://[::1", "", False),
        ("", "", False),
    ],
)
def test_addresses(base_url: str, origin: str, is_usable: bool) -> None:
    assert origin_of(base_url) == origin
    assert Profile(base_url=base_url).origin == origin
    assert is_usable_address(base_url) is is_usable
