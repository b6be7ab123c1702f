"""The channel contact and the followers of a requester's last ticket: filled in where nothing was typed."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from desk_gui.outbox.desk_people import Person
from desk_gui.outbox.draft import Draft, Follower
from desk_gui.ui.form.form_panel import FormPanel


@dataclass(frozen=True, slots=True)
class _Channel:
    channel_id: str = ""
    channel_contact_id: str = ""
    sub_contact_id: str = ""
    followers: tuple[Follower, ...] = ()


class ChannelMemory:
    """Fills in what is remembered, never over what was typed, and takes it back with its requester.

    Args:
        form: Whose channel contact it is.
    """

    def __init__(self, form: FormPanel) -> None:
        self._form = form
        self._filled = _Channel()
        self._filled_for = ""
        self._offered = _Channel()

    @property
    def is_offering(self) -> bool:
        """Whether there is something that `press` does."""
        return self._offered != _Channel() or self._filled != _Channel()

    def offer(self, person: Person, *, fills: bool = True) -> tuple[str, tuple[str, ...]]:
        """Fill in what is remembered of somebody, or offer it.

        Args:
            person: Who it is.
            fills: Whether they were chosen; what is typed as an ID may still become another, and is only offered.

        Returns:
            What to say about it, and what the button says; nothing when there is nothing to say.
        """
        self.take_back(unless_for=person.requester_id)
        self._offered = _Channel()
        remembered = _channel_of(person)
        now = self._now()
        if remembered in (_Channel(), now):
            return "", ()
        if now == _Channel() and fills:
            self._fill(remembered)
            self._filled, self._filled_for = remembered, person.requester_id
            said = QCoreApplication.translate("people", "Channel contact and followers of last time are filled in.")
            return said, (QCoreApplication.translate("people", "Undo"),)
        self._offered, self._filled_for = remembered, person.requester_id
        said = (
            QCoreApplication.translate("people", "Last time this requester had another channel contact.")
            if now != _Channel()
            else QCoreApplication.translate("people", "Last time this requester had a channel contact or followers.")
        )
        return said, (QCoreApplication.translate("people", "Use that"),)

    def press(self) -> None:
        """Take the offer, or take back what was filled in."""
        if self._offered != _Channel():
            self._fill(self._offered)
            self._filled, self._offered = self._offered, _Channel()
        else:
            self.take_back(unless_for="")

    def take_back(self, *, unless_for: str) -> None:
        """Take out what was filled in for another requester than this, unless it was changed since."""
        self._offered = _Channel()
        if self._filled_for == unless_for and unless_for:
            return
        if self._filled != _Channel() and self._now() == self._filled:
            self._fill(_Channel())
        self.begin_anew()

    def begin_anew(self) -> None:
        """Forget what was filled in: another draft is in the form."""
        self._filled = self._offered = _Channel()
        self._filled_for = ""

    def _now(self) -> _Channel:
        return _channel_of(self._form.draft())

    def _fill(self, channel: _Channel) -> None:
        self._form.fill_channel(
            replace(
                self._form.draft(),
                channel_id=channel.channel_id,
                channel_contact_id=channel.channel_contact_id,
                sub_contact_id=channel.sub_contact_id,
                followers=channel.followers,
            )
        )


def _channel_of(source: Person | Draft) -> _Channel:
    followers = tuple(one for one in source.followers if one.id.strip() or one.name.strip())
    return _Channel(source.channel_id, source.channel_contact_id, source.sub_contact_id, followers)
