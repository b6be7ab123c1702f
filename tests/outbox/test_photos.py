"""Photos on their way into the outbox and out of it: what arrives, and what never does."""

import io
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from support.misbehaving import Misbehaving
from support.outbox import Outbox
from support.photos import SECRETS, encoded, exif, heic, jpeg, picture, pixels, png, profile, webp

from desk_gui.outbox.desk import (
    AddFiles,
    EditAttachment,
    FileSource,
    ReopenTicket,
    RevertAttachment,
    SaveDraft,
)
from desk_gui.outbox.desk_photos import MeasurePhotos, PhotosMeasured, PhotosShrunk, ShrinkPhotos, may_be_smaller
from desk_gui.outbox.draft import Attachment, Draft, Note
from desk_gui.outbox.events import AttachmentCopied, AttachmentRefused, DraftOpened, RefusedFile
from desk_gui.outbox.tickets import State
from desk_gui.system.settings import Profile, Settings

MARKED = b"\x89PNG\r\n\x1a\n" + b"flattened and covered" * 50


def large(width: int = 3000, height: int = 2000) -> Image.Image:
    return picture(width, height)


@pytest.fixture(scope="module")
def photo() -> bytes:
    """A photo of a few megabytes, on its side, that says where it was taken."""
    return jpeg(image=large(), tiff=exif(orientation=6), quality=95)


def attach(outbox: Outbox, data: bytes, name: str = "IMG_0815.HEIC", *, attachment_id: str = "a1") -> Attachment:
    since = outbox.events.count
    outbox.do(AddFiles("d1", (FileSource(attachment_id, name, data=data),)))
    return outbox.events.wait_for(AttachmentCopied, since=since).attachment


def copy_of(outbox: Outbox, file: Attachment) -> bytes:
    return outbox.worker.spool_path(file.sha256).read_bytes()


def copies(outbox: Outbox) -> set[str]:
    return {path.name for path in outbox.data_dir.spool.glob("??/*")}


def shrink(outbox: Outbox, *attachment_ids: str) -> PhotosShrunk:
    since = outbox.events.count
    outbox.do(ShrinkPhotos("d1", attachment_ids))
    return outbox.events.wait_for(PhotosShrunk, since=since)


def settings_with(server: Misbehaving, **changes: object) -> Settings:
    return replace(Settings(profiles=(Profile(base_url=server.base_url),)), **changes)  # type: ignore[arg-type]


def draft(*files: Attachment) -> Draft:
    return Draft("d1", title="Gate", requester_id="c1", attachments=files)


# What is said in photos


@pytest.mark.parametrize("make", [jpeg, png, webp, heic])
def test_the_place_never_arrives_and_the_picture_does(
    outbox: Outbox, server: Misbehaving, make: Callable[..., bytes]
) -> None:
    data = make(tiff=exif(orientation=1))
    file = attach(outbox, data)
    outbox.submit(draft(file))
    outbox.wait_for_row("d1", lambda row: row.state is State.CREATED)
    [upload] = server.uploads()
    arrived = upload.path.read_bytes()

    assert Note.LOCATION_REMOVED in file.notes
    assert [secret for secret in SECRETS if secret in data]
    assert not [secret for secret in SECRETS if secret in arrived]
    if make is not heic:
        assert pixels(arrived) == pixels(data)
    for path in outbox.data_dir.root.rglob("*"):
        if path.is_file():
            assert not any(secret in path.read_bytes() for secret in SECRETS), "not even on this computer"


def test_a_photo_with_nothing_to_say_arrives_byte_for_byte(outbox: Outbox, server: Misbehaving) -> None:
    data = encoded(picture(), "JPEG", icc_profile=profile())
    file = attach(outbox, data, "x.jpg")
    outbox.submit(draft(file))
    outbox.wait_for_row("d1", lambda row: row.state is State.CREATED)

    assert file.notes == ()
    assert [upload.path.read_bytes() for upload in server.uploads()] == [data]


def test_photos_stay_as_they_are_where_settings_say_so(data: Path, server: Misbehaving) -> None:
    settings = settings_with(server, removes_metadata=False, converts_heic=False)
    with Outbox(data, settings=settings) as outbox:
        for number, each in enumerate((jpeg(), png(), webp(), heic())):
            file = attach(outbox, each, attachment_id=f"a{number}")
            assert copy_of(outbox, file) == each
            assert file.notes == ()


