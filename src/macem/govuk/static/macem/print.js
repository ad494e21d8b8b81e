// A button that opens the browser's own print dialogue; without script the browser's menu does the same.
for (const place of document.querySelectorAll("[data-script]")) place.hidden = false;
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
