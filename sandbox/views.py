"""The views on people's screens: a stack of modals for each person, and their home view."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sandbox.clock import Clock
from sandbox.inputs import Values, values_of
from sandbox.limits import LIMITS
from sandbox.values import Json, Refused, fields_of, new_id


@dataclass
class View:
    """A view on one person's screen, with the values they have entered so far."""

    id: str
    user: str
    body: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    entered: Values = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """Its blocks, each with an id."""
        blocks: list[Json] = self.body["blocks"]
        return blocks

    def values(self) -> Values:
        """Its `state.values`."""
        return values_of(self.blocks, self.entered)


class Views:
    """Opens, pushes, updates and closes. State only; it notifies nobody."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}

    def top(self, user: str) -> View | None:
        """The modal that the person sees."""
        stack = self._stacks.get(user)
        return stack[-1] if stack else None

    def find(self, view_id: str) -> View:
        """Returns the open modal or home view with that id, or raises a refusal."""
        return self._first(view for view in self._all() if view.id == view_id)

    def find_external(self, external_id: str) -> View:
        """Returns the view with that external id, or raises a refusal."""
        return self._first(view for view in self._all() if external_id and view.body.get("external_id") == external_id)

    def open(self, user: str, body: Json) -> View:
        """Puts a modal on the person's screen, replacing any that was there."""
        self._refuse_double_external_id(body)
        view = self._new(user, body)
        self._stacks[user] = [view]
        return view

    def push(self, user: str, body: Json) -> View:
        """Puts a modal on top of the person's stack."""
        stack = self._stacks.get(user)
        if not stack:
            raise Refused("not_found")
        if len(stack) >= LIMITS["view.stack"]:
            raise Refused("push_limit_reached")
        self._refuse_double_external_id(body)
        view = self._new(user, body)
        view.root_id, view.previous_id = stack[0].root_id, stack[-1].id
        stack.append(view)
        return view

    def update(self, view: View, body: Json, expected_hash: str | None = None) -> None:
        """Gives a view a new body. Entered values stay if block and action ids stay."""
        if expected_hash and expected_hash != view.hash:
            raise Refused("hash_conflict")
        self._refuse_double_external_id(body, view)
        view.body, view.hash = body, self._hash()

    def publish(self, user: str, body: Json, expected_hash: str | None = None) -> View:
        """Gives the person a home view."""
        home = self.homes.get(user)
        if home is None:
            home = self.homes[user] = self._new(user, body)
        else:
            self.update(home, body, expected_hash)
            home.entered = {}
        return home

    def close(self, view: View, *, everything: bool = False) -> list[View]:
        """Removes a modal and all above it, or the person's whole stack; returns them, the top one first."""
        stack = self._stacks[view.user]
        keep = 0 if everything or view.body.get("clear_on_close") else stack.index(view)
        closed = stack[keep:]
        del stack[keep:]
        return closed[::-1]

    def _new(self, user: str, body: Json) -> View:
        view_id = new_id("V")
        return View(view_id, user, body, self._hash(), view_id)

    def _hash(self) -> str:
        return f"{self._clock.stamp()}.{new_id('h')[-6:].lower()}"

    def _all(self) -> Iterator[View]:
        for stack in self._stacks.values():
            yield from stack
        yield from self.homes.values()

    def _refuse_double_external_id(self, body: Json, but: View | None = None) -> None:
        external_id = body.get("external_id")
        if external_id and any(v.body.get("external_id") == external_id for v in self._all() if v is not but):
            raise Refused("duplicate_external_id")

    @staticmethod
    def _first(views: Iterator[View]) -> View:
        for view in views:
            return view
        raise Refused("not_found", "That view is no longer open.")

    def to_json(self) -> Json:
        """Returns the part for a state file: the home views."""
        return {"homes": [fields_of(home) for home in self.homes.values()]}

    def load(self, saved: Json) -> None:
        """Loads the result of `to_json`."""
        self.homes = {one["user"]: View(**one) for one in saved["homes"]}