def test_a_heic_is_sent_without_a_place_where_it_is_sent_as_it_is(data: Path, server: Misbehaving) -> None:
    with Outbox(data, settings=settings_with(server, converts_heic=False)) as outbox:
        whole = heic()
        file = attach(outbox, whole)
        copy = copy_of(outbox, file)

    assert (file.name, file.media_type, file.notes) == ("IMG_0815.HEIC", "image/heic", (Note.LOCATION_REMOVED,))
    assert len(copy) == len(whole)
    assert not [secret for secret in SECRETS if secret in copy]


def test_notes_outlast_a_restart(data: Path, server: Misbehaving) -> None:
    with Outbox(data, base_url=server.base_url) as outbox:
        file = attach(outbox, heic())
        outbox.do(SaveDraft(draft(file)))
    with Outbox(data, base_url=server.base_url) as outbox:
        outbox.do(ReopenTicket("d1"))
        [again] = outbox.events.wait_for(DraftOpened).draft.attachments
    assert again == file
    assert again.notes == (Note.FROM_HEIC, Note.LOCATION_REMOVED)


def test_the_file_that_was_dropped_is_not_touched(outbox: Outbox, tmp_path: Path) -> None:
    path, data = tmp_path / "IMG 1.jpg", jpeg()
    path.write_bytes(data)
    outbox.do(AddFiles("d1", (FileSource("a1", path.name, path=path),)))
    outbox.events.wait_for(AttachmentCopied)

    assert path.read_bytes() == data


@pytest.mark.parametrize("cut", [60, 400, 900])
def test_a_damaged_photo_is_attached_and_may_be_said_to_tell(outbox: Outbox, cut: int) -> None:
    for number, (whole, kind) in enumerate([(jpeg(), "jpg"), (png(), "png"), (webp(), "webp"), (heic(), "heic")]):
        file = attach(outbox, whole[:cut], f"x.{kind}", attachment_id=f"a{number}")
        copy = copy_of(outbox, file)
        tells = [secret for secret in SECRETS if secret in copy]
        assert not tells or Note.MAY_SAY_WHERE in file.notes


# HEIC


def test_a_heic_is_a_jpeg_the_right_way_up(outbox: Outbox) -> None:
    image = picture(200, 120)
    file = attach(outbox, heic(image=image, tiff=exif(orientation=6)), "IMG_0815.HEIC")
    with Image.open(io.BytesIO(copy_of(outbox, file))) as made:
        made.load()
        difference = max(
            abs(a - b)
            for a, b in zip(
                made.resize((4, 4)).tobytes(), image.rotate(270, expand=True).resize((4, 4)).tobytes(), strict=True
            )
        )

    assert (file.name, file.media_type) == ("IMG_0815.jpg", "image/jpeg")
    assert made.size == (120, 200)
    assert made.getexif().get(0x0112, 1) == 1
    assert difference < 40


def test_a_heic_keeps_its_metadata_where_settings_say_so(data: Path, server: Misbehaving) -> None:
    with Outbox(data, settings=settings_with(server, removes_metadata=False)) as outbox:
        file = attach(outbox, heic())
        copy = copy_of(outbox, file)

    assert file.notes == (Note.FROM_HEIC,)
    assert SECRETS[1] in copy


@pytest.mark.parametrize("harm", ["cut", "noise", "bomb"])
def test_a_heic_that_cannot_be_converted_is_attached_as_it_is(outbox: Outbox, harm: str) -> None:
    whole = heic(image=picture(64, 64))
    if harm == "cut":
        whole = whole[: whole.index(b"mdat") + 40]
    elif harm == "noise":
        start = whole.index(b"mdat") + 8
        whole = whole[:start] + bytes(len(whole) - start)
    else:
        at = whole.index(b"ispe") + 8
        whole = whole[:at] + (30_000).to_bytes(4, "big") * 2 + whole[at + 8 :]
    file = attach(outbox, whole)

    assert file.media_type == "image/heic"
    assert Note.NOT_CONVERTED in file.notes
    assert file.name == "IMG_0815.HEIC"


# Smaller


