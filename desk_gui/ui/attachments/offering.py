"""Asks about what a drop held that is not simply taken, and does what is answered."""

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from desk_gui.outbox.desk import FileSource
from desk_gui.outbox.draft import new_id
from desk_gui.outbox.names import name_in_url
from desk_gui.ui.attachments.folders import FolderContents, FolderCounter
from desk_gui.ui.attachments.lines import Answer, Choices, Lines
from desk_gui.ui.attachments.offers import FolderOffer, LinkOffer, Offer, PortalOffer, TwinOffer
from desk_gui.ui.attachments.reader import Reading, read_paths
from desk_gui.ui.text import fill, plain, size_text

_LONGEST_SHOWN = 70


class Offering(QObject):
    """Turns offers into lines with buttons, and answers into what they ask for. Lives on the GUI thread.

    Signals:
        reading_made: A Reading to take.
        link_chosen: An address to download from.
        text_chosen: Text for the description.
        removal_chosen: Attachment id of one to take off.
        portal_key_found: A key to ask the desktop's portal with.
    """

    reading_made = Signal(object)
    link_chosen = Signal(str)
    text_chosen = Signal(str)
    removal_chosen = Signal(str)
    portal_key_found = Signal(str)

    def __init__(self, lines: Lines) -> None:
        """Begin without offers.

        Args:
            lines: Where they are shown; also this object's parent.
        """
        super().__init__(lines)
        self._lines = lines
        self._offers: dict[str, Offer] = {}
        self._contents: dict[str, FolderContents] = {}
        self._counter = FolderCounter(self)
        self._counter.counted.connect(self._on_counter_counted)
        lines.answered.connect(self._on_lines_answered)

    def make(self, offer: Offer) -> None:
        """Make an offer; the same one twice is one."""
        if offer in self._offers.values():
            return
        key = new_id()
        match offer:
            case PortalOffer(portal_key):
                self.portal_key_found.emit(portal_key)
                return
            case LinkOffer(url):
                self._lines.ask(key, _about_link(url), self._link_choices())
            case FolderOffer(path):
                sentence = fill(self.tr("“%1” is a folder; counting what is in it…"), plain(path.name, _LONGEST_SHOWN))
                self._lines.ask(key, sentence, ((Answer.LEAVE, self.tr("Leave it out")),))
                self._counter.ask(key, path)
            case TwinOffer(_, name, other_name):
                sentence = fill(
                    self.tr("“%1” is the same as “%2”."),
                    plain(name, _LONGEST_SHOWN),
                    plain(other_name, _LONGEST_SHOWN),
                )
                self._lines.ask(
                    key, sentence, ((Answer.REMOVE, self.tr("Remove")), (Answer.KEEP, self.tr("Keep both")))
                )
        self._offers[key] = offer

    def forget(self, attachment_id: str) -> None:
        """Take back what was asked about a file that is gone."""
        for key, offer in list(self._offers.items()):
            if isinstance(offer, TwinOffer) and offer.attachment_id == attachment_id:
                self._drop(key)

    def clear(self) -> None:
        """Take all offers back: they were about another draft."""
        for key in list(self._offers):
            self._drop(key)

    def _drop(self, key: str) -> None:
        self._offers.pop(key, None)
        self._contents.pop(key, None)
        self._lines.drop(key)

    def _link_choices(self) -> Choices:
        return (
            (Answer.DOWNLOAD, self.tr("Download")),
            (Answer.AS_LINK, self.tr("Add as link")),
            (Answer.LEAVE, self.tr("Leave it")),
        )

    @Slot(str, object)
    def _on_counter_counted(self, key: str, contents: FolderContents) -> None:
        if key not in self._offers:
            return
        self._contents[key] = contents
        count = len(contents.files)
        name = plain(contents.path.name, _LONGEST_SHOWN)
        leave = (Answer.LEAVE, self.tr("Leave it out"))
        as_zip = (Answer.AS_ZIP, self.tr("Add as one .zip"))
        if not contents.is_readable:
            self._lines.ask(key, fill(self.tr("The folder “%1” cannot be read."), name), (leave,))
        elif contents.is_more:
            sentence = self.tr("The folder “%1” has more than %2 files: choose a part of it.")
            self._lines.ask(key, fill(sentence, name, str(count)), (leave,))
        elif not count:
            self._lines.ask(key, fill(self.tr("The folder “%1” has no files in it."), name), (leave,))
        else:
            sentence = self.tr("The folder “%1” has %n files, %2.", "", count)
            choices = ((Answer.ADD_FILES, self.tr("Add %n files", "", count)), as_zip, leave)
            self._lines.ask(key, fill(sentence, name, size_text(contents.size_bytes)), choices)

    @Slot(str, object)
    def _on_lines_answered(self, key: str, answer: Answer) -> None:
        offer, contents = self._offers.get(key), self._contents.get(key)
        self._drop(key)
        match offer, answer:
            case LinkOffer(url), Answer.DOWNLOAD:
                self.link_chosen.emit(url)
            case LinkOffer(url), Answer.AS_LINK:
                self.text_chosen.emit(url)
            case FolderOffer(), Answer.ADD_FILES if contents is not None:
                self.reading_made.emit(read_paths(list(contents.files), len(contents.files)))
            case FolderOffer(path), Answer.AS_ZIP:
                source = FileSource(new_id(), f"{path.name or 'folder'}.zip", path=path, as_zip=True)
                self.reading_made.emit(Reading(sources=(source,)))
            case TwinOffer(attachment_id), Answer.REMOVE:
                self.removal_chosen.emit(attachment_id)


def _about_link(url: str) -> str:
    name = name_in_url(url)
    if not name:
        return fill(QCoreApplication.translate("Offering", "That was a link: %1"), plain(url, _LONGEST_SHOWN))
    text = QCoreApplication.translate("Offering", "That was a link to “%1”: %2")
    return fill(text, plain(name, _LONGEST_SHOWN), plain(url, _LONGEST_SHOWN))
