"""Examples of messages that several rooms contribute to."""

from handlers.slack.kit.blocks import Message, section
from handlers.slack.kit.example import Example
from handlers.slack.messaging import notices_views as views

NUDGE = Message("One day is short.", [section("*Wed 11 Mar* 7h30 missing")])
ALERT = Message("Alert on ACME-101.", [section(":rotating_light: *Alert on ACME-101* Spring mailer")])

EXAMPLES = [Example(views.together, ([NUDGE, ALERT],))]
