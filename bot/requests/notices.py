"""Notices about clients' requests that are overdue."""

from bot.clients.clients import require_client
from bot.core import Bot
from bot.messaging.notices import Unprompted
from bot.requests.requests import shown
from storage.people import people
from storage.requests import requests


class RequestOverdue(Unprompted):
    """A client's request that the reader owns, or whose client they lead, is overdue."""

    request_id: str

    def still_relevant(self, bot: Bot) -> bool:
        """Return whether it is still open and overdue, and still concerns the reader."""
        with bot.read() as work:
            row = requests.by_id(work.session, self.request_id)
            if row is None:
                return False
            client = require_client(work.session, row.client_id)
            concerned = (row.owner_id, client.lead_id, client.backup_lead_id, client.owner_id)
            reader = people.by_id(work.session, self.person_id)
            return self.person_id in concerned and shown(work, row, reader).overdue


RequestNotice = RequestOverdue
