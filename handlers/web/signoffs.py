"""The sign-off page: a client looks at one exact version, and decides. A GET never decides."""

import hashlib
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

import anyio
import anyio.to_thread
import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.core import Bot
from bot.errors import BotError, UsageError
from bot.messaging.outbox import STORE_FAULTS
from bot.rules.kit.link_tokens import LONGEST
from bot.rules.kit.media import shown_as
from bot.signoffs.certificates import certificate_of
from bot.signoffs.links import DeadLink, Gone
from bot.signoffs.pages import FileShown, PageDecision, PageShown, decide_by_link, file_of, page_of, receipt_of
from handlers.logs import new_reference
from handlers.web.forms import check_form, check_origin, new_form, read_form
from handlers.web.limits import Limiter
from handlers.web.pages import Pages, Refusal
from handlers.web.signoffs_views import receipt_values, signoff_values
from storage.store import StoreUnsure
from storage.words.signoffs import SignoffDecision

log = structlog.get_logger()

Result = TypeVar("Result")
Handler = Callable[[Request, str], Awaitable[Response]]

# Pages wait for the store in their own threads, so that they take none from Slack's deliveries.
THREADS = 4
# One visit takes up to three requests; scanners visit several times at once, and offices share an address.
PER_LINK, PER_ADDRESS, WINDOW_SECONDS = 60, 240, 60
ADVICE = {
    Gone.WRONG: "Please open it from the e-mail itself, or ask the agency for a new one.",
    Gone.USED: "What was decided is on record, and the receipt comes by e-mail.",
    Gone.EXPIRED: "Please ask the agency for a new one: they send it with one click.",
    Gone.REVOKED: "Please ask the agency if you think that you should have one.",
}


