"""Slack's Web API: one module for each family of methods, one registry for them all."""

from sandbox.web_api import apps, chat, conversations, files, users, views
from sandbox.web_api.registry import METHODS

__all__ = ["METHODS", "apps", "chat", "conversations", "files", "users", "views"]
