"""Examples of the views of weeks: the table, approval, missing time, summaries."""

from handlers.slack.timesheets import missing_examples, week_examples

EXAMPLES = [*week_examples.EXAMPLES, *missing_examples.EXAMPLES]
