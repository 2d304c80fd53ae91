// A vote goes out under a key of its own and is sent until the server has answered, so that no Wi-Fi loses or doubles it.
(() => {
  "use strict";
  const LONGEST_WAIT = 30000;
  const LONGEST_ANSWER = 10000;
  const PARTIAL = { "HX-Request": "true", "HX-Request-Type": "partial" };
  const line = document.querySelector("[data-kf-sending]");
  const content = document.getElementById("abstimmung");
  let latest = 0;
  let flight = Promise.resolve();
  let refused = "";

  const say = (name, choice = "") => {
    line.textContent = name ? line.dataset[name].replace("{choice}", choice) : "";
  };
  const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");
  const pause = (ms) => new Promise((done) => {
    const timer = setTimeout(done, ms);
    window.addEventListener("online", () => {
      clearTimeout(timer);
      done();
    }, { once: true });
  });
  const isFinal = (status) => status < 500 && ![408, 409, 425, 429].includes(status);
  const isOurs = (answer) => new URL(answer.url).pathname === window.location.pathname;

  const attempt = async (url, body) => {
    try {
      const signal = AbortSignal.timeout(LONGEST_ANSWER);
      const answer = await fetch(url, { method: "POST", body, headers: PARTIAL, cache: "no-store", signal });
      if (!isFinal(answer.status)) return null;
      return { isCounted: answer.ok && isOurs(answer), isRefused: answer.status === 422, text: await answer.text() };
    } catch {
      return null; // no connection: the same key and the same body once more
    }
  };
  const send = async (url, body, choice, mine) => {
    for (let wait = 1000; mine === latest; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      await flight; // two choices never overtake each other
      if (mine !== latest) return null;
      flight = attempt(url, body);
      const answer = await flight;
      if (answer || mine !== latest) return answer;
      say("waiting", choice);
      await pause(wait);
    }
    return null;
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.id !== "stimme" || !event.submitter) return;
    event.preventDefault();
    const choice = event.submitter.textContent;
    const body = new URLSearchParams(new FormData(form, event.submitter));
    body.set("_key", newKey());
    const mine = (latest += 1);
    const url = form.action;
    say("sending", choice);
    const answer = await send(url, body, choice, mine);
    if (!answer || mine !== latest) return;
    if (answer.isCounted) {
      say("");
      await window.htmx.swap({ sourceElement: content, target: content, swap: "innerMorph", text: answer.text });
      return;
    }
    refused = url;
    say("refused", choice);
    if (!answer.isRefused) setTimeout(() => window.location.reload(), 2500);
  });

  // What was refused stays on the screen until there is something new to vote on.
  document.addEventListener("htmx:after:swap", () => {
    const form = document.getElementById("stimme");
    if (!refused || !form || form.action === refused) return;
    refused = "";
    say("");
  });
})();
