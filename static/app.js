// Small touches only: every page works without this file.
(() => {
  "use strict";

  // A second click while the first is on its way would send the answer twice.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "yes";
    setTimeout(() => {
      for (const button of document.querySelectorAll("button")) {
        if (button.form === form && button.type === "submit") button.disabled = true;
      }
    });
    setTimeout(() => wake(document), 10000); // a download leaves the page where it is
  });

  // Coming back with the browser's own button: the form may be sent again.
  const wake = (root) => {
    for (const form of root.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of document.querySelectorAll("button:disabled")) {
        if (button.form === form) button.disabled = false;
      }
    }
  };
  window.addEventListener("pageshow", (event) => event.persisted && wake(document));
  document.addEventListener("htmx:afterRequest", () => wake(document));

  // Errors first: what needs a look is read out and in view.
  const focusErrors = (root) => root.querySelector(".error-summary")?.focus();
  document.addEventListener("DOMContentLoaded", () => focusErrors(document));
  document.addEventListener("htmx:afterSwap", (event) => focusErrors(event.target));

  // What the numbers of a group add up to, while they are typed.
  document.addEventListener("input", (event) => {
    const group = event.target.closest("[data-adds-up]");
    const shown = group?.querySelector("[data-sum]");
    if (!shown) return;
    const fields = [...group.querySelectorAll("input[name^='" + group.dataset.addsUp + "']")];
    const sum = fields.reduce((total, field) => total + (parseInt(field.value, 10) || 0), 0);
    shown.textContent = sum;
    shown.closest("output").classList.toggle("off", sum !== 100);
  });

  document.addEventListener("click", async (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.opens);
      if (dialog?.showModal) {
        event.preventDefault();
        dialog.showModal();
      }
      return;
    }
    const copier = event.target.closest("[data-copy]");
    if (copier && navigator.clipboard) {
      event.preventDefault();
      await navigator.clipboard.writeText(copier.dataset.copy);
      const label = copier.querySelector("[data-copied]");
      if (label) label.textContent = label.dataset.copied;
    }
  });

  // In a list of pairs, and only while the focus is in it: j and k go down and up, x ticks,
  // o opens the reasons. Everything is a link or a box that Tab reaches without this.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const row = event.target.closest?.("[data-walk] tbody tr");
    if (!row || event.target.matches("input:not([type=checkbox]), select, textarea")) return;
    const box = row.querySelector("input[type=checkbox]");
    const go = { j: row.nextElementSibling, k: row.previousElementSibling }[event.key];
    if (go) go.querySelector("input[type=checkbox]")?.focus();
    else if (event.key === "x") box?.click();
    else if (event.key === "o") row.querySelector("a[hx-get]")?.click();
    else return;
    event.preventDefault();
  });
})();
