"""Channels in which nothing internal is posted, for the examples of several rooms."""

from bot.clients.internal_channels import HeldBack, Obstacle
from handlers.slack.kit.example import channel
from storage.words.platforms import ChannelRef

UNSEEN = HeldBack(channel=ChannelRef(name="leads"), why=Obstacle.UNSEEN)
OUTSIDE = HeldBack(channel=channel("C0SHARED"), why=Obstacle.READ_OUTSIDE)
BOTH = {"held_back": [UNSEEN, OUTSIDE]}