def test_photos_become_smaller_and_can_be_had_back(outbox: Outbox, server: Misbehaving, photo: bytes) -> None:
    file = attach(outbox, photo, "IMG.jpeg")
    before = copy_of(outbox, file)
    since = outbox.events.count
    outbox.do(MeasurePhotos("d1"))
    measured = outbox.events.wait_for(PhotosMeasured, since=since)
    shrunk = shrink(outbox)
    smaller = outbox.events.wait_for(AttachmentCopied, since=since).attachment

    assert (measured.attachment_ids, measured.before_bytes) == (("a1",), len(before))
    assert measured.after_bytes == shrunk.after_bytes == smaller.size_bytes < len(before) / 3
    assert (smaller.name, smaller.media_type) == ("IMG.jpg", "image/jpeg")
    assert smaller.original_sha256 == file.sha256
    assert smaller.notes == (Note.LOCATION_REMOVED, Note.SMALLER)
    assert not may_be_smaller(smaller)
    with Image.open(io.BytesIO(copy_of(outbox, smaller))) as made:
        assert made.size == (1707, 2560), "it was on its side"
    since = outbox.events.count
    outbox.do(RevertAttachment("d1", "a1"))
    assert outbox.events.wait_for(AttachmentCopied, since=since).attachment == file
    assert copies(outbox) == {file.sha256}


def test_the_smaller_photo_is_what_arrives(outbox: Outbox, server: Misbehaving, photo: bytes) -> None:
    file = attach(outbox, photo, "IMG.jpg")
    outbox.do(ShrinkPhotos("d1"))
    outbox.submit(draft(file))  # It waits.
    outbox.wait_for_row("d1", lambda row: row.state is State.CREATED)
    [upload] = server.uploads()

    assert upload.sha256 != file.sha256
    assert upload.size_bytes < file.size_bytes / 3


def test_what_would_not_become_smaller_stays(outbox: Outbox) -> None:
    text = Image.new("RGB", (3000, 2000), "white")
    for at in range(0, 2000, 4):
        text.paste((at % 200, 90, 90), (at, at, at + 40, at + 2))
    noise = Image.effect_noise((1600, 1200), 90)
    screenshot = encoded(Image.merge("RGB", (noise, noise, noise)).quantize(64), "PNG")
    attach(outbox, encoded(text, "PNG"), "text.png", attachment_id="a1")
    attach(outbox, screenshot + bytes(max(0, (2 << 20) + 1 - len(screenshot))), "few.png", attachment_id="a2")
    attach(outbox, encoded(large(2000, 1500), "JPEG", quality=20), "small.jpg", attachment_id="a3")
    attach(outbox, b"%PDF-1.7" + bytes(1 << 20), "x.pdf", attachment_id="a4")

    assert shrink(outbox) == PhotosShrunk("d1", (), 0, 0)
    assert len(copies(outbox)) == 4


def test_a_photo_kept_as_png_becomes_smaller(outbox: Outbox) -> None:
    noise = [Image.effect_noise((1200, 900), 60) for _ in range(3)]
    file = attach(outbox, encoded(Image.merge("RGB", noise), "PNG"), "photo.png")
    shrunk = shrink(outbox)

    assert shrunk.attachment_ids == ("a1",)
    assert shrunk.after_bytes < file.size_bytes * 0.8


def test_only_the_photos_that_are_named_become_smaller(outbox: Outbox, photo: bytes) -> None:
    for number in range(3):
        attach(outbox, photo, attachment_id=f"a{number}")

    assert shrink(outbox, "a2", "a0").attachment_ids == ("a0", "a2")
    assert shrink(outbox).attachment_ids == ("a1",)


def test_what_was_hidden_meanwhile_does_not_come_back(outbox: Outbox, photo: bytes) -> None:
    attach(outbox, photo)
    since = outbox.events.count
    # The smaller one is begun from what is there before the edit is kept, and is done after it.
    outbox.do(EditAttachment("d1", "a1", "x.png", MARKED, "[]"), ShrinkPhotos("d1"))
    shrunk = outbox.events.wait_for(PhotosShrunk, since=since)
    file = outbox.events.wait_for(AttachmentCopied, since=since).attachment

    assert shrunk.attachment_ids == ()
    assert copy_of(outbox, file) == MARKED
    assert file.layers == "[]"


def test_an_edited_picture_that_became_smaller_keeps_its_marks_and_its_original(outbox: Outbox, photo: bytes) -> None:
    original = attach(outbox, photo)
    since = outbox.events.count
    outbox.do(EditAttachment("d1", "a1", "x.jpg", encoded(large(), "JPEG", quality=95), "[1]"))
    edited = outbox.events.wait_for(AttachmentCopied, since=since).attachment
    since = outbox.events.count
    assert shrink(outbox).attachment_ids == ("a1",)
    smaller = outbox.events.wait_for(AttachmentCopied, since=since).attachment

    assert (smaller.layers, smaller.original_sha256) == ("[1]", original.sha256)
    assert copies(outbox) == {original.sha256, smaller.sha256}, "the large edited one goes"
    since = outbox.events.count
    outbox.do(EditAttachment("d1", "a1", "x.png", MARKED, "[1]"))
    again = outbox.events.wait_for(AttachmentCopied, since=since).attachment
    assert Note.SMALLER in smaller.notes
    assert again.notes == edited.notes == (Note.LOCATION_REMOVED,)


