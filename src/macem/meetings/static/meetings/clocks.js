// Clocks that the server set: data-clock holds seconds, data-of how many there are, data-runs "yes" or "no".
const SECOND = 1000;

function written(seconds) {
  const minutes = String(Math.floor(seconds / 60)).padStart(2, "0");
  return `${minutes}:${String(seconds % 60).padStart(2, "0")}`;
}

export function runClocks() {
  const began = Date.now();
  const bases = new WeakMap();
  setInterval(() => {
    const gone = Math.floor((Date.now() - began) / SECOND);
    for (const clock of document.querySelectorAll("[data-clock][data-runs=yes]")) {
      if (!bases.has(clock)) bases.set(clock, Number(clock.dataset.clock) - gone);
      const now = written(bases.get(clock) + gone);
      clock.textContent = clock.textContent.replace(/^\d+:\d\d/, now);
    }
  }, SECOND);
}
