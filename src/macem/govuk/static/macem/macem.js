// Enhances what already works without script. A page's own modules are loaded by that page.
import { initAll } from "../govuk/govuk-frontend.min.js";

initAll();
