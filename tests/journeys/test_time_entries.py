"""A coordinator's first day: time by command, form, mention and direct message; edit, undo, Home."""

import re

from playwright.sync_api import Locator, Page, Route, expect

# A busy machine takes long for as many days as a month has.
A_MONTH_MS = 90_000


def say(page: Page, text: str, where: str = "composer") -> None:
    composer = page.locator(f"[data-test={where}]")
    composer.fill(text)
    composer.press("Enter")


def answer(page: Page, text: str | re.Pattern[str]) -> Locator:
    """The last message with that text, once it is there."""
    found = page.locator("[data-test=message]").filter(has_text=text).last
    expect(found).to_be_visible()
    return found


def close(modal: Locator) -> None:
    modal.page.keyboard.press("Escape")
    expect(modal).to_be_hidden()


def act_as(page: Page, name: str, channel: str) -> None:
    """Go on as somebody else, in a channel."""
    switcher = page.locator("[data-test=act-as]")
    user = switcher.locator("option").filter(has_text=name).get_attribute("value")
    switcher.select_option(user)
    link = page.get_by_role("link", name=channel, exact=True)
    expect(link).to_have_attribute("href", re.compile(f"as={user}"))
    page.get_by_role("link", name=channel, exact=True).click()
    expect(page.get_by_role("main").get_by_role("heading", level=1)).to_have_text(channel)


def move_clock(page: Page, to: str) -> None:
    """Choose where the clock goes, and wait until the bot is there."""
    clock = page.locator("[data-test=clock]")
    before = clock.inner_text()
    clock.click()
    with page.expect_response("**/clock/forward"):
        page.get_by_role("menuitem", name=to).click()
    expect(clock).not_to_have_text(before)
    expect(page.locator(".clock-moving")).to_have_text("", timeout=A_MONTH_MS)


def test_a_newcomer_logs_time_in_every_way_and_sees_it_on_home(page: Page) -> None:
    page.get_by_role("link", name="accounts").click()

    say(page, "/logtime 2h ACME-101 copy edits")
    logged = answer(page, "2h logged on ACME-101 Spring mailer")
    expect(logged).to_contain_text("Acme Outdoor")
    expect(logged).to_contain_text("Only visible to you")

    logged.get_by_role("button", name="Edit").click()
    modal = page.locator("[data-test=modal]")
    modal.get_by_label("Duration", exact=True).fill("1:75")
    modal.get_by_role("button", name="Save").click()
    expect(modal.get_by_text("an hour has 60")).to_be_visible()
    modal.get_by_label("Duration", exact=True).fill("2h30")
    modal.get_by_role("button", name="Save").click()
    expect(modal).to_contain_text("2h 30m logged on ACME-101")
    close(modal)
    answer(page, "2h 30m logged on ACME-101")

    say(page, "/logtime")
    modal.get_by_label("Job", exact=True).press_sequentially("trail")
    modal.get_by_role("option", name=re.compile("ACME-102 Trail guide")).click()
    modal.get_by_label("Duration", exact=True).fill("45m")
    modal.get_by_label("Note").fill("map captions")
    modal.get_by_role("button", name="Log time").click()
    expect(modal).to_contain_text("45m logged on ACME-102")
    modal.get_by_role("button", name="Log another").click()
    expect(modal.get_by_label("Duration", exact=True)).to_be_visible()
    close(modal)

    say(page, "@Jobjacket log 20m ACME-111 proof")
    answer(page, "I can't find job ACME-111").get_by_role("button", name="ACME-101 · Spring mailer").click()
    answer(page, "20m logged on ACME-101").get_by_role("button", name="Undo").click()
    answer(page, "Undone: 20m on ACME-101")

    page.get_by_role("link", name="Jobjacket").click()
    page.get_by_role("link", name="Messages").click()
    say(page, "1h BWF-201 tasting notes")
    answer(page, "1h logged on BWF-201 Recipe cards")

    page.get_by_role("link", name="Home", exact=True).click()
    home = page.locator("[data-test=home]")
    for line in ("1h BWF-201 Recipe cards", "45m ACME-102 Trail guide brochure", "2h 30m ACME-101 Spring mailer"):
        expect(home).to_contain_text(re.compile(r"\s+".join(re.escape(word) for word in line.split())))
    expect(home).to_contain_text("You have logged 4h 15m today")
    home.get_by_role("button", name="Undo").first.click()
    expect(home).to_contain_text("You have logged 3h 15m today")


def test_a_thread_takes_a_mention_where_a_command_cannot_go(page: Page) -> None:
    act_as(page, "Sam Okafor", "accounts")
    say(page, "Who edits the mailer?")
    message = answer(page, "Who edits the mailer?")
    message.hover()
    message.get_by_role("button", name="Reply in thread").click()
    say(page, "@Jobjacket log 1h ACME-101", "thread-composer")
    answer(page, "1h logged on ACME-101")


def test_a_new_joiner_is_met_kindly_and_a_guest_is_refused(page: Page) -> None:
    act_as(page, "Zoe Park", "general")
    say(page, "/logtime 2h ACME-101")
    answer(page, "Ask Grace Lindqvist to add you")
    act_as(page, "Hannah Cole", "brightwater")
    say(page, "/logtime 2h BWF-201")
    answer(page, "not for guests")


def test_what_was_said_before_the_page_was_told_of_anything_is_shown(page: Page) -> None:
    held: list[Route] = []
    page.route("**/browser/live**", lambda route: held.append(route))  # noqa: PLW0108  # the library marks what it is given
    act_as(page, "Sam Okafor", "accounts")
    expect(page.locator("[data-test=message]").first).to_be_visible()
    other = page.context.new_page()
    other.goto(page.url)
    say(other, "Said while the other page was connecting")
    answer(other, "Said while the other page was connecting")
    held[-1].continue_()
    answer(page, "Said while the other page was connecting")
