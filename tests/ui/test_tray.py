"""The tray: what is offered and answered by mouse and keyboard, what is said of files, and the newest images."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from support.mimes import mime_of, picture, uri_list

from desk_gui.outbox.desk import FileSource
from desk_gui.outbox.desk_files import FileCommand, TakeOffAttachments
from desk_gui.outbox.draft import Attachment
from desk_gui.outbox.events import AttachmentRefused, PortalAnswered, PortalTrouble, RefusedFile
from desk_gui.ui.attachments.folders import look_into
from desk_gui.ui.attachments.lines import Answer, Line
from desk_gui.ui.attachments.reader import Reading
from desk_gui.ui.attachments.recent import RecentStrip, newest_images
from desk_gui.ui.attachments.tray import LARGE_BYTES, MOST_FILES, AttachmentTray
from desk_gui.ui.theme import Theme

LINK = "https://example.com/i/pic%20one.png"


class Shown:
    """A tray on the screen, and what it asked for."""

    def __init__(self, tray: AttachmentTray, qtbot: QtBot) -> None:
        self.tray = tray
        self.sources: list[FileSource] = []
        self.links: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.removed: list[str] = []
        self.keys: list[str] = []
        self.commands: list[FileCommand] = []
        self._qtbot = qtbot
        tray.sources_added.connect(self._take_sources)
        tray.link_chosen.connect(self._take_link)
        tray.text_dropped.connect(self.texts.append)
        tray.removed.connect(self.removed.append)
        tray.files_asked.connect(self.commands.append)
        tray.portal_key_found.connect(self.keys.append)

    def _take_sources(self, sources: tuple[FileSource, ...]) -> None:
        """Do as the outbox does: folders are refused."""
        for source in sources:
            if source.path is not None and source.path.is_dir() and not source.as_zip:
                refused = AttachmentRefused("d", source.attachment_id, source.name, RefusedFile.IS_FOLDER)
                self.tray.refused(refused)
            else:
                self.sources.append(source)

    def _take_link(self, attachment_id: str, url: str) -> None:
        self.links.append((attachment_id, url))

    def drop(self, *addresses: Path | str) -> None:
        self.tray.take_mime(mime_of({"text/uri-list": uri_list(*addresses)}))

    def names(self) -> list[str]:
        return [one.name for one in self.tray.attachments()]

    def line(self, *, about: str = "") -> Line:
        return next(line for line in self.tray.lines.questions if about in line.sentence)

    def counted(self, about: str = "") -> Line:
        """Wait until a folder's files are counted."""
        self._qtbot.waitUntil(lambda: "counting" not in self.line(about=about).sentence)
        return self.line(about=about)

    def press(self, line: Line, answer: Answer) -> None:
        line.buttons[answer].click()

    def copied(self, source: FileSource, sha256: str, size_bytes: int = 100) -> None:
        self.tray.copied(Attachment(source.attachment_id, source.name, size_bytes, "text/plain", sha256, True))


@pytest.fixture
def shown(theme: Theme, qtbot: QtBot, tmp_path: Path) -> Shown:
    tray = AttachmentTray(theme, lambda sha256: tmp_path / sha256)
    tray.summary.setParent(tray)  # In the window it stands beside the tray's label.
    tray.resize(700, 400)
    qtbot.addWidget(tray)
    with qtbot.waitActive(tray):
        tray.show()
    return Shown(tray, qtbot)


@pytest.fixture
def visit(tmp_path: Path) -> Path:
    folder = tmp_path / "site visit"
    (folder / "below").mkdir(parents=True)
    (folder / "a.png").write_bytes(picture())
    (folder / "below" / "b.txt").write_text("b" * 1000)
    if os.name == "posix":
        (folder / "link").symlink_to("/etc")
        (folder / "again").symlink_to(folder)
        os.mkfifo(folder / "pipe")
    return folder


# --- links ------------------------------------------------------------------------------------------------------------


def test_a_link_is_downloaded_only_when_asked(shown: Shown) -> None:
    shown.drop(LINK)
    assert not shown.links
    assert not shown.names()
    assert "“pic one.png”" in shown.line().sentence
    shown.press(shown.line(), Answer.DOWNLOAD)
    ((attachment_id, url),) = shown.links
    assert url == LINK
    assert [(one.attachment_id, one.is_copied) for one in shown.tray.attachments()] == [(attachment_id, False)]
    assert not shown.tray.lines.questions
    assert shown.tray.lines.isHidden()


