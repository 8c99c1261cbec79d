"""Examples of what people see of all rooms together."""

from handlers.slack.desk import home_examples

EXAMPLES = [*home_examples.EXAMPLES]
