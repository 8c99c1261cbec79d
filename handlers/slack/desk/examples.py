"""Examples of what people see of all rooms together."""

from handlers.slack.desk import card_examples, home_examples

EXAMPLES = [*card_examples.EXAMPLES, *home_examples.EXAMPLES]
