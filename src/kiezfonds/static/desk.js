// Who comes and who leaves: the desk changes where it stands, so that the next name stays under the finger.
(() => {
  "use strict";
  const PARTIAL = { "HX-Request": "true", "HX-Request-Type": "partial" };
  const content = document.getElementById("pult");

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!content || form.id !== "pult-da" || !event.submitter) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, event.submitter));
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: PARTIAL, cache: "no-store" });
      if (!answer.ok || new URL(answer.url).pathname !== window.location.pathname) throw new Error(String(answer.status));
      const text = await answer.text();
      await window.htmx.swap({ sourceElement: content, target: content, swap: "innerMorph", text });
    } catch {
      window.location.reload();
    }
  });
})();
