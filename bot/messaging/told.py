"""What all notices to a person that they did not ask for have in common."""

from bot.model import Model


class Told(Model):
    """What somebody is told; `person_id` is the reader's."""

    person_id: str

    @property
    def subject(self) -> str:
        """What the message shows the state of."""
        return desk_subject(self.person_id)


def desk_subject(person_id: str) -> str:
    """The subject of what a person was told unasked."""
    return f"desk:{person_id}"
