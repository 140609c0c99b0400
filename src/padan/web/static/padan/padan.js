// Small behaviours that HTML lacks. Pages work without them, save keys and drag-and-drop.
"use strict";

// What stands in an element with data-hold takes no keys for so many milliseconds after it appeared: the keys mean
// something else than a moment ago, and a finger may be on its way already. Pointers are not held.
const appeared = new WeakMap();
const notice = () => {
  for (const part of document.querySelectorAll("[data-hold]")) {
    if (!appeared.has(part)) appeared.set(part, performance.now());
  }
};
// A table wider than its place is scrolled from the keyboard too.
const reachable = () => {
  for (const wrap of document.querySelectorAll(".table-wrap")) {
    if (wrap.scrollWidth > wrap.clientWidth) wrap.tabIndex = 0;
    else wrap.removeAttribute("tabindex");
  }
};
const arrived = () => {
  notice();
  reachable();
};
arrived();
addEventListener("resize", reachable);
new MutationObserver(arrived).observe(document.documentElement, { childList: true, subtree: true });
const held = (target) => {
  const part = target.closest("[data-hold]");
  return part !== null && performance.now() - appeared.get(part) < Number(part.dataset.hold);
};

// A button or link with data-key is pressed by that key, unless somebody is typing.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!target || target.disabled || held(target)) return;
  event.preventDefault();
  target.click();
  if (target.tagName === "SUMMARY") {
    setTimeout(() => target.parentElement.querySelector("input:not([type=hidden]), select, textarea")?.focus());
  }
});

// A form with data-drop takes files dropped on it; one with data-auto is sent once a file is chosen.
document.addEventListener("dragover", (event) => {
  const form = event.target.closest("form[data-drop]");
  if (!form) return;
  event.preventDefault();
  form.classList.add("over");
});
document.addEventListener("dragleave", (event) => {
  event.target.closest?.("form[data-drop]")?.classList.remove("over");
});
document.addEventListener("drop", (event) => {
  const form = event.target.closest("form[data-drop]");
  if (!form) return;
  event.preventDefault();
  form.classList.remove("over");
  const input = form.querySelector("input[type=file]");
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto]");
  if (form && event.target.type === "file" && event.target.files.length) form.requestSubmit();
});

// A form sent once is not sent twice; its button says that work goes on.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || event.defaultPrevented) return;
  if (button.dataset.busy) {
    event.preventDefault();
    return;
  }
  button.dataset.busy = "1";
  button.setAttribute("aria-busy", "true");
  setTimeout(() => {
    delete button.dataset.busy;
    button.removeAttribute("aria-busy");
  }, 8000);
});

// Copy a ready text.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = document.getElementById(button.dataset.copy);
  await navigator.clipboard.writeText(source.value ?? source.textContent);
  button.textContent = button.dataset.copied || button.textContent;
});

// After htmx has put in new content, the keyboard goes where it should.
document.addEventListener("htmx:afterSettle", (event) => {
  const wanted = event.target.querySelector?.("[data-focus]");
  if (wanted) wanted.focus();
});

// A menu closes when something else is pressed, or by Escape.
const close_menus = (but) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) if (menu !== but) menu.open = false;
};
document.addEventListener("click", (event) => close_menus(event.target.closest("details[data-menu]")));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelector("details[data-menu][open] > summary")?.focus();
  close_menus(null);
});

// What is secondary stands open on a wide screen and folded on a narrow one, unless the address leads to it.
if (matchMedia("(max-width: 40rem)").matches) {
  for (const one of document.querySelectorAll("details[data-fold-narrow]")) {
    const wanted = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    if (!wanted || !one.contains(wanted)) one.open = false;
  }
}
