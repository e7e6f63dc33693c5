// The page's words for scripts, in the page's language; {name} places are filled in.
export function words(key, values = {}) {
  const found = document.querySelector("#ui-words")?.content.querySelector(`data[value="${key}"]`);
  return Object.entries(values).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, value),
    found?.textContent ?? "",
  );
}
