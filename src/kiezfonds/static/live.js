// Live regions: htmx keeps the stream; when it is silent or broken we ask every five seconds, and say so.
(() => {
  "use strict";
  const ASK_MS = 5000;
  const SILENT_MS = 30000;

  const watch = (region) => {
    const content = region.querySelector("[data-kf-content]");
    const state = region.querySelector("[data-kf-state]");
    const since = region.querySelector("[data-kf-since]");
    let heardAt = 0;
    let asking = false;
    let drawn = 0;

    const say = (name) => {
      if (state.parentElement.dataset.state === name) return;
      state.parentElement.dataset.state = name;
      state.textContent = state.dataset[name];
    };
    const fresh = () => {
      since.textContent = new Date().toLocaleTimeString(document.documentElement.lang || "de");
    };
    const heard = () => {
      heardAt = Date.now();
      say("live");
      fresh();
    };
    const outdate = () => {
      drawn += 1; // the first drawing is the page as it came
      if (drawn > 1) document.querySelectorAll(".kf-flash").forEach((said) => said.replaceChildren());
    };
    const broken = () => {
      heardAt = 0;
    };
    const ask = async () => {
      if (asking || document.hidden || Date.now() - heardAt < SILENT_MS) return;
      asking = true;
      try {
        const headers = { "HX-Request": "true", "HX-Request-Type": "partial" };
        const answer = await fetch(region.dataset.kfPoll, { headers, cache: "no-store" });
        if (!answer.ok) throw new Error(String(answer.status));
        const text = await answer.text();
        await window.htmx.swap({ sourceElement: content, target: content, swap: "innerMorph", text });
        say("polling");
        fresh();
      } catch {
        say("off");
      } finally {
        asking = false;
      }
    };

    content.addEventListener("htmx:sse:after:connection", heard);
    content.addEventListener("htmx:sse:after:message", heard);
    content.addEventListener("htmx:after:swap", outdate);
    content.addEventListener("htmx:sse:error", broken);
    content.addEventListener("htmx:sse:close", broken);
    setInterval(ask, ASK_MS);
  };

  document.querySelectorAll("[data-kf-live]").forEach(watch);
})();
