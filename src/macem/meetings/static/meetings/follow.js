// Asks every other second how the meeting stands, and mostly hears that nothing changed. The display then
// reads itself again; the note-taker's pane takes in what the other note-taker saved.
const EVERY = 2000;
const windows = "BroadcastChannel" in window ? new BroadcastChannel("macem-floor") : null;

async function ask(address, known) {
  const headers = known ? { "If-None-Match": known } : {};
  const answer = await fetch(address, { headers, credentials: "same-origin", redirect: "error" });
  if (answer.status === 304) return { known };
  if (!answer.ok) throw new Error(String(answer.status));
  return { known: answer.headers.get("ETag"), stands: await answer.json() };
}

async function readAgain() {
  const answer = await fetch(location.href, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) return location.reload();
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const place of ["#display", ".m-mmhead"]) {
    const fresh = page.querySelector(place);
    const old = document.querySelector(place);
    if (fresh && old) old.replaceWith(document.adoptNode(fresh));
  }
}

export function follow(saving) {
  const display = document.querySelector("#display[data-follows]");
  const pane = saving && saving.form;
  const address = display ? display.dataset.follows : pane && pane.dataset.follows;
  if (!address) return;
  let known = "";
  let busy = false;
  async function look() {
    if (busy) return;
    busy = true;
    try {
      const heard = await ask(address, known);
      const first = !known;
      known = heard.known;
      document.body.classList.remove("m-offline");
      if (heard.stands && !first) {
        if (display) await readAgain();
        else await saving.takeIn();
      }
    } catch {
      document.body.classList.add("m-offline");
    } finally {
      busy = false;
    }
  }
  look();
  setInterval(look, EVERY);
  if (windows) {
    windows.addEventListener("message", look);
    windows.postMessage("moved");
  }
}
