"""The money and the yes: estimates and a concept go to the client, in a shared channel and by e-mail on a phone."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.test_time_entries import act_as, answer, close, say

PHONE = {"width": 360, "height": 740}
PROOF = {"name": "cover.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n a first cover"}
BETTER = PROOF | {"buffer": b"\x89PNG\r\n\x1a\n a better cover"}


def the_modal(page: Page) -> Locator:
    return page.locator("[data-test=modal]")


def press(within: Locator, name: str) -> None:
    within.get_by_role("button", name=name, exact=True).click()


def choose(modal: Locator, label: str, *options: str) -> None:
    """Choose from a menu, as one types and clicks."""
    menu = modal.get_by_label(label, exact=True)
    for each in options:
        menu.click()
        modal.get_by_role("option", name=re.compile(each)).click()


def opened_job(page: Page, client: str, words: str) -> str:
    """Open a job by a line, and its number."""
    say(page, f"/job open {client} {words}")
    return re.findall(r"Opened (\w+-\d+)", answer(page, f"Opened {client}-").inner_text())[-1]


def estimated(page: Page, lines: str, *, total: str) -> None:
    """Type the lines of the estimate whose table is open, and send it for review."""
    modal = the_modal(page)
    modal.get_by_label("Add lines").fill(lines)
    press(modal, "Add lines")
    expect(modal).to_contain_text(f"Total {total}")
    press(modal, "Done")
    press(modal, "Send for review")


def ask_client(page: Page, *approvers: str) -> None:
    """Fill what the open form of a sign-off still lacks, and ask."""
    modal = the_modal(page)
    if approvers:  # the only one who may is chosen already, and so are those of the version before
        choose(modal, "Who decides", *approvers)
    press(modal, "Ask the client")
    expect(modal).to_contain_text("is on its way")
    close(modal)


def decide_on_phone(page: Page, name: str, *, total: str) -> None:
    """Read the sign-off page on a phone, and approve what it asks."""
    page.set_viewport_size(PHONE)
    main = page.get_by_role("main")
    expect(main).to_contain_text("subtitles")
    expect(main.locator("dt:text-is('Total') + dd")).to_have_text(total)
    wider = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wider, "the page must not be wider than the phone"
    page.get_by_role("radio", name=re.compile("^Approve ")).first.check()
    page.get_by_label("Your name, to confirm").fill(name)
    page.get_by_role("button", name="Send my decision").click()
    expect(main).to_contain_text("On record")
    expect(page.get_by_role("link", name="Open the certificate (PDF)")).to_be_visible()


def test_a_job_goes_from_opening_to_a_signed_letter_of_estimate_in_a_shared_channel(page: Page) -> None:
    act_as(page, "Maya Torres", "acme-internal")
    number = opened_job(page, "ACME", "Summer lookbook due in 3 weeks")
    modal = the_modal(page)
    press(answer(page, f"Opened {number}"), "Estimate")
    estimated(page, "design 12h 145 key visual\ncopy 8h 120 web texts\nprint 2,400 +15%", total="USD 5,460.00")
    expect(modal).to_contain_text("Elena Rossi is asked to approve it")
    close(modal)

    act_as(page, "Elena Rossi", "acme-internal")
    say(page, "/estimate")
    press(answer(page, "waits for your approval"), "Open")
    press(modal, "Approve")
    expect(modal).to_contain_text("Elena Rossi approved it")
    close(modal)

    act_as(page, "Maya Torres", "acme-internal")
    say(page, f"/estimate {number}")
    press(modal, "Send to client…")
    ask_client(page, "Dana Whitfield")

    act_as(page, "Dana Whitfield", "acme-shared")
    asked = answer(page, f"{number} Summer lookbook")
    press(asked, "Approve")
    press(page.get_by_role("dialog", name="Approve this version?"), "Approve")
    expect(asked).to_contain_text("Dana Whitfield approved")
    expect(asked.get_by_role("button", name="Approve", exact=True)).to_have_count(0)
    press(asked, "1 reply")
    expect(answer(page, "The certificate says who decided").locator("[data-test=file]")).to_be_visible()

    act_as(page, "Maya Torres", "acme-internal")
    say(page, f"/job {number}")
    expect(answer(page, "Letter of Estimate, version 1: approved")).to_contain_text("0 %")


def test_a_revised_estimate_is_signed_by_e_mail_on_a_phone(page: Page) -> None:
    act_as(page, "James Adeyemi", "helix")
    number = opened_job(page, "HLX", "Welcome film due in 4 weeks")
    modal = the_modal(page)
    press(answer(page, f"Opened {number}"), "Estimate")
    estimated(page, "media 20h 150 shoot", total="USD 3,000.00")
    press(modal, "Send to client…")
    ask_client(page)
    press(answer(page, "Waiting for Ines Duarte (e-mail)"), "Record a decision…")
    modal.get_by_label("Approved", exact=True).check()
    modal.get_by_label("How you know").fill("Ines to James by phone")
    press(modal, "Record")
    expect(modal).to_contain_text("Ines Duarte approved")
    close(modal)

    press(answer(page, "Recorded by James Adeyemi"), "Estimate")
    press(modal, "Draft a Revised Estimate…")
    modal.get_by_label("Why does the estimate change?").fill("You asked for subtitles in two languages")
    press(modal, "Draft it")
    estimated(page, "copy 10h 90 subtitles", total="USD 3,900.00")
    press(modal, "Send to client…")
    ask_client(page)

    page.get_by_role("link", name="Mail", exact=True).click()
    page.set_viewport_size(PHONE)
    page.get_by_role("link", name=re.compile("Revised Estimate")).first.click()
    letter = page.frame_locator(".mail-html")
    expect(letter.locator("td:text-is('Total') + td")).to_have_text("USD 3,900.00")
    with page.expect_popup() as opening:
        letter.get_by_role("link", name="Look at it and decide").click()
    decide_on_phone(opening.value, "Ines Duarte", total="USD 3,900.00")


def test_a_concept_goes_back_from_one_of_two_approvers_and_version_2_is_approved(page: Page) -> None:
    act_as(page, "Maya Torres", "acme-internal")
    modal = the_modal(page)
    say(page, "/signoff ACME-102")
    modal.get_by_label("What it is").fill("Trail guide cover")
    modal.locator("input[type=file]").set_input_files(PROOF)
    modal.get_by_role("radio", name=re.compile("All")).check()
    ask_client(page, "Dana Whitfield", "Lee Ortiz")

    act_as(page, "Dana Whitfield", "acme-shared")
    first = answer(page, "Trail guide cover, version 1")
    press(first, "Approve")
    press(page.get_by_role("dialog", name="Approve this version?"), "Approve")
    expect(first).to_contain_text("Still to decide: Lee Ortiz")
    act_as(page, "Lee Ortiz", "acme-shared")
    press(answer(page, "Still to decide: Lee Ortiz"), "Request changes…")
    modal.get_by_label("What should change?").fill("The river runs on the wrong side")
    press(modal, "Request changes")
    expect(modal).to_contain_text("Thank you")
    close(modal)

    act_as(page, "Maya Torres", "acme-internal")
    card = answer(page, "The river runs on the wrong side")
    press(card, "New version…")
    modal.locator("input[type=file]").set_input_files(BETTER)
    ask_client(page)

    for name in ("Dana Whitfield", "Lee Ortiz"):
        act_as(page, name, "acme-shared")
        answer(page, "Trail guide cover, version 2")
        expect(answer(page, "Trail guide cover, version 1")).to_contain_text("Version 2")
        second = answer(page, "Trail guide cover, version 2")
        press(second, "Approve")
        press(page.get_by_role("dialog", name="Approve this version?"), "Approve")
        expect(second).to_contain_text(f"{name} approved")
    expect(second).to_contain_text("Approved")
    expect(second.get_by_role("button", name="Approve", exact=True)).to_have_count(0)
