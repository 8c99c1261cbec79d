"""The name that the floors below keep Slack's addresses, channels and messages under."""

from storage.words.platforms import Platform

SLACK = Platform("slack")
