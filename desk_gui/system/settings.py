"""Settings as plain data, with an explicit reader and writer. Standard library only: read before the first paint."""

from dataclasses import dataclass, field
from typing import Final

SCHEMA: Final = 1
DEFAULT_PROFILE: Final = "default"
DEFAULT_BASE_URL: Final = "https://livedesk-api.engagelab.com"
APPEARANCES: Final = ("system", "light", "dark")


@dataclass(frozen=True, slots=True)
class Profile:
    """One LiveDesk account: where it is and what this technician's tickets start with. Holds no secret.

    Attributes:
        name: Unique; the first one is `default`.
        base_url: `https`, or `http` on loopback.
        path_prefix: Before every call (`create_ticket` page).
        upload_path: After the prefix. Assumed: the upload call is not documented.
        upload_field: Multipart field that carries the file. Assumed.
        default_requester_id: What Requester ID starts with.
        submitter_id: `submitter.id` of every ticket; empty sends none.
        reference_field: Custom field that carries the ticket's short reference; empty switches it off.
    """

    name: str = DEFAULT_PROFILE
    base_url: str = DEFAULT_BASE_URL
    path_prefix: str = "/api/v2/accounts"
    upload_path: str = "/upload"
    upload_field: str = "attachment"
    default_requester_id: str = ""
    submitter_id: str = ""
    reference_field: str = "desk_gui_reference"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the technician may set.

    Attributes:
        active_profile: Name of the profile new tickets use.
        profiles: At least one, names unique.
        appearance: `system`, `light` or `dark`.
        unknown: Keys a newer version wrote, kept as they were.
    """

    active_profile: str = DEFAULT_PROFILE
    profiles: tuple[Profile, ...] = (Profile(),)
    appearance: str = "system"
    unknown: dict[str, object] = field(default_factory=dict, compare=False)

    def profile(self, name: str) -> Profile | None:
        """Return the profile of this name, if there is one."""
        return next((profile for profile in self.profiles if profile.name == name), None)

    @property
    def active(self) -> Profile:
        """The profile new tickets use."""
        return self.profile(self.active_profile) or self.profiles[0]
