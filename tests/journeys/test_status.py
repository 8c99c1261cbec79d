"""Where do things stand? A coordinator, a director and somebody at the client ask; each sees what is theirs to see."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.test_time_entries import act_as, answer, close, say


def test_a_coordinator_a_director_and_the_client_ask_where_things_stand(page: Page) -> None:
    act_as(page, "Maya Torres", "acme-internal")
    say(page, "/job next BWF-201 ask the printer, they are late again")
    answer(page, "next step: ask the printer")
    say(page, "/jobstatus Brightwater")
    board = answer(page, "Brightwater Foods: 2 jobs; 2 need attention")
    expect(board).to_contain_text("Only visible to you")
    expect(board).to_contain_text("no approved estimate")
    expect(board).to_contain_text("Tom Whitfield")
    say(page, "/jobstatus BWF-201")
    expect(answer(page, "Recipe cards")).to_contain_text("No approved estimate yet")

    act_as(page, "Elena Rossi", "acme-internal")
    expect(page.locator("[data-test=message]").filter(has_text="2 need attention")).to_have_count(0)
    say(page, "/jobstatus all waiting on client")
    waiting = answer(page, "Waiting on client, all clients")
    expect(waiting).to_contain_text("Packaging refresh")
    say(page, "@Jobjacket what's the status of ACME?")
    answer(page, re.compile(r"Acme Outdoor: \d jobs")).get_by_role("button", name="Share in channel").click()
    expect(answer(page, "Shared by Elena Rossi")).not_to_contain_text("USD")
    say(page, "/jobstatus report ACME for client")
    report = answer(page, "It would go to")
    report.get_by_role("button", name="Post in the shared channel").click()

    act_as(page, "Dana Whitfield", "acme-shared")
    expect(answer(page, re.compile(r"\d open jobs; \d waits? for you"))).not_to_contain_text("no approved estimate")
    say(page, "@Jobjacket where do our jobs stand?")
    theirs = answer(page, "Only visible to you")
    expect(theirs).to_contain_text("Trail guide brochure")
    expect(theirs).to_contain_text("with you")
    expect(theirs).not_to_contain_text(re.compile("BWF|printer|no approved estimate|USD|logged"))


def test_what_a_client_asks_for_is_tracked_to_its_end(page: Page) -> None:
    act_as(page, "Maya Torres", "acme-internal")
    say(page, "/request new")
    modal = page.locator("[data-test=modal]")
    modal.get_by_label("What they ask for").fill("A second banner for the mailer")
    modal.get_by_label("Out of scope").check()
    modal.get_by_label("Job", exact=True).press_sequentially("mailer")
    modal.get_by_role("option", name=re.compile("ACME-101")).first.click()
    modal.get_by_role("button", name="Track").click()
    expect(modal).to_contain_text("A Revised Estimate of ACME-101 asks the client first")
    close(modal)
    say(page, "/request all")
    answer(page, re.compile(r"open requests? of all clients")).get_by_role("button", name="Close").click()
    modal.get_by_label("In a few words").fill("made it")
    modal.get_by_role("button", name="Close it").click()
    expect(modal).to_contain_text("Done: made it")
    close(modal)
