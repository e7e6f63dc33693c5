// The note as it is written: paragraphs, lists, tables and references, with a bar that the keyboard reaches. Without this
// script the text box below stays and plain paragraphs are sent. What is kept while typing is the yellow note.
import {
  Blockquote,
  Bold,
  BulletList,
  Document,
  Editor,
  HardBreak,
  History,
  Italic,
  Link,
  ListItem,
  OrderedList,
  Paragraph,
  Table,
  TableCell,
  TableHeader,
  TableRow,
  Text,
  Underline,
} from "../django_prose_editor/editor.js";

const EXTENSIONS = [
  Document, Paragraph, Text, HardBreak, History, Bold, Italic, Underline, BulletList, OrderedList, ListItem, Blockquote,
  Table, TableRow, TableHeader, TableCell, Link,
];
const KEEP_AFTER = 15000; // milliseconds without typing

const COMMANDS = {
  bold: (chain) => chain.toggleBold(),
  italic: (chain) => chain.toggleItalic(),
  numbers: (chain) => chain.toggleOrderedList(),
  bullets: (chain) => chain.toggleBulletList(),
  quote: (chain) => chain.toggleBlockquote(),
  table: (chain) => chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
};

function start(form) {
  const box = form.querySelector("textarea[name=body]");
  const html = form.querySelector("input[name=html]");
  const bar = form.querySelector("[data-note-bar]");
  const place = form.querySelector("[data-note-editor]");
  const language = form.querySelector("select[name=language]");
  const label = document.querySelector(`label[for="${box.id}"]`);

  const editor = new Editor({
    element: place,
    extensions: EXTENSIONS,
    content: html.value || box.value,
    injectCSS: false,
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": label.textContent.trim(), class: "note-words" },
    },
    onUpdate: () => changed(),
    onSelectionUpdate: () => showState(),
  });
  const field = place.querySelector(".note-words");
  box.hidden = true;
  label.classList.add("visually-hidden");
  bar.hidden = false;

  function changed() {
    html.value = editor.isEmpty ? "" : editor.getHTML();
    box.value = editor.getText({ blockSeparator: "\n\n" });
    html.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function showState() {
    for (const button of bar.querySelectorAll("[data-mark]"))
      button.setAttribute("aria-pressed", String(editor.isActive(button.dataset.mark)));
  }
  function setLanguage() {
    field.lang = language.value;
  }

  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-command]");
    if (button) COMMANDS[button.dataset.command](editor.chain().focus()).run();
  });
  bar.querySelector("[data-quick]")?.addEventListener("change", (event) => {
    const chosen = event.target.selectedOptions[0];
    if (!chosen.value) return;
    editor.chain().focus("end").insertContent(`<p>${chosen.value.replace(/[&<>]/g, "")}</p>`).run();
    if (chosen.lang) language.value = chosen.lang;
    setLanguage();
    event.target.selectedIndex = 0;
  });
  bar.querySelector("[data-page]")?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const page = event.target.value.trim();
    if (!/^\d{1,5}$/.test(page)) return;
    const href = `${location.pathname}?page=${page}`;
    editor.chain().focus().insertContent(`<a href="${href}">${page}/c</a> `).run();
    event.target.value = "";
  });
  language.addEventListener("change", setLanguage);
  setLanguage();
  keepNow(form, html);
  form.dispatchEvent(new CustomEvent("sanjha:saved"));
}

// Keeps the yellow note after a pause, so that nothing typed is lost; the page says when.
function keepNow(form, html) {
  const told = form.querySelector("[data-kept]");
  let timer = 0;
  form.addEventListener("input", (event) => {
    if (event.target !== html) return;
    clearTimeout(timer);
    timer = setTimeout(keep, KEEP_AFTER);
  });
  async function keep() {
    if (!html.value) return;
    try {
      const answer = await fetch(form.dataset.keep, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-With": "fetch" },
        redirect: "manual",
      });
      const kept = answer.type === "opaqueredirect" || answer.ok;
      const time = new Date().toLocaleTimeString("en-IN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
      told.textContent = kept ? told.dataset.kept.replace("{time}", time) : told.dataset.notKept;
      if (kept) form.dispatchEvent(new CustomEvent("sanjha:saved"));
    } catch {
      told.textContent = told.dataset.notKept;
    }
  }
}

document.querySelectorAll("form[data-note]").forEach(start);
