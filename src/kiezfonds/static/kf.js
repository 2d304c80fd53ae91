// What makes a page shorter, never what makes it work: every form and link does its work without this file.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  // Trusted Types: the one script address we ever make by hand is the service worker's.
  const worker = "/sw.js";
  const check = (address) => {
    if (address !== worker) throw new TypeError(address);
    return address;
  };
  const policy = window.trustedTypes
    ? window.trustedTypes.createPolicy("kf", { createScriptURL: check })
    : { createScriptURL: check };
  window.kf = { registerWorker: () => navigator.serviceWorker.register(policy.createScriptURL(worker)) };

  // Errors: the summary gets the focus, so that it is read first.
  const focusErrors = () => document.querySelector("[data-kf-errors]")?.focus();

  // Dialogs: the link leads to a page of its own; with JavaScript the same question opens in place.
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-kf-opens]");
    const dialog = opener && document.getElementById(opener.dataset.kfOpens);
    if (dialog) {
      event.preventDefault();
      dialog.showModal();
    }
    all("details.kf-menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    all("details.kf-menu[open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // Letters left in a text field; read aloud only when typing pauses.
  const startCounts = (root) => all("[data-kf-count]", root).forEach((line) => {
    const field = document.getElementById(line.dataset.kfCount);
    let pause;
    const show = () => {
      const left = line.dataset.most - [...field.value].length;
      line.textContent = (left < 0 ? line.dataset.over : line.dataset.text).replace("{n}", Math.abs(left));
    };
    field.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(show, 600);
    });
    show();
  });

  // Rows of costs: sums while typing, another row without asking the server.
  const number = (text) => {
    const plain = text.replace(/[\s€\u00a0]/g, "");
    const dotted = plain.includes(",") ? plain.replaceAll(".", "").replace(",", ".") : plain.replace(/\.(?=\d{3}(\D|$))/g, "");
    return /^\d+(\.\d+)?$/.test(dotted) ? Number(dotted) : 0;
  };
  const euro = (cents) => {
    const digits = cents % 100 ? 2 : 0;
    const style = { style: "currency", currency: "EUR", minimumFractionDigits: digits, maximumFractionDigits: digits };
    return (cents / 100).toLocaleString(document.documentElement.lang || "de", style);
  };
  const addUp = (table) => {
    let total = 0;
    all("[data-kf-row]", table).forEach((row) => {
      const cents = Math.round(100 * number(row.querySelector("[data-kf-times]").value)
        * number(row.querySelector("[data-kf-each]").value));
      row.querySelector("output").textContent = euro(cents);
      total += cents;
    });
    table.querySelector("[data-kf-total]").textContent = euro(total);
  };
  const addRow = (table) => {
    const rows = all("[data-kf-row]", table);
    const row = rows.at(-1).cloneNode(true);
    all("input", row).forEach((input) => {
      input.value = "";
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
      const before = input.id;
      input.id = before.replace(/-\d+$/, `-${rows.length + 1}`);
      row.querySelector(`label[for="${before}"]`).htmlFor = input.id;
    });
    all("[data-kf-row-error]", row).forEach((line) => line.remove());
    rows.at(-1).after(row);
    row.querySelector("input").focus();
    addUp(table);
    if (rows.length + 1 >= Number(table.dataset.kfMost || Infinity)) {
      document.getElementById(table.dataset.kfCosts).hidden = true;
      table.parentElement.querySelector("[data-kf-full]").hidden = false;
    }
  };
  const startCosts = (root) => all("[data-kf-costs]", root).forEach((table) => {
    table.addEventListener("input", () => addUp(table));
    const button = document.getElementById(table.dataset.kfCosts);
    button?.addEventListener("click", (event) => {
      event.preventDefault();
      addRow(table);
    });
    addUp(table);
  });

  const start = (root) => {
    startCounts(root);
    startCosts(root);
  };
  start(document);
  focusErrors();
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.target !== document && event.target.querySelectorAll) start(event.target);
  });
})();
