// A combobox (ARIA 1.2): a text box that suggests. <div data-combobox="URL"> asks the server, which answers
// {"results": [{"value", "label", "detail"}]}; <select data-searchable> becomes one over its own options.
import { showMessage } from "./message.js";
import { words } from "./words.js";

const WAIT = 180;
let counter = 0;

function optionsOf(select) {
  return [...select.options].filter((option) => option.value && !option.disabled);
}

class Combobox {
  constructor(input, { search, choose }) {
    this.input = input;
    this.search = search;
    this.choose = choose;
    this.active = -1;
    this.results = [];
    this.found = null;
    this.chosen = Boolean(input.value);
    counter += 1;
    this.list = document.createElement("ul");
    this.list.className = "combobox-list";
    this.list.id = `combobox-${counter}`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() ?? "");
    this.list.hidden = true;
    this.status = document.createElement("span");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    input.after(this.list, this.status);
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
      autocomplete: "off",
    })) {
      input.setAttribute(name, value);
    }
    input.addEventListener("input", () => this.typed());
    input.addEventListener("keydown", (event) => this.pressed(event));
    input.addEventListener("blur", () => this.left());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.take(Number(option.dataset.index));
    });
  }

  typed() {
    this.choose(null);
    this.chosen = false;
    this.results = [];
    this.found = null;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), WAIT);
  }

  async look() {
    const text = this.input.value.trim();
    this.asked = text;
    try {
      const results = await this.search(text);
      if (this.asked !== text || document.activeElement !== this.input) return;
      this.found = text;
      this.show(results);
    } catch {
      this.close();
      this.status.textContent = words("list-failed");
    }
  }

  show(results) {
    this.results = results;
    this.active = -1;
    this.list.replaceChildren(
      ...results.map((result, index) => {
        const option = document.createElement("li");
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.id = `${this.list.id}-${index}`;
        option.dataset.index = index;
        option.append(result.label);
        if (result.detail) {
          const detail = document.createElement("small");
          detail.textContent = result.detail;
          option.append(detail);
        }
        return option;
      }),
    );
    this.list.hidden = results.length === 0;
    this.input.setAttribute("aria-expanded", String(results.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    this.status.textContent = results.length ? words("matches", { n: results.length }) : words("no-match");
  }

  // What was typed in full counts as chosen, also when the field is left before the list has come; text that fits
  // nothing is kept and said to be open.
  async left() {
    this.close();
    const text = this.input.value.trim();
    if (this.chosen || !text) {
      if (!text) showMessage(this.input, "");
      return;
    }
    if (this.found !== text) {
      clearTimeout(this.timer);
      this.asked = text;
      this.found = text;
      this.results = (await Promise.resolve(this.search(text)).catch(() => [])) ?? [];
      if (this.chosen || this.input.value.trim() !== text) return;
    }
    const exact = this.results.findIndex((result) => result.label.toLocaleLowerCase() === text.toLocaleLowerCase());
    if (exact >= 0 || this.results.length === 1) this.take(Math.max(exact, 0));
    else showMessage(this.input, words("choose"));
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  move(step) {
    const count = this.results.length;
    this.active = (this.active + step + (this.active < 0 && step < 0 ? 1 : 0) + count) % count;
    [...this.list.children].forEach((option, index) => {
      option.setAttribute("aria-selected", String(index === this.active));
    });
    const current = this.list.children[this.active];
    current.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", current.id);
  }

  take(index) {
    const result = this.results[index];
    this.input.value = result.label;
    this.chosen = true;
    this.choose(result);
    this.close();
    showMessage(this.input, "");
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  pressed(event) {
    if (event.isComposing) return;
    // While the list for newer letters is on its way the old one is not walked through.
    const open = !this.list.hidden && this.results.length > 0;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (open) this.move(event.key === "ArrowDown" ? 1 : -1);
      else this.look();
    } else if (event.key === "Enter" && open && (this.active >= 0 || this.results.length === 1)) {
      event.preventDefault();
      this.take(Math.max(this.active, 0));
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }
}

function startRemote(box) {
  const input = box.querySelector("input[type=text]");
  const [value, was] = box.querySelectorAll("input[type=hidden]");
  const form = input.form;
  const sends = (box.dataset.sends ?? "").split(",").filter(Boolean);
  new Combobox(input, {
    async search(text) {
      const query = new URLSearchParams({ q: text });
      sends.forEach((name) => query.set(name, form?.elements.namedItem(name)?.value ?? ""));
      const response = await fetch(`${box.dataset.combobox}?${query}`, { headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(String(response.status));
      return (await response.json()).results;
    },
    choose(result) {
      value.value = result?.value ?? "";
      was.value = result ? input.value : "";
    },
  });
}

function startSelect(select) {
  const input = document.createElement("input");
  input.type = "text";
  input.className = select.className;
  input.value = select.selectedOptions[0]?.value ? select.selectedOptions[0].label : "";
  for (const name of ["aria-describedby", "aria-invalid", "required"]) {
    if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  }
  select.addEventListener("sanjha:refresh", () => {
    input.value = select.selectedOptions[0]?.value ? select.selectedOptions[0].label : "";
  });
  const box = document.createElement("div");
  box.className = "combobox";
  select.before(box);
  input.id = select.id;
  select.id = `${select.id}-list`;
  select.hidden = true;
  select.required = false;
  box.append(input, select);
  new Combobox(input, {
    async search(text) {
      const wanted = text.toLocaleLowerCase();
      return optionsOf(select)
        .filter((option) => `${option.label} ${option.dataset.detail ?? ""}`.toLocaleLowerCase().includes(wanted))
        .slice(0, 20)
        .map((option) => ({ value: option.value, label: option.label, detail: option.dataset.detail ?? "" }));
    },
    choose(result) {
      select.value = result?.value ?? "";
      if (result) select.dispatchEvent(new Event("change", { bubbles: true }));
    },
  });
}

export function startCombobox(root) {
  root.querySelectorAll("[data-combobox]:not([data-started])").forEach((box) => {
    box.dataset.started = "yes";
    if (box.dataset.combobox) startRemote(box);
  });
  root.querySelectorAll("select[data-searchable]:not([data-started])").forEach((select) => {
    select.dataset.started = "yes";
    startSelect(select);
  });
}
