// A juror's note is saved while it is made. Without a connection it says so and keeps trying; the button works without us.
(() => {
  "use strict";
  const stand = document.querySelector("[data-kf-sheet]");
  const form = stand?.closest("form");
  if (!form) return;
  const AGAIN = 4000;
  const PARTIAL = { "HX-Request": "true", "HX-Request-Type": "partial" };
  let changed = 0;
  let saved = 0;
  let timer;
  let running = false;

  const say = (text) => {
    const line = stand.querySelector(".kf-status");
    line.textContent = text;
  };
  const later = (ms) => {
    clearTimeout(timer);
    timer = setTimeout(save, ms);
  };
  const save = async () => {
    if (running || saved === changed) return;
    running = true;
    const mine = changed;
    say(stand.dataset.sending);
    try {
      const body = new URLSearchParams(new FormData(form));
      const signal = AbortSignal.timeout(10000);
      const answer = await fetch(form.action, { method: "POST", body, headers: PARTIAL, cache: "no-store", signal });
      if (!answer.ok && answer.status !== 422) {
        if (answer.status >= 500 || [408, 425, 429].includes(answer.status)) throw new Error(String(answer.status));
        saved = changed; // signed out or too late: the whole page says so and keeps what was typed
        form.submit();
        return;
      }
      const text = await answer.text();
      saved = mine;
      if (mine === changed) await window.htmx.swap({ sourceElement: stand, target: stand, swap: "innerHTML", text });
    } catch {
      say(stand.dataset.waiting);
    } finally {
      running = false;
      if (saved !== changed) later(saved === mine ? 0 : AGAIN);
    }
  };
  const touch = (ms) => {
    changed += 1;
    later(ms);
  };
  form.addEventListener("change", () => touch(0));
  form.addEventListener("input", (event) => event.target.matches("textarea") && touch(800));
  form.addEventListener("submit", () => {
    saved = changed;
  });
  window.addEventListener("online", () => later(0));
  window.addEventListener("beforeunload", (event) => saved !== changed && event.preventDefault());
})();
