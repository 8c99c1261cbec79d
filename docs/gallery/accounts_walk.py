"""The pictures of clients, jobs and their costs."""

from playwright.sync_api import expect

from docs.gallery.clock import next_business_morning
from docs.gallery.photographer import TALL, Photographer


def walk(photo: Photographer) -> None:
    """Take a picture of each message and modal of clients and jobs."""
    photo.page.set_viewport_size(TALL)
    photo.act_as("Priya Nair", "acme-internal")
    next_business_morning(photo)
    clients(photo)
    jobs(photo)
    brief(photo)
    costs(photo)


def clients(photo: Photographer) -> None:
    """The list, a card, and its forms."""
    photo.say("/client", "Brightwater Foods")
    photo.message("clients", "Brightwater Foods")
    photo.say("/client ACME", "Account lead")
    photo.message("client-card", "Account lead")
    for button, name in (
        ("Edit", "client-form"),
        ("Contract", "client-contract"),
        ("Branding and notes", "client-look"),
    ):
        photo.last("Account lead").get_by_role("button", name=button, exact=True).click()
        expect(photo.modal).to_be_visible()
        photo.take(name, photo.modal)
        photo.close()
    photo.last("Account lead").get_by_role("button", name="Contacts", exact=True).click()
    expect(photo.modal).to_contain_text("Dana Whitfield")
    photo.take("contacts", photo.modal)
    photo.modal.get_by_role("button", name="Edit", exact=True).first.click()
    expect(photo.modal.get_by_label("E-mail", exact=True)).to_be_visible()
    photo.take("contact-form", photo.modal)
    photo.close()


def jobs(photo: Photographer) -> None:
    """The list, opening one by form, its jacket, and the channel's message."""
    photo.act_as("Maya Torres", "acme-internal")
    photo.say("/job", "are yours")
    photo.message("jobs", "are yours")
    photo.ask("/job open")
    photo.choose("Client", "Acme")
    photo.modal.get_by_label("Title", exact=True).fill("Summer lookbook")
    photo.modal.get_by_label("Type").fill("brochure")
    photo.take("job-form", photo.modal)
    photo.press("Open job")
    expect(photo.modal).to_contain_text("is open")
    photo.close()
    photo.say("/job due ACME-104 in 4 weeks", "Due")
    photo.say("/job next ACME-104 send the first layouts to Dana", "send the first layouts")
    photo.message("job-announced", "Opened by")


def brief(photo: Photographer) -> None:
    """The creative brief as a form."""
    photo.ask("/job brief ACME-104")
    photo.modal.get_by_label("Objectives").fill("Have families plan a weekend outdoors before June")
    photo.modal.get_by_label("Audience").fill("Parents of children from 6 to 12, new to hiking")
    photo.modal.get_by_label("Message").fill("Everything you need fits in one bag")
    photo.take("job-brief", photo.modal)
    photo.press("Save")
    expect(photo.modal.get_by_label("Objectives")).to_have_count(0)
    photo.close()


def costs(photo: Photographer) -> None:
    """Expenses, orders and bills."""
    photo.ask("/job costs ACME-104")
    photo.press("Add an expense")
    photo.modal.get_by_label("Amount in USD").fill("2,400")
    photo.modal.get_by_label("Vendor").fill("PrintWorks")
    photo.modal.get_by_label("Note").fill("paper, paid ahead")
    photo.take("cost-form", photo.modal)
    photo.press("Add")
    expect(photo.modal).to_contain_text("PrintWorks")
    photo.take("costs", photo.modal)
    photo.close()
    photo.say("/job ACME-104", "Creative brief")
    photo.message("job-jacket", "Creative brief")
