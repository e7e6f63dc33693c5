"""Hands on a keyboard: goes from field to field and types, never knowing where a field stands on the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, TimeoutError, expect

MOST_STEPS = 150
MOST_LOOKS = 100
PRESSES = 4
DIALOG = 5_000
"""Milliseconds in which a dialog opens."""
_HERE = """() => {
  const spot = document.activeElement;
  const box = spot.closest(".combobox");
  const group = spot.type === "radio" ? [...document.getElementsByName(spot.name)] : [];
  return {
    tag: spot.tagName, type: spot.type ?? "", id: spot.id, value: spot.value ?? "", checked: Boolean(spot.checked),
    name: box?.querySelector("select[name], input[type=hidden][name]")?.name ?? spot.name ?? "",
    combobox: spot.getAttribute("role") === "combobox",
    action: spot.dataset.key ?? "",
    choices: spot.tagName === "SELECT" ? [...spot.options].map((each) => each.value) : group.map((each) => each.value),
    chosen: spot.tagName === "SELECT" ? spot.selectedIndex : group.findIndex((each) => each.checked),
  };
}"""


@dataclass(frozen=True)
class Suggested:
    """A word that the page proposes by itself; leaving the field confirms it."""

    word: str


@dataclass(frozen=True)
class Spot:
    """Where the focus is."""

    tag: str
    type: str
    id: str
    name: str
    value: str
    checked: bool
    combobox: bool
    action: str
    choices: list[str]
    chosen: int


class Keyboard:
    """The keyboard before one page. `onward` is the key that goes to the next field: Tab, or Enter at the counter."""

    def __init__(self, page: Page, onward: str = "Tab") -> None:
        self.page = page
        self.onward = onward

    def press(self, keys: str) -> None:
        self.page.keyboard.press(keys)

    def here(self) -> Spot:
        """The spot that has the focus."""
        return Spot(**self.page.evaluate(_HERE))

    def fill(self, answers: Mapping[str, Any]) -> None:
        """Answer the questions in the order of the page. A question that another answer calls up is waited for."""
        for name, answer in answers.items():
            expect(self.page.locator(f"[name='{name}']").first).to_be_attached()
            self._answer(self.go_to(name), answer)

    def go_to(self, name: str) -> Spot:
        """Step on until the field or button of that name has the focus."""
        for _step in range(MOST_STEPS):
            spot = self.here()
            if spot.name == name:
                return spot
            self.press(self.onward if spot.tag in ("INPUT", "SELECT") and spot.type != "file" else "Tab")
        raise AssertionError(f"{MOST_STEPS} steps on the keyboard do not reach {name}")

    def choose_file(self, file: Path) -> None:
        """Open the dialog of the file field that has the focus, and choose. Whoever sees no dialog presses again."""
        for _press in range(PRESSES):
            try:
                with self.page.expect_file_chooser(timeout=DIALOG) as dialog:
                    self.press("Space")
            except TimeoutError:
                continue
            dialog.value.set_files(file)
            return
        raise AssertionError(f"{PRESSES} presses open no dialog for files")

    def _answer(self, spot: Spot, answer: Any) -> None:
        if spot.tag == "SELECT":
            spot = self._when_offered(spot, answer)
        if isinstance(answer, Suggested):
            expect(self.page.locator(f"[name='{spot.name}']")).to_have_value(answer.word)
        elif spot.tag == "BUTTON":
            self.press("Enter")
        elif spot.combobox:
            self._choose(answer)
        elif spot.tag == "SELECT" or spot.type == "radio":
            self._arrow(spot, answer)
        elif spot.type == "checkbox":
            if spot.checked != answer:
                self.press("Space")
        else:
            self.press("Control+A")
            self.page.keyboard.type(answer)

    def _when_offered(self, spot: Spot, answer: str) -> Spot:
        """The choices may depend on the answer before: until they arrive the list is empty, then it may be a combobox."""
        for _look in range(MOST_LOOKS):
            if spot.combobox or answer in spot.choices:
                return spot
            self.page.wait_for_timeout(100)
            spot = self.here()
        raise AssertionError(f"{spot.name} never offered {answer}: {spot.choices}")

    def _arrow(self, spot: Spot, answer: str) -> None:
        wanted = spot.choices.index(answer)
        if spot.chosen < 0:
            self.press("Space")
        steps = wanted - max(spot.chosen, 0)
        for _step in range(abs(steps)):
            self.press("ArrowDown" if steps > 0 else "ArrowUp")
        assert self.here().name == spot.name, f"an answer took the focus away from {spot.name}"

    def _choose(self, text: str) -> None:
        """Type into a combobox and take the first of the list that has these words."""
        self.page.keyboard.type(text)
        options = self.page.get_by_role("option")
        expect(options.filter(has_text=text).first).to_be_visible()
        words = options.all_inner_texts()
        wanted = next(number for number, each in enumerate(words) if text in each)
        for _step in range(wanted + 1):
            self.press("ArrowDown")
        self.press("Enter")
