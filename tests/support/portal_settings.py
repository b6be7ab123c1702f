"""A desktop's portal that tells programs how it wants its windows: `python -m support.portal_settings SCHEME CONTRAST`.

SCHEME is 1 for dark and 2 for light, CONTRAST 1 for a high one. It prints `ready` and stays.
"""

import sys
from typing import Final

from jeepney import (  # type: ignore[import-untyped]  # it ships no types
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
)
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]  # it ships no types

_APPEARANCE: Final = "org.freedesktop.appearance"


def _answer(call: Message, values: dict[str, tuple[str, int]]) -> Message:
    member = call.header.fields.get(HeaderFields.member)
    if member == "ReadAll":
        return new_method_return(call, "a{sa{sv}}", ({_APPEARANCE: values},))
    if member in ("Read", "ReadOne") and call.body[0] == _APPEARANCE and call.body[1] in values:
        value = values[call.body[1]]
        return new_method_return(call, "v", (("v", value) if member == "Read" else value,))
    return new_error(call, "org.freedesktop.portal.Error.NotFound", "s", ("not here",))


def main(scheme: int, contrast: int) -> None:
    """Serve until the bus goes."""
    values = {"color-scheme": ("u", scheme), "contrast": ("u", contrast)}
    connection = open_dbus_connection(bus="SESSION")
    connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.portal.Desktop"))
    print("ready", flush=True)
    while True:
        call = connection.receive()
        if call.header.message_type == MessageType.method_call:
            connection.send(_answer(call, values))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
