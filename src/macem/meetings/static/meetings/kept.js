// Keeps in this browser what could not be sent: encrypted, for this user and meeting, gone at sign-out. The
// key comes from the server and is held in memory alone.
const NAME = "macem-kept";
const STORE = "texts";
const VECTOR_BYTES = 12;

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inStore(mode, work) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const request = work(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

export async function keeper(address) {
  const answer = await fetch(address, { credentials: "same-origin", redirect: "error" });
  const raw = Uint8Array.from(atob((await answer.json()).key), (one) => one.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  return {
    async keep(name, value) {
      const iv = crypto.getRandomValues(new Uint8Array(VECTOR_BYTES));
      const text = new TextEncoder().encode(JSON.stringify(value));
      const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, text);
      await inStore("readwrite", (store) => store.put({ iv, sealed }, name));
    },
    async kept(name) {
      const found = await inStore("readonly", (store) => store.get(name));
      if (!found) return null;
      try {
        const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: found.iv }, key, found.sealed);
        return JSON.parse(new TextDecoder().decode(text));
      } catch {
        return null; // another user's, or another day's: it cannot be read here
      }
    },
    async forget(name) {
      await inStore("readwrite", (store) => store.delete(name));
    },
  };
}

export function forgetEverything() {
  indexedDB.deleteDatabase(NAME);
}
