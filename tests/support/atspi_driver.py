"""Look at and work other programs' windows through the accessibility bus, as a screen reader does.

Runs on the system's Python, which has the bindings (python3-gi, gir1.2-atspi-2.0), as a process of its own: one JSON
object a line in, one out. `support.atspi` starts it and speaks for it.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  (the version has to be named first)

_DEEPEST = 40


def _forget(node: Any) -> None:
    """Make the bindings ask the program again instead of believing what they heard before."""
    forget = getattr(node, "clear_cache_single", None) or node.clear_cache  # the first since AT-SPI 2.50
    forget()


def _children(node: Any) -> list[Any]:
    """Return the children there are right now; a node that has gone has none."""
    try:
        _forget(node)
        found = [node.get_child_at_index(index) for index in range(min(node.get_child_count(), 2000))]
    except GLib.Error:
        return []
    return [child for child in found if child is not None]


def _walk(node: Any, depth: int = 0) -> Iterator[tuple[int, Any]]:
    """Yield a node and all below it, top down, with their depth."""
    yield depth, node
    if depth < _DEEPEST:
        for child in _children(node):
            yield from _walk(child, depth + 1)


def _text(node: Any) -> str | None:
    """Return a node's text, or None when it holds none."""
    interface = node.get_text_iface()
    return (
        None if interface is None else str(Atspi.Text.get_text(interface, 0, Atspi.Text.get_character_count(interface)))
    )


def _states(node: Any) -> list[str]:
    """Return the names of a node's states, such as `focused` and `showing`."""
    return sorted(state.value_nick for state in node.get_state_set().get_states())


class Driver:
    """Answers requests; remembers every node it named, so that a later request can mean it."""

    def __init__(self) -> None:
        Atspi.init()
        self._nodes: list[Any] = []
        self._heard: list[str] = []
        self._ear: Any = None

    def describe(self, node: Any) -> dict[str, Any]:
        """Return what is known of a node, and a number to name it by."""
        self._nodes.append(node)
        _forget(node)
        extents = None
        component = node.get_component_iface()  # asked for once: the node may go away between two questions
        if component is not None:
            box = Atspi.Component.get_extents(component, Atspi.CoordType.SCREEN)
            extents = [box.x, box.y, box.width, box.height]
        return {
            "id": len(self._nodes) - 1,
            "role": node.get_role_name(),
            "name": node.get_name() or "",
            "description": node.get_description() or "",
            "states": _states(node),
            "text": _text(node),
            "extents": extents,
        }

    def _roots(self, app: str) -> list[Any]:
        """Return the applications whose name, or the title of one of whose windows, begins so."""
        found = []
        for application in _children(Atspi.get_desktop(0)):
            names = [application.get_name() or "", *((window.get_name() or "") for window in _children(application))]
            if any(name.lower().startswith(app.lower()) for name in names):
                found.append(application)
        return found

    def walk(self, *, app: str) -> list[dict[str, Any]]:
        """Return everything that shows in an application's windows, each with the number of what it is in."""
        found: list[dict[str, Any]] = []
        for root in self._roots(app):
            above: list[int] = []
            for depth, node in _walk(root):
                try:
                    described = self.describe(node)
                except GLib.Error:
                    continue
                above = [*above[:depth], described["id"]]
                found.append({**described, "parent": above[depth - 1] if depth else None})
        return found

    def find(self, *, app: str, name: str | None, role: str | None, within: int | None) -> list[dict[str, Any]]:
        """Return every node of an application with this name and role, in the order of the tree."""
        roots = self._roots(app) if within is None else [self._nodes[within]]
        everything = (node for root in roots for _, node in _walk(root))
        return self._described(everything, name, role)

    def _described(
        self, nodes: Iterable[Any], name: str | None = None, role: str | None = None
    ) -> list[dict[str, Any]]:
        """Describe those of this name and role, but for what goes away while being looked at."""
        found = []
        for node in nodes:
            try:
                if (name is None or node.get_name() == name) and (role is None or node.get_role_name() == role):
                    found.append(self.describe(node))
            except GLib.Error:
                continue
        return found

    def read(self, *, node: int) -> dict[str, Any]:
        """Return what is known of a node by now."""
        return self.describe(self._nodes[node])

    def children(self, *, node: int) -> list[dict[str, Any]]:
        """Return a node's children."""
        return self._described(_children(self._nodes[node]))

    def dump(self, *, app: str) -> str:
        """Return the whole tree as indented lines, for people who wonder why something was not found."""
        lines = []
        for root in self._roots(app):
            for depth, node in _walk(root):
                try:
                    lines.append(f"{'  ' * depth}{node.get_role_name()} {node.get_name()!r} {' '.join(_states(node))}")
                except GLib.Error:
                    continue
        return "\n".join(lines)

    def set_text(self, *, node: int, text: str) -> bool:
        """Put a text in the place of what a field holds; False when the field takes none from assistive tools."""
        interface = self._nodes[node].get_editable_text_iface()
        return interface is not None and bool(Atspi.EditableText.set_text_contents(interface, text))

    def press(self, *, node: int, action: str | None) -> str:
        """Do a node's action, the first one unless it is named; return the action's name."""
        interface = self._nodes[node].get_action_iface()
        names = [] if interface is None else self._action_names(interface)
        chosen = action or (names[0] if names else "")
        if chosen not in names:
            raise LookupError(f"no action {chosen!r} among {names}")
        if not Atspi.Action.do_action(interface, names.index(chosen)):
            raise LookupError(f"the action {chosen!r} was refused")
        return chosen

    @staticmethod
    def _action_names(interface: Any) -> list[str]:
        return [
            Atspi.Action.get_action_name(interface, index) for index in range(Atspi.Action.get_n_actions(interface))
        ]

    def listen(self) -> None:
        """Hear what programs announce from now on."""
        self._ear = Atspi.EventListener.new(self._hear)
        self._ear.register("object:announcement")

    def _hear(self, event: Any) -> None:
        self._heard.append(str(event.any_data))

    def heard(self) -> list[str]:
        """Return what was announced since `listen`, in order."""
        context = GLib.MainContext.default()
        while context.iteration(False):
            pass
        return self._heard

    def focus(self, *, node: int) -> bool:
        """Give a node the keyboard."""
        interface = self._nodes[node].get_component_iface()
        return interface is not None and bool(Atspi.Component.grab_focus(interface))

    def select(self, *, node: int, index: int) -> bool:
        """Select a child by its place, as in a list."""
        interface = self._nodes[node].get_selection_iface()
        return interface is not None and bool(Atspi.Selection.select_child(interface, index))


def main() -> int:
    """Answer requests until the input ends."""
    driver = Driver()
    actions = {
        action.__name__: action
        for action in (
            *(driver.walk, driver.find, driver.read, driver.children, driver.dump),
            *(driver.set_text, driver.press, driver.focus, driver.select, driver.listen, driver.heard),
        )
    }
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer: dict[str, Any] = {"result": actions[request.pop("do")](**request)}
        except (GLib.Error, LookupError) as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
