"""What the system believes of the network: a hint to try again, never more."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtNetwork import QNetworkInformation


class NetworkWatch(QObject):
    """Says when the network seems to come or go. Lives on the GUI thread. Silent where the system does not tell.

    Signals:
        changed: Whether LiveDesk may be reachable now, as far as the system knows.
    """

    changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._information: QNetworkInformation | None = None
        if QNetworkInformation.loadDefaultBackend():
            self._information = QNetworkInformation.instance()
        if self._information is not None:
            self._information.reachabilityChanged.connect(self._on_information_reachability_changed)

    @property
    def is_watching(self) -> bool:
        """Whether the system tells at all."""
        return self._information is not None

    @Slot(QNetworkInformation.Reachability)
    def _on_information_reachability_changed(self, reachability: QNetworkInformation.Reachability) -> None:
        self.changed.emit(reachability != QNetworkInformation.Reachability.Disconnected)
