"""Somebody at a browser without JavaScript: opens pages, fills in the forms that stand on them, follows where they lead."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from sanjha.identity.testing import sign_in_citizen, sign_in_officer
from sanjha.kernel.text import Text


class Page:
    """What came back: the response, the page as a tree, its words in one line."""

    def __init__(self, response):
        self.response = response
        self.status = response.status_code
        is_page = response["Content-Type"].startswith("text/html") and response.content
        self.tree = html.fromstring(response.content) if is_page else None

    @property
    def path(self):
        return self.response.request["PATH_INFO"]

    @property
    def words(self):
        return " ".join(self.tree.text_content().split())

    @property
    def source(self):
        return self.response.content.decode()

    def main(self):
        """The words of the page itself, without header and footer."""
        return " ".join(self.tree.xpath("//main")[0].text_content().split())

    def find(self, xpath):
        return self.tree.xpath(xpath)

    def value(self, name):
        """What stands in the field of that name."""
        field = self.tree.xpath(f"//*[@name='{name}']")[0]
        if field.tag == "textarea":
            return field.text_content().strip()
        if field.tag == "select":
            return next(iter(field.xpath("option[@selected]/@value")), "")
        if field.get("type") in ("radio", "checkbox"):
            return next(iter(self.tree.xpath(f"//*[@name='{name}'][@checked]/@value")), "")
        return field.get("value") or ""

    def problems(self):
        """The lines of the error summary."""
        return [" ".join(each.text_content().split()) for each in self.tree.xpath(FAULTS)]

    def beside(self, control):
        """What is told beside the control of that id."""
        return " ".join(self.tree.xpath(f"//*[@id='{control}-error']")[0].text_content().split())

    def link(self, part):
        """The address of the first link that holds `part`."""
        return next(each for each in self.tree.xpath("//a/@href") if part in each)

    def has_link(self, part):
        return any(part in each for each in self.tree.xpath("//a/@href"))


FAULTS = "//*[contains(@class, 'error-summary')]//li"


class Visitor:
    """One browser, signed in as an officer or citizen of these tests, or as nobody."""

    def __init__(self, person=None, mobile="9876599999", language="en"):
        self.client = Client(headers={"accept-language": language})
        self.client.cookies["sanjha_language"] = language
        if person is None:
            return
        if person.actor.is_citizen:
            sign_in_citizen(self.client, mobile=mobile, resident_id=person.actor.person)
        else:
            name = Text(person.actor.name, person.actor.name_pa)
            sign_in_officer(self.client, officer_id=person.actor.person, name=name)

    def get(self, address, **headers):
        return Page(self.client.get(address, follow=True, headers=headers))

    def post(self, address, data=None, **headers):
        return Page(self.client.post(address, data or {}, follow=True, headers=headers))

    def status(self, address, method="get", data=None):
        """The status alone, without following."""
        return getattr(self.client, method)(address, data or {}).status_code

    def push(self, page, words, values=None):
        """Push the button with these words: it sends the form it belongs to to an address of its own."""
        button = next(each for each in page.find("//button[@formaction]") if words in _text(each))
        form = button.get("form") or button.xpath("ancestor::form/@id")[0]
        sent = {**(values or {}), button.get("name"): button.get("value")}
        return self.send(page, form, sent, to=button.get("formaction"))

    def send(self, page, form, values=None, *, button=None, files=None, to=""):
        """Send the form of that id as it stands on the page, with these values over it, to its own address or this one."""
        element = page.find(f"//form[@id='{form}']")[0]
        fields = [*element.xpath(FIELDS), *page.find(f"//*[@form='{form}']")]
        data = {}
        for field in fields:
            self._take(field, data)
        data.update(values or {})
        if button:
            data[button] = next(iter(page.find(f"//button[@name='{button}']/@value")), "1")
        for name, file in (files or {}).items():
            data[name] = SimpleUploadedFile(*file)
        method = (element.get("method") or "get").lower()
        address = to or element.get("action") or page.path
        return Page(getattr(self.client, method)(address, _sent(data), follow=True))

    def press(self, page, action, **values):
        """Press the button of the form that goes to an address which holds `action`."""
        element = next(each for each in page.find("//form") if action in (each.get("action") or ""))
        return Page(self.client.post(element.get("action"), values, follow=True))

    @staticmethod
    def _take(field, data):
        name, kind = field.get("name"), field.get("type") or ""
        if not name or field.tag == "button" or kind in ("file", "submit"):
            return
        if kind in ("radio", "checkbox"):
            if field.get("checked") is not None:
                data.setdefault(name, []).append(field.get("value") or "on")
        elif field.tag == "select":
            chosen = field.xpath("option[@selected]/@value") or field.xpath("option/@value")[:1]
            data.setdefault(name, []).extend(chosen)
        elif field.tag == "textarea":
            data.setdefault(name, []).append(field.text_content().lstrip("\n"))
        else:
            data.setdefault(name, []).append(field.get("value") or "")


FIELDS = ".//input | .//select | .//textarea"


def _text(element):
    return " ".join(element.text_content().split())


def _sent(data):
    return {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value
        for name, value in data.items()
    }
