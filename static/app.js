// Small touches only: every page works without this file.
(() => {
  "use strict";

  // What is typed into a form that keeps words goes to the server a moment later. What cannot go
  // there (no connection) stays in this tab until it can; nobody else who signs in here sees it.
  const KEPT = "kept:";
  const nameOf = (form) => KEPT + form.dataset.keep;
  const typing = new Map(); // form → timer

  const wordsOf = (form) => {
    const secret = new Set([...form.querySelectorAll("[type=password]")].map((one) => one.name));
    const said = [...new FormData(form)].filter(
      ([name, value]) =>
        typeof value === "string" && !secret.has(name) && name !== "csrfmiddlewaretoken",
    );
    return new URLSearchParams(said).toString();
  };

  const isChanged = (field) => {
    if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
    if (field.options) return [...field.options].some((one) => one.selected !== one.defaultSelected);
    return field.matches("input, textarea") && field.value !== field.defaultValue;
  };
  const isTouched = (form) => [...form.elements].some(isChanged);

  const lost = (form, is) => {
    const told = form.querySelector("[data-lost]");
    if (told) told.hidden = !is;
  };

  // The answer's status; 0 when there was none.
  const handOver = async (form, words) => {
    try {
      const body = new URLSearchParams(words);
      const answer = await fetch(form.dataset.keepTo, {
        method: "POST",
        body,
        keepalive: words.length < 60000, // more than a browser sends from a page that is left
        signal: AbortSignal.timeout(8000),
      });
      if (sessionStorage.getItem(nameOf(form)) === words) sessionStorage.removeItem(nameOf(form));
      lost(form, false);
      return answer.status;
    } catch {
      return 0;
    }
  };

  const keep = (form) => {
    clearTimeout(typing.get(form));
    typing.delete(form);
    const words = wordsOf(form);
    sessionStorage.setItem(nameOf(form), words);
    return handOver(form, words);
  };

  const forget = (start) => {
    typing.forEach((timer) => clearTimeout(timer));
    typing.clear();
    for (const name of Object.keys(sessionStorage)) {
      if (name.startsWith(start)) sessionStorage.removeItem(name);
    }
  };

  const fill = (form, words) => {
    const said = new URLSearchParams(words);
    for (const field of form.elements) {
      if (!field.matches("[name]:is(input, select, textarea):not([type=hidden]:not([data-comes-back]), [type=file])")) continue;
      const values = said.getAll(field.name);
      if (field.matches("[type=checkbox], [type=radio]")) field.checked = values.includes(field.value);
      else if (values.length) field.value = values[0];
      const fold = field.closest("details");
      if (fold && values.some((value) => value)) fold.open = true;
    }
  };

  // Words that could not leave when they were typed. 410: the form itself had arrived after all.
  const bringBack = async (form) => {
    const words = sessionStorage.getItem(nameOf(form));
    if (!words) return;
    const status = await handOver(form, words);
    if (status === 410) return;
    fill(form, words);
    lost(form, status === 0);
  };
  const bringAllBack = (root) => root.querySelectorAll("form[data-keep]").forEach(bringBack);
  document.addEventListener("DOMContentLoaded", () => bringAllBack(document));
  document.addEventListener("htmx:afterSwap", (event) => bringAllBack(event.target));

  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-keep]");
    if (!form) return;
    clearTimeout(typing.get(form));
    typing.set(form, setTimeout(keep, 1000, form));
  });
  const keepAll = () => [...typing.keys()].forEach(keep);
  document.addEventListener("visibilitychange", () => document.hidden && keepAll());
  window.addEventListener("pagehide", keepAll);
  window.addEventListener("online", () => {
    for (const form of document.querySelectorAll("form[data-keep]")) {
      if (sessionStorage.getItem(nameOf(form))) keep(form);
    }
  });

  // Words first, then the form: without a connection the page stays, with everything on it.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.submitter?.hasAttribute("data-begin-empty")) forget(nameOf(event.submitter.closest("form")));
    if (form.matches("[action$='/logout/']")) forget(KEPT);
    if (!form.dataset.keep || form.dataset.sent || form.dataset.kept || !isTouched(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.dataset.keeping) return;
    form.dataset.keeping = "yes";
    const status = await keep(form);
    delete form.dataset.keeping;
    if (status === 0) return lost(form, true);
    form.dataset.kept = "yes";
    form.requestSubmit(event.submitter);
    delete form.dataset.kept;
  }, true);

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
