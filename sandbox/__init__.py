"""A strict, Slack-like workspace on this machine, for trying a bot and for testing it over Slack's own protocol."""

from sandbox.server import Sandbox

__all__ = ["Sandbox"]
