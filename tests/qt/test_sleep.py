"""What Windows says of sleep is read right; every other message is let be."""

import ctypes
from ctypes import wintypes

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QApplication

from desk_gui.qt.sleep import SleepWatch, is_sleep, read_message


@pytest.mark.parametrize(
    ("message", "parameter", "said"),
    [
        (0x0218, 0x0004, True),
        (0x0218, 0x0007, False),
        (0x0218, 0x0012, False),
        (0x0218, 0x000A, None),  # the battery is another percent down
        (0x0218, 0, None),
        (0x0011, 0x0004, None),
        (0, 0, None),
    ],
)
def test_messages_of_windows(message: int, parameter: int, said: bool | None) -> None:
    assert is_sleep(message, parameter) is said


def _message(number: int, parameter: int) -> wintypes.MSG:
    made = wintypes.MSG()
    made.message = number
    made.wParam = parameter
    return made


def test_a_message_is_read_where_it_lies() -> None:
    made = _message(0x0218, 0x12)
    assert read_message(ctypes.addressof(made)) == (0x0218, 0x12)


def test_the_watch_tells_what_it_hears_and_keeps_nothing_back(qapp: QApplication) -> None:
    watch = SleepWatch(qapp)
    told: list[bool] = []
    watch.changed.connect(told.append)
    for number, parameter in ((0x0218, 4), (0x000F, 4), (0x0218, 7)):
        made = _message(number, parameter)
        answer = watch._filter.nativeEventFilter(QByteArray(b"windows_generic_MSG"), ctypes.addressof(made))
        assert answer == (False, 0)
    made = _message(0x0218, 4)
    watch._filter.nativeEventFilter(QByteArray(b"xcb_generic_event_t"), ctypes.addressof(made))
    assert told == [True, False]
    qapp.removeNativeEventFilter(watch._filter)
    watch.deleteLater()