class SignoffPages:
    """The pages under one public address (it ends in a /); `agency` is the agency's name on them."""

    def __init__(self, bot: Bot, public_url: str, agency: str) -> None:
        self.bot, self.public_url, self.agency = bot, public_url, agency
        self.pages = Pages(is_https=public_url.startswith("https:"))
        self._threads = anyio.CapacityLimiter(THREADS)
        self._links = Limiter(PER_LINK, WINDOW_SECONDS)
        self._addresses = Limiter(PER_ADDRESS, WINDOW_SECONDS)

    def routes(self) -> list[Route]:
        """Return the routes; any error in one is shown on a page, and tokens are never logged."""
        told: list[tuple[str, Handler, str]] = [
            ("/signoff/{token}", self.show, "GET"),
            ("/signoff/{token}", self.decide, "POST"),
            ("/signoff/{token}/file", self.artefact, "GET"),
            ("/signoff/{token}/logo", self.logo, "GET"),
            ("/receipt/{token}", self.show_receipt, "GET"),
            ("/receipt/{token}/certificate", self.certificate, "GET"),
            ("/receipt/{token}/logo", self.receipt_logo, "GET"),
        ]
        return [Route(path, partial(self._answer, handler), methods=[method]) for path, handler, method in told]

    async def show(self, request: Request, token: str) -> Response:
        """Show the version to decide on."""
        opens = request.method == "GET"  # a HEAD doesn't open the link
        return self._page(token, await self._ask(partial(page_of, self.bot, token, opens=opens)))

    async def decide(self, request: Request, token: str) -> Response:
        """Take the decision; then show it at its own address, because this one is used up."""
        check_origin(request, self.public_url)
        fields = await read_form(request)
        check_form(token, fields.get("form", ""))
        try:
            receipt = await self._ask(partial(decide_by_link, self.bot, token, _chosen(fields)))
        except DeadLink:
            raise
        except BotError as refusal:
            shown = await self._ask(partial(page_of, self.bot, token))
            problems = dict(refusal.refusal.fields) or {"": str(refusal)}
            status = 422 if isinstance(refusal, UsageError) else 409
            return self._page(token, shown, fields, problems, status)
        return self.pages.moved(f"{self.public_url}receipt/{receipt}")

    async def artefact(self, request: Request, token: str) -> Response:
        """Return the file or document, shown in the browser if that's safe, otherwise as a download."""
        shown = await self._ask(partial(page_of, self.bot, token))
        return self._file(await self._ask(partial(file_of, self.bot, shown.signoff.artefact.file_id)))

    async def logo(self, request: Request, token: str) -> Response:
        """Return the client's logo."""
        return await self._logo(await self._ask(partial(page_of, self.bot, token)))

    async def show_receipt(self, request: Request, token: str) -> Response:
        """Show the decision."""
        shown = await self._ask(partial(receipt_of, self.bot, token))
        values = receipt_values(shown, self.agency, f"{self.public_url}receipt/{token}")
        return self.pages.page("receipt.html", shown.signoff.colour, values)

    async def certificate(self, request: Request, token: str) -> Response:
        """Return the sign-off's certificate, once it is settled."""
        shown = await self._ask(partial(receipt_of, self.bot, token))
        return self._file(await self._ask(partial(certificate_of, self.bot, shown.signoff.id)))

    async def receipt_logo(self, request: Request, token: str) -> Response:
        """Return the client's logo."""
        return await self._logo(await self._ask(partial(receipt_of, self.bot, token)))

    def _page(
        self,
        token: str,
        shown: PageShown,
        typed: dict[str, str] | None = None,
        problems: dict[str, str] | None = None,
        status: int = 200,
    ) -> Response:
        here = f"{self.public_url}signoff/{token}"
        values = signoff_values(shown, self.agency, here, new_form(token), typed or {}, problems or {})
        return self.pages.page("signoff.html", shown.signoff.colour, values, status)

    async def _logo(self, shown: PageShown) -> Response:
        return self._file(await self._ask(partial(file_of, self.bot, shown.signoff.logo_id)))

    def _file(self, file: FileShown) -> Response:
        return self.pages.file(file.name, file.content, shown_as(file.content))

    async def _ask(self, work: Callable[[], Result]) -> Result:
        return await anyio.to_thread.run_sync(work, limiter=self._threads)

    async def _answer(self, handler: Handler, request: Request) -> Response:
        """Return the answer of a handler, or the page that says why there is none."""
        reference = new_reference()
        try:
            token = request.path_params["token"][:LONGEST]
            self._hold_back(request, token)
            return await handler(request, token)
        except Refusal as refusal:
            return self.pages.refused(refusal)
        except DeadLink as dead:
            return self.pages.page_of(dead.why, ADVICE[dead.why], 404)
        except BotError as refusal:
            return self.pages.page_of("That is not there", str(refusal), 404)
        except StoreUnsure:
            log.warning("page_unsure")
            advice = "Please open the link again in a minute: it shows whether your answer was saved."
            return self.pages.page_of("We don’t know yet", advice, 503, reference)
        except STORE_FAULTS as fault:
            log.warning("page_store_fault", problem=type(fault).__name__)
            return self.pages.page_of(
                "Just a moment", "Please try again in a minute. Nothing was lost.", 503, reference
            )
        except Exception:
            log.exception("page_fault")
            advice = "Nothing was decided by this. Please try again, or answer the e-mail and tell the agency."
            return self.pages.page_of("That didn’t work", advice, 500, reference)

    def _hold_back(self, request: Request, token: str) -> None:
        address = request.client.host if request.client else ""
        link = hashlib.sha256(token.encode()).hexdigest()
        if wait := max(self._addresses.wait(address), self._links.wait(link)):
            advice = "Please wait a minute, and open the page again."
            raise Refusal(429, "That was quick", advice, retry_after=int(wait) + 1)


def _chosen(fields: dict[str, str]) -> PageDecision:
    """Return the decision in a form. Raises UsageError (field `decision`)."""
    try:
        decision = SignoffDecision(fields.get("decision", ""))
    except ValueError:
        message = "Please choose one of the four."
        raise UsageError(message, fields={"decision": message}) from None
    form, name, said = (fields.get(each, "") for each in ("form", "name", "said"))
    return PageDecision(form=form, decision=decision, name=name, said=said)
