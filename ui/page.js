// Runs once, with `element` (the conversation), `props` and `watch` from Gradio, `start` from
// reaching.js.
// What a click may begin: "ask" "again" "stop" "open" "select" "shelf" "thumb" "models" "choose"
// "publish" "timeline" "sent".
const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
const behavior = calm ? "auto" : "smooth";
const log = element.querySelector("[role=log]");
const byId = (id) => document.getElementById(id);
const left = new Set();
let fresh, current, beside, opener, reading = [];

// The conversation: of each exchange only the pieces that changed are drawn again.
function draw() {
  const { talk, count, exchanges = [], fresh: begun } = props.value || {};
  if (talk === undefined) return;
  heard();
  // What was under way of a conversation that was left is not drawn over the one that is shown.
  if (begun === undefined && left.has(talk)) return;
  if (begun !== undefined && begun !== fresh) {
    fresh = begun;
    log.replaceChildren();
    // A sheet stays that was opened before there was any conversation.
    if (current !== undefined) document.querySelector(":popover-open")?.hidePopover();
  }
  for (const section of [...log.children]) if (Number(section.dataset.key) >= count) section.remove();
  for (const exchange of exchanges) drawExchange(exchange, begun === undefined);
  if (begun !== undefined && exchanges.length > 1) log.lastChild.scrollIntoView({ block: "start" });
  showAwaited();
  address(talk, begun !== undefined);
  if (begun !== undefined) opened();
  // What was asked in another tab is missing here: the conversation is drawn whole.
  else if (log.children.length < count && exchanges.every((one) => !one.running)) {
    start("open", { conversation: talk });
  }
}

// The conversation stands in the page's address. Another one is a step, which the browser's "back" undoes.
const hashOf = (talk) => (talk ? `#c-${talk}` : "");
const talkOf = (hash) => hash.match(/^#c-([\w-]+)$/)?.[1] || "";
function address(talk, isOpened) {
  const hash = hashOf(talk);
  if (location.hash !== hash) {
    const place = hash || location.pathname + location.search;
    const isStep = isOpened && current !== undefined && location.hash === hashOf(current);
    if (isStep && !history.state?.reading) history.pushState(null, "", place);
    else history.replaceState(isOpened ? null : history.state, "", place);
  }
  if (isOpened) {
    leave(true);
    if (current) left.add(current);
    left.delete(talk);
  }
  current = talk;
}

// What was asked for under an answer gets the focus, which was on a button that is drawn anew.
const SHOWN = { timeline: ".timeline", sent: ".sent", publish: ".shared a" };
let awaited;
function showAwaited() {
  const target = awaited && byId(`exchange-${awaited.exchange}`)?.querySelector(SHOWN[awaited.event]);
  if (!target) return;
  awaited = undefined;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ behavior, block: "nearest" });
}

function drawExchange({ key, running, parts }, isNew) {
  let section = byId(`exchange-${key}`);
  const first = !section;
  if (first) {
    section = document.createElement("section");
    section.className = "exchange";
    section.id = `exchange-${key}`;
    section.dataset.key = key;
    log.append(section);
  }
  section.ariaBusy = running;
  const had = section.dataset.running;
  section.dataset.running = running;
  parts.forEach((html, index) => {
    const old = section.children[index];
    if (old?.drawn === html) return;
    const part = document.createElement("div");
    part.innerHTML = html;
    part.drawn = html;
    if (old) old.replaceWith(part);
    else section.append(part);
  });
  while (section.children.length > parts.length) section.lastChild.remove();
  beside = key;
  // A new question comes into view, and again once its answer is there: before, the page may be too short.
  // The first stands at the head of the page, where it is seen unless that was scrolled away.
  const isUnseen = key > 0 || section.getBoundingClientRect().top < 0;
  if (isNew && isUnseen && (first || had !== String(running))) {
    section.scrollIntoView({ behavior, block: "start" });
  }
}

watch("value", draw);
new MutationObserver(heard).observe(byId("waiting"), { childList: true, subtree: true });
draw();
setTimeout(() => {
  start("open", { conversation: talkOf(location.hash) });
  // Only now is the box seen: what is asked before this runs would not be told of when it is lost.
  document.body.classList.add("is-ready");
  focusBox();
});
// Not by its own autofocus, which on a telephone scrolls the head of the page away. The box may come
// after this script.
function focusBox(tries = 20) {
  const box = document.querySelector("#question textarea");
  // Whoever is elsewhere already stays there.
  if (document.activeElement !== document.body) return;
  if (box) box.focus({ preventScroll: true });
  else if (tries) setTimeout(focusBox, 100, tries - 1);
}

