"""The platforms that people are reached on. Standard library only: the rules read this file too."""

from typing import NewType

# The doors name theirs; the floors below keep the name and read nothing into it. E-mail is the bot's own.
Platform = NewType("Platform", str)
EMAIL = Platform("e-mail")
