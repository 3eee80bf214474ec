// Runs once, with `element` (the conversation) and `trigger` from Gradio.
const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const behavior = calm ? "auto" : "smooth";
let wanted = "";
let shown = 0;

function reveal(id) {
  const target = document.getElementById(id);
  if (!target) return false;
  document.querySelectorAll(".source.shown").forEach((card) => card.classList.remove("shown"));
  target.classList.toggle("shown", target.matches(".source"));
  target.scrollIntoView({ behavior, block: "nearest" });
  target.focus({ preventScroll: true });
  return true;
}

// A click on [n] shows its card; the sources of an earlier answer are asked for first.
document.addEventListener("click", (event) => {
  const link = event.target.closest('a.cite, a.back');
  if (!link) return;
  event.preventDefault();
  const id = link.getAttribute("href").slice(1);
  if (reveal(id) || !link.matches(".cite")) return;
  wanted = id;
  trigger("select", { exchange: Number(link.dataset.exchange) });
});

// An opened article begins at the quoted words.
document.addEventListener(
  "toggle",
  (event) => {
    if (!event.target.open || !event.target.matches(".source details")) return;
    event.target.querySelector("mark")?.scrollIntoView({ behavior, block: "nearest" });
  },
  true,
);

new MutationObserver(() => {
  if (wanted && reveal(wanted)) wanted = "";
}).observe(document.getElementById("sources"), { childList: true, subtree: true, attributes: true });

// A new question comes into view, and again once its answer is there: before, the page may be too short.
new MutationObserver(() => {
  const exchanges = element.querySelectorAll(".exchange");
  const answered = element.querySelectorAll(".answer:not(:has(.waiting)), .problem");
  const now = exchanges.length + answered.length;
  if (exchanges.length > 1 && now > shown) {
    exchanges[exchanges.length - 1].scrollIntoView({ behavior, block: "start" });
  }
  shown = now;
}).observe(element, { childList: true, subtree: true });
