// Runs once a place, with `element` and `trigger` from Gradio: forms and buttons become its events.
let focused = "";

// Where it is refused, it is said below the form that was sent, with a way to do it again: reaching.js.
function tell(data, form, again = () => tell(data, form)) {
  focused = document.activeElement ? document.activeElement.id : "";
  element.dispatchEvent(new CustomEvent("begun", { bubbles: true, detail: { data, form, again } }));
  trigger("select", data);
}

element.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  const given = Object.fromEntries(new FormData(form));
  tell({ action: form.dataset.action, ...given }, form, () => form.requestSubmit());
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
