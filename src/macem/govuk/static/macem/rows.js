// Deciding down a list: each row is saved for itself as somebody goes down it, with single keys while the focus
// is inside a row. Without this module the page is one form that saves every row that was chosen.
//
// A row is a <tr> that holds [data-row], whose data-url says where it is sent. The server answers with the row as
// it then is, or with what is folded in its place, and with the counts of the page. The form's own data-
// attributes hold the words that are said here.

const SWITCH = "macem-single-keys";
const WRITING = "input:not([type=radio]), textarea, select";

const form = document.querySelector("form[data-list]");
const status = form.querySelector("[data-status]");
const button = form.querySelector("button[data-many]");
const dialog = document.querySelector("[data-dialog]");
const plain = button.textContent;

const rows = () => [...form.querySelectorAll("tbody tr")];
const fields = (row) => row.querySelector("[data-row]");
const nameOf = (row) => row.querySelector("th a, td a");
const isChosen = (row) => row.querySelector("input[type=radio]:checked") !== null;
const keysAreOn = () => localStorage.getItem(SWITCH) !== "off";

function say(words) {
  status.textContent = words;
}

function sayInRow(row, words) {
  const place = row.querySelector("[data-said]");
  if (place) place.textContent = words;
  say(words);
}

/** The button counts what it would save. */
function count() {
  const chosen = rows().filter((row) => fields(row) && isChosen(row)).length;
  const words = chosen === 1 ? button.dataset.one : button.dataset.many.replace("{n}", chosen);
  button.textContent = chosen ? words : plain;
}

function ready(row) {
  for (const place of row.querySelectorAll("[data-script]")) place.hidden = !isChosen(row);
}

/** What the row holds, as its part of the form would send it. */
function typedIn(row) {
  const sent = new FormData();
  for (const [name, value] of new FormData(form)) {
    const own = row.querySelector(`[name="${CSS.escape(name)}"]`);
    if (own || name === "csrfmiddlewaretoken" || name === "body") sent.append(name, value);
  }
  return sent;
}

async function save(row) {
  if (row.dataset.busy) return;
  if (!isChosen(row)) {
    sayInRow(row, form.dataset.choose);
    return;
  }
  row.dataset.busy = "yes";
  sayInRow(row, form.dataset.saving);
  try {
    const answer = await fetch(fields(row).dataset.url, { method: "POST", body: typedIn(row) });
    if (answer.redirected || !answer.ok) throw new Error(String(answer.status));
    replace(row, await answer.json());
  } catch {
    sayInRow(row, form.dataset.failed);
  } finally {
    delete row.dataset.busy;
  }
}

function drawn(html) {
  return new DOMParser().parseFromString(html, "text/html").body;
}

function replace(row, answer) {
  document.querySelector("[data-counts]").textContent = answer.counts;
  form.querySelector("[data-left]").textContent = answer.left;
  form.querySelector("caption").textContent = answer.caption;
  if (answer.row) redraw(row, drawn(answer.row).querySelector("tbody tr"));
  else fold(row, drawn(answer.folded), answer.saved);
  count();
}

/** The row is saved, or somebody else was first: then it stays in hand. */
function fold(row, words, saved) {
  fields(row).parentElement.replaceChildren(...words.childNodes);
  if (!saved) return;
  for (const none of document.querySelectorAll("[data-none]")) none.hidden = true;
  say(form.dataset.saved.replace("{time}", saved));
  nameOf(next(row) ?? row).focus();
}

/** The row lacks something: it comes back with what is missing, and the focus goes there. */
function redraw(row, fresh) {
  row.replaceWith(fresh);
  ready(fresh);
  say(fresh.querySelector(".govuk-error-message")?.lastChild.textContent ?? "");
  const faulty = fresh.querySelector(".govuk-form-group--error :is(input, select, textarea)");
  (faulty ?? fresh.querySelector("input[type=radio]:checked") ?? nameOf(fresh)).focus();
}

/** The next row that is still to be decided, below this one or else above it. */
function next(row) {
  const every = rows();
  const at = every.indexOf(row);
  return [...every.slice(at + 1), ...every.slice(0, at)].find(fields);
}

function choose(row, number) {
  const radio = row.querySelectorAll("input[type=radio]")[number - 1];
  if (!radio) return false;
  radio.checked = true;
  radio.focus();
  radio.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

function move(row, step) {
  const every = rows();
  const other = every[every.indexOf(row) + step];
  if (!other) return false;
  nameOf(other).focus();
  return true;
}

function explain(row) {
  const fold = row.querySelector("details");
  if (!fold) return false;
  fold.open = !fold.open;
  return true;
}

function change(row) {
  const link = fields(row) ? null : row.querySelector("td:last-child a[href]");
  link?.click();
  return link !== null;
}

const KEYS = {
  1: (row) => choose(row, 1),
  2: (row) => choose(row, 2),
  3: (row) => choose(row, 3),
  e: explain,
  c: change,
  "?": () => dialog.showModal() ?? true,
};

form.addEventListener("keydown", (event) => {
  const row = event.target.closest("tbody tr");
  if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
  const radio = event.target.matches("input[type=radio]");
  if (event.key === "Enter" && event.target.matches("input")) {
    event.preventDefault();
    save(row);
  } else if (event.target.matches(WRITING)) {
    return;
  } else if (!radio && event.key.startsWith("Arrow") && keysAreOn()) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && move(row, step)) event.preventDefault();
  } else if (keysAreOn() && KEYS[event.key.toLowerCase()]?.(row)) {
    event.preventDefault();
  }
});

form.addEventListener("change", (event) => {
  const row = event.target.closest("tbody tr");
  if (row) ready(row);
  count();
});

form.addEventListener("click", (event) => {
  const press = event.target.closest("[data-save]");
  if (press) save(press.closest("tr"));
});

function showSwitch() {
  const toggle = dialog.querySelector("[data-switch]");
  toggle.textContent = keysAreOn() ? toggle.dataset.off : toggle.dataset.on;
  document.querySelector("[data-keys]").classList.toggle("m-keys-off", !keysAreOn());
}

dialog.querySelector("[data-switch]").addEventListener("click", () => {
  localStorage.setItem(SWITCH, keysAreOn() ? "off" : "on");
  showSwitch();
});
dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());

document.querySelector("[data-keys]").hidden = false;
document.querySelector("[data-open]")?.addEventListener("click", () => dialog.showModal());
rows().forEach(ready);
showSwitch();
count();
