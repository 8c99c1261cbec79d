"""Examples of the views that combine all rooms."""

from handlers.slack.desk import card_examples, home_examples

EXAMPLES = [*card_examples.EXAMPLES, *home_examples.EXAMPLES]