// An article opens in the pane beside, at the quoted words.
async function read(link, isStep) {
  const pane = document.querySelector(".reader");
  if (!isStep) opener = link;
  const url = new URL(link.href);
  const section = link.closest(".exchange") || byId(`exchange-${link.dataset.exchange}`);
  reading = [...(section?.querySelectorAll("a.cite") || [])].filter((one) => one.checkVisibility());
  const place = reading.findIndex((one) => one.href === link.href);
  pane.querySelector("output").textContent = place < 0 ? "" : `${place + 1}/${reading.length}`;
  pane.querySelector(".steps").hidden = reading.length < 2;
  pane.dataset.address = url.href;
  pane.dataset.place = place;
  show(pane);
  const page = pane.querySelector(".page");
  let article;
  try {
    const answer = await fetch(url.pathname);
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    article = answer.ok && found.querySelector("article.article");
  } catch {
    page.textContent = page.dataset.unreachable;
    return;
  }
  if (pane.dataset.address !== url.href) return;
  if (!article) {
    page.textContent = page.dataset.gone;
    return;
  }
  page.replaceChildren(article);
  const chosen = spansOf(link.dataset.spans || url.hash.slice(1));
  const same = reading.filter((one) => new URL(one.href).pathname === url.pathname);
  const spans = spansOf([link, ...same].map((one) => one.dataset.spans || "").join(",") || url.hash.slice(1));
  showSpans(article, spans.length ? spans : chosen, chosen);
  article.focus({ preventScroll: true });
  if (section && Number(section.dataset.key) !== beside) {
    beside = Number(section.dataset.key);
    start("select", { exchange: beside });
  }
}

function show(pane) {
  hidePeek();
  if (pane.hidden) history.pushState({ reading: true }, "");
  pane.hidden = false;
  document.body.classList.add("is-reading");
}

function leave(isBack) {
  const pane = document.querySelector(".reader");
  if (pane.hidden) return;
  pane.hidden = true;
  document.body.classList.remove("is-reading");
  if (!isBack && history.state?.reading) history.back();
  if (opener?.isConnected) opener.focus();
}

function step(by) {
  const pane = document.querySelector(".reader");
  if (pane.hidden) {
    const cites = log.querySelectorAll(".exchange:last-child a.cite");
    if (cites.length) read(cites[by > 0 ? 0 : cites.length - 1]);
    return;
  }
  const next = reading[Number(pane.dataset.place) + by];
  if (!next) return;
  opener = next;
  read(next, true);
}

window.addEventListener("popstate", () => {
  leave(true);
  const talk = talkOf(location.hash);
  if (current !== undefined && talk !== current) start("open", { conversation: talk });
});

// Pointing at [n] shows its words, and why what it stands behind is only partly held.
function peek(link) {
  const box = byId("peek");
  const why = link.dataset.why ? `${link.dataset.why}\n` : "";
  box.textContent = "";
  if (why) box.append(Object.assign(document.createElement("strong"), { textContent: why }));
  box.append(`“${link.dataset.quote}”`);
  box.hidden = false;
  link.setAttribute("aria-describedby", "peek");
  const at = link.getBoundingClientRect();
  const left = Math.min(Math.max(8, at.left - 40), innerWidth - box.offsetWidth - 8);
  const below = at.bottom + 6 + box.offsetHeight < innerHeight;
  box.style.left = `${left}px`;
  box.style.top = `${below ? at.bottom + 6 : at.top - box.offsetHeight - 6}px`;
}
function hidePeek() {
  const box = byId("peek");
  if (box) box.hidden = true;
}
for (const begin of ["mouseover", "focusin"]) {
  document.addEventListener(begin, (event) => {
    const link = event.target.closest?.("a.cite");
    if (link && (begin === "mouseover" || link.matches(":focus-visible"))) peek(link);
    else hidePeek();
  });
}
document.addEventListener("scroll", hidePeek, true);

// Copying, editing and the like need no server.
async function copy(text, button) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const box = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  }
  const was = button.textContent;
  button.textContent = button.dataset.done || "✓";
  setTimeout(() => (button.textContent = was), 1500);
}

// An answer with its footnotes, as the server writes it.
async function copyAnswer(button) {
  const found = await fetch(button.dataset.from).catch(() => null);
  if (found?.ok) copy(await found.text(), button);
}

