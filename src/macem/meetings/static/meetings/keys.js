// Single keys, off while somebody types and where they have switched them off (WCAG 2.1.4).
const OFF = "macem-single-keys-off";

const FORMS = {
  t: "form[data-form=item_action_line]",
  r: "form[data-form=item_concern]",
  a: "form[data-autosave] [name$=all_agree]",
};
const OUTCOMES = { d: "done", n: "not_done", x: "no_longer_possible", f: "carried_forward" };

function goTo(number) {
  for (const mark of document.querySelectorAll(".m-sec__n")) {
    if (mark.textContent !== number) continue;
    const heading = mark.closest("h2, h3");
    heading.tabIndex = -1;
    heading.focus();
  }
}

function openAt(place) {
  const fold = place.closest("details");
  if (fold) fold.open = true;
  if (place.type === "checkbox") return place.click();
  place.querySelector("input:not([type=hidden]), textarea, select").focus();
}

// D N X F say what became of the earlier action whose row has focus.
function chooseOutcome(event) {
  const value = OUTCOMES[event.key.toLowerCase()];
  const row = event.target.closest("details");
  const form = row && row.querySelector("form[data-form=item_result]");
  if (!value || !form) return false;
  row.open = true;
  const radio = form.querySelector(`input[type=radio][value=${value}]`);
  radio.click();
  const asked = document.getElementById(radio.getAttribute("aria-controls") || radio.dataset.ariaControls);
  (asked && asked.querySelector("textarea, input") || radio).focus();
  return true;
}

function isTyping(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) &&
    !/^(checkbox|radio|button|submit)$/.test(target.type);
}

export function keysAreOff() {
  return localStorage.getItem(OFF) === "yes";
}

export function listenForKeys() {
  const choice = document.getElementById("single-keys");
  if (choice) {
    choice.checked = !keysAreOff();
    choice.addEventListener("change", () => localStorage.setItem(OFF, choice.checked ? "no" : "yes"));
  }
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    if (event.key === "Escape" && isTyping(target)) return target.blur();
    if (isTyping(target) || event.ctrlKey || event.metaKey || event.altKey || keysAreOff()) return;
    if (event.key === "?") return document.getElementById("keys-help")?.setAttribute("open", "") ||
      document.getElementById("keys-help")?.querySelector("summary").focus();
    if (/^[1-9]$/.test(event.key)) return goTo(event.key);
    if (chooseOutcome(event)) return event.preventDefault();
    const form = FORMS[event.key.toLowerCase()] && document.querySelector(FORMS[event.key.toLowerCase()]);
    if (form) {
      event.preventDefault();
      return openAt(form);
    }
    const place = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!place) return;
    event.preventDefault();
    place.click();
  });
}
