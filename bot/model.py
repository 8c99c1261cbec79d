"""Base class for data that enters or leaves the bot: requests, results, notices and payloads."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """Frozen data. Its errors never quote the input: what people typed stays out of logs."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)