const doing = {
  answer: () => leave(),
  previous: () => step(-1),
  next: () => step(1),
  address: (button) => copy(document.querySelector(".reader").dataset.address, button),
  copy: copyAnswer,
  page: (button) => copy(button.parentElement.querySelector("a").href, button),
  edit: (button) => edit(button, true),
  unedit: (button) => edit(button, false),
};

function edit(button, open) {
  const form = button.closest(".foot").querySelector("form.edit");
  form.hidden = !open;
  (open ? form.querySelector("textarea") : form.closest(".foot").querySelector("[data-do=edit]")).focus();
  if (open) form.scrollIntoView({ behavior, block: "nearest" });
}

function begin(source, more) {
  const { event, ...data } = JSON.parse(source.dataset.act);
  const isChosen = source.matches(".sheet .name");
  if (isChosen) source.closest("[popover]").hidePopover();
  if (event === "thumb") thank(source);
  if (event === "shelf") data.search = byId("shelf-sheet").querySelector("[data-live]").value;
  if (SHOWN[event]) awaited = { event, exchange: data.exchange };
  start(event, { ...data, ...more });
}

function thank(button) {
  const details = button.closest("details");
  if (details) details.open = false;
  button.closest(".actions").querySelectorAll(".chosen").forEach((one) => one.classList.remove("chosen"));
  (details?.querySelector("summary") || button).classList.add("chosen");
}

const MENUS = ":is(details.change, details.bad, details.along)[open]";
document.addEventListener("click", (event) => {
  const link = event.target.closest("a.cite, a.read");
  const isPlain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (link && isPlain && !link.closest(".standalone")) {
    event.preventDefault();
    read(link, Boolean(link.closest(".reader")));
    return;
  }
  const button = event.target.closest("button[data-act], button[data-do]");
  if (button?.dataset.act) begin(button);
  else if (button) doing[button.dataset.do](button);
  document.querySelectorAll(MENUS).forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-act]");
  if (!form) return;
  event.preventDefault();
  begin(form, Object.fromEntries(new FormData(form)));
});

let typing;
document.addEventListener("input", (event) => {
  const box = event.target.closest("[data-live]");
  if (!box) return;
  clearTimeout(typing);
  typing = setTimeout(() => start(box.dataset.live, { search: box.value }), 250);
});

// A sheet stands below its button, also after it was drawn anew.
function settle(sheet) {
  const at = document.querySelector(`[popovertarget="${sheet.id}"]`).getBoundingClientRect();
  sheet.style.top = `${at.bottom + 4}px`;
  sheet.style.left = `${Math.max(8, Math.min(at.left, innerWidth - sheet.offsetWidth - 8))}px`;
}
// That of the models is a column of Gradio's, whose list is drawn again without what stands below it.
function settleAll() {
  const models = byId("models-sheet");
  if (models && !models.popover) {
    models.popover = "auto";
    models.dataset.open = "models";
  }
  document.querySelectorAll(".sheet:popover-open").forEach(settle);
}
settleAll();
new MutationObserver(settleAll).observe(byId("bar"), { childList: true, subtree: true });
document.addEventListener("scroll", settleAll, { passive: true });
document.addEventListener(
  "toggle",
  (event) => {
    const sheet = event.target;
    // What opens under an answer is not behind the box where one asks.
    if (sheet.matches?.(MENUS)) sheet.lastElementChild.scrollIntoView({ behavior, block: "nearest" });
    if (!sheet.matches?.("[popover]") || event.newState !== "open") return;
    settle(sheet);
    const search = sheet.querySelector("[data-live]")?.value || "";
    if (sheet.dataset.open) start(sheet.dataset.open, { search });
  },
  true,
);

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const open = document.querySelector(MENUS);
  if (event.key === "Escape") {
    hidePeek();
    if (document.querySelector(":popover-open")) return;
    if (event.target.matches("form.edit *")) edit(event.target, false);
    else if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    } else leave();
    return;
  }
  if (event.key === "Enter" && !event.shiftKey && event.target.matches("form.edit textarea")) {
    event.preventDefault();
    event.target.form.requestSubmit();
    return;
  }
  if (event.target.matches("input, textarea, select, [contenteditable], [role=tab], [role=listbox]")) return;
  const isReading = document.body.classList.contains("is-reading");
  const ways = { n: 1, p: -1, ...(isReading && { ArrowRight: 1, ArrowLeft: -1 }) };
  if (!(event.key in ways)) return;
  event.preventDefault();
  step(ways[event.key]);
});
