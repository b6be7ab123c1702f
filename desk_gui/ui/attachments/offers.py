"""What a drop held that is only taken when the technician says so. Plain data."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LinkOffer:
    """A web address: to be downloaded, or written into the description."""

    url: str


@dataclass(frozen=True, slots=True)
class FolderOffer:
    """A folder: to be attached as its files, or as one .zip."""

    path: Path


@dataclass(frozen=True, slots=True)
class PortalOffer:
    """Files that only the desktop's portal can hand over. Asked for at once: dropping them was saying so.

    Attributes:
        key: What the portal wants to see.
    """

    key: str


@dataclass(frozen=True, slots=True)
class TwinOffer:
    """A file whose content is attached already: to be kept as well, or taken off.

    Attributes:
        attachment_id: The later one.
        name: Its name.
        other_name: The name of the one that was there.
    """

    attachment_id: str
    name: str
    other_name: str


Offer = LinkOffer | FolderOffer | PortalOffer | TwinOffer