def test_measuring_anew_breaks_off_what_was_measured(outbox: Outbox, photo: bytes) -> None:
    for number in range(4):
        attach(outbox, photo, attachment_id=f"a{number}")
    since = outbox.events.count
    outbox.do(MeasurePhotos("d1"), MeasurePhotos("d1", ("a3",)))
    measured = outbox.events.wait_for(PhotosMeasured, since=since)

    assert measured.attachment_ids == ("a3",)
    assert shrink(outbox).attachment_ids == ("a0", "a1", "a2", "a3")
    assert outbox.events.all(PhotosMeasured, since=since) == [measured]


# The limit


def test_a_file_over_the_limit_is_refused_before_it_is_read(data: Path, server: Misbehaving, tmp_path: Path) -> None:
    path = tmp_path / "huge.log"
    with path.open("wb") as file:
        file.truncate(5 << 30)
    with Outbox(data, settings=settings_with(server, largest_file_mb=1)) as outbox:
        outbox.do(AddFiles("d1", (FileSource("a1", path.name, path=path),)))
        assert outbox.events.wait_for(AttachmentRefused).reason is RefusedFile.OVER_LIMIT
        small = attach(outbox, b"text" * (1 << 18), "x.txt")
    assert small.size_bytes == 1 << 20


def test_a_photo_over_the_limit_is_taken_once_it_is_made_smaller(data: Path, server: Misbehaving, photo: bytes) -> None:
    assert len(photo) > 1 << 20
    with Outbox(data, settings=settings_with(server, largest_file_mb=1)) as outbox:
        source = FileSource("a1", "IMG.jpg", data=photo)
        outbox.do(AddFiles("d1", (source,)))
        assert outbox.events.wait_for(AttachmentRefused).reason is RefusedFile.PHOTO_OVER_LIMIT
        assert copies(outbox) == set()
        outbox.do(AddFiles("d1", (replace(source, made_smaller=True),)))
        file = outbox.events.wait_for(AttachmentCopied).attachment
        copy = copy_of(outbox, file)

    assert file.notes == (Note.LOCATION_REMOVED, Note.SMALLER)
    assert file.size_bytes == len(copy) <= 1 << 20
    assert not [secret for secret in SECRETS if secret in copy]


@pytest.mark.parametrize(
    ("policy", "setting", "is_taken"),
    [
        (b'{"largest_file_mb": 1}', 0, False),
        (b'{"largest_file_mb": 1}', 5, False),
        (b'{"largest_file_mb": 5}', 1, False),
        (b'{"largest_file_mb": 5}', 0, True),
        (b'{"largest_file_mb": true}', 0, True),
        (b'{"largest_file_mb": -1}', 0, True),
        (b"[" * 100_000, 0, True),
        (b"{}", 5, True),
    ],
)
def test_a_policy_can_only_lower_the_limit(
    data: Path, server: Misbehaving, policy: bytes, setting: int, *, is_taken: bool
) -> None:
    with Outbox(data, settings=settings_with(server, largest_file_mb=setting)) as outbox:
        (data / "policy.json").write_bytes(policy)
        outbox.do(AddFiles("d1", (FileSource("a1", "x.txt", data=b"text" * (1 << 19)),)))
        if is_taken:
            assert outbox.events.wait_for(AttachmentCopied).attachment.size_bytes == 2 << 20
        else:
            assert outbox.events.wait_for(AttachmentRefused).reason is RefusedFile.OVER_LIMIT


def test_the_outbox_does_without_the_decoders(outbox: Outbox, tmp_path: Path) -> None:
    """Neither Pillow nor the HEIC decoder is imported before a photo has to be decoded."""
    import subprocess  # noqa: PLC0415 - one test needs it

    script = (
        "import sys; import desk_gui.outbox.worker; from pathlib import Path;"
        "from desk_gui.outbox.developing import develop, Treatment;"
        f"p = Path({str(tmp_path / 'x.jpg')!r}); p.write_bytes({jpeg()!r});"
        "assert develop(p, 'image/jpeg', Treatment(removes_metadata=True)).notes;"
        "print([name for name in sys.modules if name.split('.')[0] in ('PIL', 'pi_heif')])"
    )
    root = str(Path(__file__).resolve().parents[2])
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60, cwd=root
    )
    assert done.stdout.strip() == "[]"
