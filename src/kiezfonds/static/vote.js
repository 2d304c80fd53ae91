// A vote goes out under a key of its own and is sent until the server has answered, so that no Wi-Fi loses or doubles it.
(() => {
  "use strict";
  const LONGEST_WAIT = 30000;
  const line = document.querySelector("[data-kf-sending]");
  let latest = 0;

  const say = (name) => {
    line.textContent = name ? line.dataset[name] : "";
  };
  const pause = (ms) => new Promise((done) => {
    const timer = setTimeout(done, ms);
    window.addEventListener("online", () => {
      clearTimeout(timer);
      done();
    }, { once: true });
  });
  const isFinal = (status) => status < 500 && ![408, 409, 425, 429].includes(status);

  const send = async (url, body, mine) => {
    for (let wait = 1000; mine === latest; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      try {
        const answer = await fetch(url, { method: "POST", body, cache: "no-store" });
        if (isFinal(answer.status)) return answer.ok;
      } catch {
        // no connection: the same key and the same body once more
      }
      say("waiting");
      await pause(wait);
    }
    return null;
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.id !== "stimme" || !event.submitter) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, event.submitter));
    if (window.isSecureContext) body.set("_key", crypto.randomUUID());
    const mine = (latest += 1);
    say("sending");
    const counted = await send(form.action, body, mine);
    if (counted === null || mine !== latest) return;
    if (!counted) say("refused");
    setTimeout(() => window.location.reload(), counted ? 0 : 2500);
  });
})();