def test_a_link_can_go_into_the_description_or_be_left(shown: Shown) -> None:
    shown.drop(LINK)
    shown.press(shown.line(), Answer.AS_LINK)
    assert shown.texts == [LINK]
    shown.drop(LINK)
    shown.press(shown.line(), Answer.LEAVE)
    assert (shown.texts, shown.links, shown.names()) == ([LINK], [], [])


def test_the_same_link_is_asked_about_once(shown: Shown) -> None:
    shown.drop(LINK)
    shown.drop(LINK)
    assert len(shown.tray.lines.questions) == 1


def test_many_links_are_asked_about_in_turn(shown: Shown) -> None:
    shown.drop(*(f"https://example.com/{number}.png" for number in range(5)))
    assert len(shown.tray.lines.questions) == 3
    shown.press(shown.line(), Answer.AS_LINK)
    shown.press(shown.line(), Answer.AS_LINK)
    assert shown.texts == ["https://example.com/0.png", "https://example.com/1.png"]
    assert [line.sentence[-5:] for line in shown.tray.lines.questions] == ["2.png", "3.png", "4.png"]


def test_questions_are_answered_by_keyboard_and_spoken(shown: Shown) -> None:
    shown.drop(LINK, "https://example.com/other.png")
    first, second = shown.tray.lines.questions
    QApplication.processEvents()
    stops = []
    shown.tray.recent.setFocus()
    for _ in range(6):
        QTest.keyClick(QApplication.focusWidget() or shown.tray, Qt.Key.Key_Tab)
        stops.append(QApplication.focusWidget())
    assert stops == [*first.buttons.values(), *second.buttons.values()]
    spoken = QAccessible.queryAccessibleInterface(first.buttons[Answer.DOWNLOAD])
    assert spoken.text(QAccessible.Text.Name) == "Download"
    assert "pic one.png" in spoken.text(QAccessible.Text.Description)
    first.buttons[Answer.AS_LINK].setFocus()
    QTest.keyClick(first.buttons[Answer.AS_LINK], Qt.Key.Key_Space)
    assert shown.texts == [LINK]
    assert second.buttons[Answer.DOWNLOAD].hasFocus(), "the keyboard goes on to the next question"
    QTest.keyClick(second.buttons[Answer.DOWNLOAD], Qt.Key.Key_Space)
    assert shown.tray.add_files.hasFocus(), "and then back to the buttons"


# --- folders ----------------------------------------------------------------------------------------------------------


def test_a_folder_is_counted_and_added_as_its_files(shown: Shown, visit: Path) -> None:
    shown.drop(visit)
    line = shown.counted()
    assert "“site visit” has 2 files" in line.sentence
    assert line.buttons[Answer.ADD_FILES].text() == "Add 2 files"
    shown.press(line, Answer.ADD_FILES)
    assert [source.path for source in shown.sources] == [visit / "a.png", visit / "below" / "b.txt"]
    assert shown.names() == ["a.png", "b.txt"]


def test_the_tab_key_goes_through_a_folders_buttons_from_the_left(shown: Shown, visit: Path) -> None:
    shown.drop(visit)
    line = shown.counted()
    QApplication.processEvents()
    stops = []
    line.buttons[Answer.ADD_FILES].setFocus()
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget() or shown.tray, Qt.Key.Key_Tab)
        stops.append(QApplication.focusWidget())
    assert stops == [line.buttons[Answer.AS_ZIP], line.buttons[Answer.LEAVE]]


def test_a_folder_can_become_one_zip(shown: Shown, visit: Path) -> None:
    shown.drop(visit)
    shown.press(shown.counted(), Answer.AS_ZIP)
    (source,) = shown.sources
    assert (source.name, source.path, source.as_zip) == ("site visit.zip", visit, True)


def test_a_folder_can_be_left_out_before_it_is_counted(shown: Shown, visit: Path) -> None:
    shown.drop(visit)
    shown.press(shown.line(), Answer.LEAVE)
    assert not shown.tray.lines.questions
    assert not shown.sources


def test_folders_with_nothing_to_take_say_so(shown: Shown, tmp_path: Path) -> None:
    (tmp_path / "empty" / "inside").mkdir(parents=True)
    shown.drop(tmp_path / "empty")
    line = shown.counted()
    assert "has no files in it" in line.sentence
    assert list(line.buttons) == [Answer.LEAVE]


