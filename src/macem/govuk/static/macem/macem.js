// Enhances what already works without script. A page's own modules are loaded by that page.
import { initAll } from "../govuk/govuk-frontend.min.js";

initAll();

// The design system marks a radio that reveals something as "expanded", which ARIA doesn't know for radios.
// What a radio reveals stands directly after it.
function dropExpanded() {
  for (const radio of document.querySelectorAll("input[type=radio][aria-expanded]")) {
    radio.removeAttribute("aria-expanded");
  }
}

dropExpanded();
document.addEventListener("click", dropExpanded);
window.addEventListener("pageshow", dropExpanded);
