// Runs once a place, with `element` and `trigger` from Gradio: forms and buttons become its events.
let focused = "";

function tell(data) {
  focused = document.activeElement ? document.activeElement.id : "";
  trigger("select", data);
}

element.addEventListener("submit", (event) => {
  event.preventDefault();
  tell({ action: event.target.dataset.action, ...Object.fromEntries(new FormData(event.target)) });
});

element.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-action]");
  if (!button) return;
  const form = element.closest(".tabitem").querySelector("form.filters");
  tell({ ...(form ? Object.fromEntries(new FormData(form)) : {}), ...button.dataset });
});

// What was shown is replaced whole: whoever was at a control of it that went stays there.
document.addEventListener("focusin", (event) => {
  if (!element.contains(event.target)) focused = "";
});
new MutationObserver(() => {
  const target = focused && document.getElementById(focused);
  if (target && document.activeElement === document.body) target.focus({ preventScroll: true });
}).observe(element, { childList: true, subtree: true });
