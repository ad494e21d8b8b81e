// Saves the note-taker's record while they type. Each save carries the fields that were typed in and the
// version that stood when the typing began; what cannot be sent is kept here, encrypted, and sent later.
import { keeper, forgetEverything } from "./kept.js";

const PAUSE = 900;
const AGAIN = 3000;

function valueOf(input) {
  return input.type === "checkbox" ? (input.checked ? "on" : "") : input.value;
}

function fieldOf(name, prefix) {
  return name.slice(prefix.length + 1).replace(/_(day|month|year)$/, "");
}

export function saveWhileTyping(form) {
  const signOut = document.querySelector(".m-signout");
  if (signOut) signOut.addEventListener("click", forgetEverything);
  if (!form) return null;

  const { prefix, autosave, keyFrom, words } = form.dataset;
  const say = JSON.parse(words);
  const version = form.elements[`${prefix}-version`];
  const told = document.getElementById("typing");
  const inputs = () => [...form.elements].filter((one) => one.name.startsWith(`${prefix}-`) && one !== version);
  const touched = new Map(); // field -> how many times it was typed in since the page was read
  const bases = new Map(); // field -> the version that stood when somebody began to type in it
  const clashing = new Set();
  let store = null;
  let timer = 0;
  let sending = false;

  const ready = keeper(keyFrom).then((found) => { store = found; }).catch(() => {});

  function tell(text) {
    if (told && told.textContent !== text) told.textContent = text;
  }

  function typed(fields) {
    const values = {};
    for (const input of inputs()) {
      const radio = input.type === "radio";
      if (fields.includes(fieldOf(input.name, prefix)) && (!radio || input.checked)) values[input.name] = valueOf(input);
    }
    return values;
  }

  function oldest(fields) {
    return String(Math.min(...fields.map((field) => Number(bases.get(field)))));
  }

  function isSaved(field) {
    touched.delete(field);
    bases.delete(field);
  }

  function put(name, value) {
    for (const input of inputs().filter((one) => one.name === name)) {
      if (input.type === "checkbox") input.checked = value === "on";
      else if (input.type === "radio") input.checked = input.value === value;
      else if (input.value !== value) {
        const { selectionStart: from, selectionEnd: to } = input;
        input.value = value;
        if (input === document.activeElement) input.setSelectionRange(from, to);
      }
    }
  }

  function takeIn(stands) {
    for (const [name, value] of Object.entries(stands)) {
      if (!touched.has(fieldOf(name, prefix))) put(name, value);
    }
  }

  function showClash() {
    const alarm = document.getElementById("clash");
    if (alarm) alarm.hidden = clashing.size === 0;
  }

  async function send() {
    clearTimeout(timer);
    if (sending) return void (timer = setTimeout(send, PAUSE));
    const pending = [...touched.keys()].filter((field) => !clashing.has(field));
    if (!pending.length) return;
    sending = true;
    const base = oldest(pending);
    const fields = pending.filter((field) => bases.get(field) === base);
    const before = new Map(touched);
    const body = new URLSearchParams({ [version.name]: base });
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const [name, value] of Object.entries(typed(fields))) body.set(name, value);
    for (const field of fields) body.append("touched", field);
    try {
      const answer = await fetch(autosave, { method: "POST", body, credentials: "same-origin", redirect: "error" });
      if (answer.status !== 200) throw new Error(String(answer.status));
      const saved = await answer.json();
      for (const field of saved.clashes) clashing.add(field);
      const refused = fields.some((field) => saved.errors[field]);
      version.value = saved.version;
      for (const field of fields) {
        if (clashing.has(field) || saved.errors[field]) continue;
        if (touched.get(field) === before.get(field)) isSaved(field);
        else bases.set(field, version.value);
      }
      takeIn(saved.stands);
      showClash();
      if (store && !touched.size) await store.forget(autosave);
      tell(clashing.size ? say.join : say.saved.replace("%", saved.saved));
      if (touched.size > clashing.size && !refused) timer = setTimeout(send, PAUSE);
    } catch {
      await keepHere();
      timer = setTimeout(send, AGAIN);
    } finally {
      sending = false;
    }
  }

  async function keepHere() {
    await ready;
    if (!store) return tell(say.notkept);
    await store.keep(autosave, { bases: [...bases], values: typed([...touched.keys()]) });
    tell(say.kept.replace("%", new Date().toTimeString().slice(0, 8)));
  }

  form.addEventListener("input", (event) => {
    if (!event.target.name.startsWith(`${prefix}-`)) return;
    const field = fieldOf(event.target.name, prefix);
    if (!touched.has(field)) bases.set(field, version.value);
    touched.set(field, (touched.get(field) || 0) + 1);
    tell(say.typing);
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  });
  window.addEventListener("online", send);
  window.addEventListener("pagehide", () => { if (touched.size) keepHere(); });
  window.addEventListener("beforeunload", (event) => {
    if (!touched.size) return;
    send();
    event.preventDefault();
  });
  // Sent as a whole, the record is compared with what stood when the clash began; what was kept goes along.
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (touched.size) version.value = oldest([...touched.keys()]);
    touched.clear();
    clearTimeout(timer);
    if (store) await store.forget(autosave).catch(() => {});
    form.submit();
  });

  // What an earlier page could not send is put back where it was typed, over the version that it edited.
  ready.then(async () => {
    const left = store && await store.kept(autosave);
    if (!left) return;
    for (const [field, base] of left.bases) {
      bases.set(field, base);
      touched.set(field, 1);
    }
    for (const [name, value] of Object.entries(left.values)) put(name, value);
    send();
  });

  return {
    form,
    async takeIn() {
      if (touched.size) return send();
      const answer = await fetch(autosave, {
        method: "POST",
        body: new URLSearchParams({
          [version.name]: version.value,
          csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
        }),
        credentials: "same-origin",
        redirect: "error",
      });
      if (answer.status !== 200) return;
      const saved = await answer.json();
      version.value = saved.version;
      takeIn(saved.stands);
    },
  };
}