def test_more_files_than_fit_are_cut_and_said(shown: Shown, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(MOST_FILES + 7):
        (folder / f"{number:04}.txt").touch()
    shown.drop(folder)
    shown.press(shown.counted(), Answer.ADD_FILES)
    assert len(shown.names()) == MOST_FILES
    assert shown.tray.lines.sentences == (
        "Only 500 of 507 files were added: this ticket takes no more. Put the rest into another ticket.",
    )


def test_counting_ends(tmp_path: Path, visit: Path) -> None:
    assert [path.name for path in look_into(visit).files] == ["a.png", "b.txt"]
    assert look_into(visit, most=1).is_more
    assert look_into(visit, deadline_s=-1).is_more
    assert not look_into(tmp_path / "absent").is_readable


# --- what is said of files --------------------------------------------------------------------------------------------


def test_a_large_file_is_taken_with_a_word(shown: Shown, tmp_path: Path) -> None:
    shown.drop(tmp_path / "video.mp4", tmp_path / "just.mp4")
    shown.copied(shown.sources[0], "aa", LARGE_BYTES + 1)
    shown.copied(shown.sources[1], "bb", LARGE_BYTES)
    (warning,) = shown.tray.lines.warnings
    assert "“video.mp4” has 40.0 MB" in warning
    assert len(shown.names()) == 2


def test_the_same_content_twice_is_asked_about_once(shown: Shown, tmp_path: Path) -> None:
    shown.drop(tmp_path / "IMG_1.jpg", tmp_path / "photo.jpg", tmp_path / "other.jpg")
    for source, sha256 in zip(shown.sources, ("aa", "aa", "bb"), strict=True):
        shown.copied(source, sha256)
    (line,) = shown.tray.lines.questions
    assert line.sentence == "“photo.jpg” is the same as “IMG_1.jpg”."
    shown.press(line, Answer.KEEP)
    shown.copied(shown.sources[2], "bb")
    assert not shown.tray.lines.questions
    assert len(shown.names()) == 3


def test_a_twin_can_be_taken_off(shown: Shown, tmp_path: Path) -> None:
    shown.drop(tmp_path / "IMG_1.jpg", tmp_path / "photo.jpg")
    for source in shown.sources:
        shown.copied(source, "aa")
    shown.press(shown.line(), Answer.REMOVE)
    assert shown.commands == [TakeOffAttachments("", (shown.sources[1].attachment_id,))]
    assert shown.names() == ["IMG_1.jpg"]


def test_a_question_goes_with_its_file(shown: Shown, tmp_path: Path) -> None:
    shown.drop(tmp_path / "IMG_1.jpg", tmp_path / "photo.jpg")
    for source in shown.sources:
        shown.copied(source, "aa")
    shown.tray.cards.removal_asked.emit([shown.sources[1].attachment_id])
    assert [list(line.buttons) for line in shown.tray.lines.questions] == [[Answer.UNDO]]


def test_a_refused_file_leaves_the_others(shown: Shown, tmp_path: Path) -> None:
    shown.drop(tmp_path / "gone.png", tmp_path / "here.png", "file://server/share/far.png")
    gone, here = shown.sources
    shown.tray.refused(AttachmentRefused("d", gone.attachment_id, "gone.png", RefusedFile.MISSING))
    shown.copied(here, "aa")
    assert shown.names() == ["here.png"]
    assert [sentence.partition("”")[0] for sentence in shown.tray.lines.sentences] == ["“far.png", "“gone.png"]


def test_what_was_said_goes_with_the_next_drop_and_the_next_draft(shown: Shown, tmp_path: Path) -> None:
    shown.tray.take_mime(QMimeData())
    assert shown.tray.lines.sentences
    shown.drop(tmp_path / "a.png", LINK)
    assert not shown.tray.lines.sentences
    assert shown.tray.lines.questions
    shown.tray.show_attachments("other", ())
    assert not shown.tray.lines.questions
    assert shown.tray.lines.isHidden()
    shown.drop(LINK)
    assert shown.tray.lines.questions, "another draft may be offered the same"


def test_a_decoded_image_has_its_card_at_once(shown: Shown) -> None:
    image = QImage.fromData(picture("green"))
    shown.tray.take(Reading(images=(image, image)))
    assert len(shown.names()) == 2
    source = shown.sources[0]
    assert source.make is not None
    assert QImage.fromData(source.make()).convertToFormat(image.format()) == image


# --- the desktop's portal ---------------------------------------------------------------------------------------------


def test_files_from_the_portal(shown: Shown, tmp_path: Path) -> None:
    shown.tray.take_mime(mime_of({"application/vnd.portal.filetransfer": "12345"}))
    assert shown.keys == ["12345"]
    shown.tray.take_portal_files(PortalAnswered(1, paths=(tmp_path / "a.png",)))
    assert shown.names() == ["a.png"]


@pytest.mark.parametrize("trouble", [trouble for trouble in PortalTrouble if trouble])
def test_a_portal_that_gives_nothing_is_said(shown: Shown, trouble: PortalTrouble) -> None:
    shown.tray.take_portal_files(PortalAnswered(1, trouble=trouble))
    assert "those files" in shown.tray.lines.sentences[0]


# --- recent images ----------------------------------------------------------------------------------------------------


@pytest.fixture
def home() -> Path:
    """The test's own home, with pictures of different ages."""
    folder = Path.home()
    for number, place in enumerate(("Pictures/Screenshots", "Pictures", "Downloads")):
        (folder / place).mkdir(parents=True, exist_ok=True)
        for age in range(6):
            path = folder / place / f"{place[-4:]} {age}.png"
            path.write_bytes(picture())
            os.utime(path, (1_700_000_000 - 10 * age - number,) * 2)
    (folder / "Pictures" / "notes.txt").write_text("no picture")
    (folder / "Pictures" / "empty.png").touch()
    (folder / "Pictures" / ".hidden.png").write_bytes(picture())
    return folder


def open_recent(shown: Shown, qtbot: QtBot) -> RecentStrip:
    QTest.mouseClick(shown.tray.recent, Qt.MouseButton.LeftButton)
    strip = shown.tray.findChild(RecentStrip)
    assert isinstance(strip, RecentStrip)
    qtbot.waitUntil(lambda: bool(strip.paths))
    return strip


def test_the_newest_images_first(home: Path) -> None:
    found = newest_images([home / "Pictures", home / "Downloads", home / "absent"], most=4)
    assert [image.path.name for image in found] == ["ures 0.png", "oads 0.png", "ures 1.png", "oads 1.png"]


def test_recent_images_are_added_by_a_tap(shown: Shown, qtbot: QtBot, home: Path) -> None:
    assert shown.tray.findChild(RecentStrip) is None, "nothing is looked for before it is opened"
    strip = open_recent(shown, qtbot)
    assert len(strip.paths) == 12
    assert strip.paths[0] == home / "Pictures" / "Screenshots" / "hots 0.png"
    model = strip.pictures.model()
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("hots 0.png, ")
    place: QRect = strip.pictures.visualRect(model.index(1, 0))
    QTest.mouseClick(strip.pictures.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    QTest.mouseClick(strip.pictures.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    QTest.mouseDClick(strip.pictures.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert [source.path for source in shown.sources] == [strip.paths[1]]
    qtbot.waitUntil(lambda: not model.index(0, 0).data(Qt.ItemDataRole.DecorationRole).isNull())
    QTest.mouseClick(shown.tray.recent, Qt.MouseButton.LeftButton)
    assert strip.isHidden()


def test_recent_images_by_keyboard(shown: Shown, qtbot: QtBot, home: Path) -> None:
    strip = open_recent(shown, qtbot)
    assert strip.pictures.hasFocus()
    QTest.keyClick(strip.pictures, Qt.Key.Key_Right)
    QTest.keyClick(strip.pictures, Qt.Key.Key_Return)
    QTest.keyClick(strip.pictures, Qt.Key.Key_Right)
    QTest.keyClick(strip.pictures, Qt.Key.Key_Space)
    assert [source.path for source in shown.sources] == strip.paths[1:3]
    QTest.keyClick(strip.pictures, Qt.Key.Key_Escape)
    assert strip.isHidden()
    assert shown.tray.recent.hasFocus()
    assert not shown.tray.recent.isChecked()


def test_no_recent_images_is_said(shown: Shown, qtbot: QtBot) -> None:
    shown.tray.recent.click()
    strip = shown.tray.findChild(RecentStrip)
    assert isinstance(strip, RecentStrip)
    qtbot.waitUntil(lambda: "no images" in strip.pictures.accessibleDescription())
    assert strip.pictures.isHidden()
