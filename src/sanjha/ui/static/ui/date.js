// A date typed as digits gets its signs ("31021994" -> "31-02-1994") and a message when there is no such day.
import { showMessage } from "./message.js";
import { words } from "./words.js";

function parts(text) {
  const found = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  return found ? found.slice(1).map(Number) : null;
}

function monthName(month) {
  return new Intl.DateTimeFormat(document.documentElement.lang, { month: "long" }).format(new Date(2000, month - 1, 1));
}

// The words for what is wrong with the date, or "" when it is right.
export function fault(day, month, year) {
  if (month < 1 || month > 12) return words("date-month", { month });
  if (year < 1850 || year > 2199) return words("date-year", { year });
  const last = new Date(year, month, 0).getDate();
  return day < 1 || day > last ? words("date-day", { day, month: monthName(month), year }) : "";
}

function check(input) {
  const text = input.value.trim();
  if (!text) return showMessage(input, "");
  const found = parts(text);
  if (!found) return showMessage(input, words("date-form"));
  const [day, month, year] = found;
  input.value = `${String(day).padStart(2, "0")}-${String(month).padStart(2, "0")}-${year}`;
  return showMessage(input, fault(day, month, year));
}

export function startDates(root) {
  root.querySelectorAll("input[data-date]").forEach((input) => {
    input.addEventListener("change", () => check(input));
  });
}
