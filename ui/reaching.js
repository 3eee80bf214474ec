// What is asked may not reach Dateline, be refused, or be lost: that is said where one asks, in words,
// with a way to ask it again. `start` begins an event as `trigger` does, and remembers it; what
// another place begins, it tells of itself (place.js).
const PATIENCE = 15000;
const reach = window.fetch;
const said = element.querySelector("[role=log]").dataset;
let started, unheard;

// What is asked in the same words within a moment was clicked twice, and is asked once.
const MOMENT = 800;
const asking = { words: "", at: -MOMENT };
function isTwice(words) {
  const now = performance.now();
  if (words === asking.words && now - asking.at < MOMENT) return true;
  Object.assign(asking, { words, at: now });
  return false;
}
document.addEventListener("input", () => (asking.words = ""));
for (const kind of ["click", "keydown"]) {
  document.addEventListener(
    kind,
    (event) => {
      const box = event.target.closest?.("#question")?.querySelector("textarea");
      const isSent = event.target.closest?.(".submit-button") || (event.key === "Enter" && !event.shiftKey);
      if (!isSent || !box?.value.trim() || !isTwice(box.value)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );
}

function start(event, data) {
  if (["ask", "again"].includes(event) && isTwice(JSON.stringify(data))) return;
  started = { event, data };
  trigger(event, data);
}
document.addEventListener("begun", ({ target, detail }) => (started = { ...detail, place: target }));

// Why something was not done, and a button that tries again.
function notice(why, again) {
  const told = Object.assign(document.createElement("div"), { className: "unsent problem" });
  told.setAttribute("role", "alert");
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: said.again });
  button.addEventListener("click", again);
  told.append(Object.assign(document.createElement("p"), { textContent: why }), button);
  return told;
}

// In a place it stands below its form, where that is what was sent, until it is taken.
function tellPlace({ place, form, again }, why) {
  place.querySelector(".unsent")?.remove();
  // What is said here needs no note of Gradio's beside it.
  document.body.classList.toggle("is-told", Boolean(why));
  if (!why) return;
  const told = notice(why, again);
  if (form) form.after(told);
  else (place.querySelector(".place") || place).prepend(told);
  told.scrollIntoView({ block: "nearest" });
}

// What was not sent, and why: { why, event, data, isAway }; without an event it is what stands in the box.
// It outlasts the page, which Gradio loads anew once a connection that was lost is back.
const UNSENT = "dateline-unsent";

function tellUnsent(unsent) {
  element.querySelector(".unsent")?.remove();
  document.body.classList.toggle("is-told", Boolean(unsent));
  if (!unsent) sessionStorage.removeItem(UNSENT);
  if (!unsent) return;
  // What was not taken may be asked again at once.
  asking.words = "";
  if (!unsent.isLate) sessionStorage.setItem(UNSENT, JSON.stringify(unsent));
  const told = Object.assign(notice(unsent.why, () => resend(unsent)), { unsent });
  element.append(told);
  told.scrollIntoView({ block: "nearest" });
}

const isThere = () => reach("gradio_api/app_id").then((answer) => answer.ok, () => false);

async function resend(unsent) {
  if (unsent.isAway) {
    // A page whose connection was lost is loaded anew, and sends it then.
    if (!(await isThere())) return;
    sessionStorage.setItem(UNSENT, JSON.stringify({ ...unsent, isWanted: true }));
    location.reload();
    return;
  }
  tellUnsent(null);
  if (unsent.event) start(unsent.event, unsent.data);
  else document.querySelector("#question .submit-button").click();
  document.querySelector("#question textarea").focus();
}

// A question that comes before the page's conversation is open waits for that: else it would be drawn over.
let openedOnce;
const whenOpen = new Promise((done) => (openedOnce = done));

// The page is there, and its conversation open: what was not sent before is told, or sent if wanted.
function opened() {
  openedOnce();
  const { isWanted, isAway, ...unsent } = JSON.parse(sessionStorage.getItem(UNSENT) || "{}");
  if (isWanted) resend(unsent);
  else if (unsent.why) tellUnsent(unsent.event === "open" ? null : unsent);
}

// What a person began, of what the page posts: null for anything else.
function beginning(body) {
  if (typeof body !== "string") return null;
  const { data, event_data: told } = JSON.parse(body);
  if (typeof data[0] === "string" && data.length > 1) return { isQuestion: true };
  if (!told || JSON.stringify(started?.data) !== JSON.stringify(told)) return null;
  return { ...started, isQuestion: ["ask", "again"].includes(started.event) };
}

// Something came: whatever was asked is not late. What was refused is told until it is taken.
function heard() {
  clearTimeout(unheard);
  if (element.querySelector(".unsent")?.unsent.isLate) tellUnsent(null);
}

const whyRefused = (answer) => answer.clone().json().then(({ detail }) => detail).catch(() => "");

// Where nothing arrives, a refusal stands for it: Gradio would load the page anew, and what was filled in is lost.
async function reachFrom(begun, given) {
  const answer = await reach(...given).catch(() => Response.json({ detail: said.unreachable }, { status: 503 }));
  tellPlace(begun, answer.ok ? "" : (await whyRefused(answer)) || said.refused);
  return answer;
}

window.fetch = async (...given) => {
  const isBegun = String(given[0]?.url ?? given[0]).includes("/queue/join");
  const begun = isBegun && beginning(given[1]?.body);
  if (!begun) return reach(...given);
  if (begun.place) return reachFrom(begun, given);
  const { isQuestion, ...what } = begun;
  clearTimeout(unheard);
  unheard = setTimeout(() => tellUnsent({ ...what, why: said.late, isLate: true }), PATIENCE);
  try {
    if (isQuestion) await Promise.race([whenOpen, new Promise((done) => setTimeout(done, PATIENCE))]);
    const answer = await reach(...given);
    if (!answer.ok || !isQuestion) clearTimeout(unheard);
    if (answer.ok && what.event !== "open") tellUnsent(null);
    if (!answer.ok) {
      tellUnsent({ ...what, why: (await whyRefused(answer)) || said.refused });
      if (what.event === "open") openedOnce();
    }
    return answer;
  } catch (error) {
    clearTimeout(unheard);
    if (what.event === "open") openedOnce();
    tellUnsent({ ...what, why: said.unreachable, isAway: true });
    throw error;
  }
};

// While an answer is awaited, whether Dateline is still there. When it is back, so is the conversation.
let isLost = false;
setInterval(async () => {
  const running = element.querySelector("[data-running=true]");
  if (!running && !isLost) return;
  const isBack = await isThere();
  if (isBack && isLost) location.reload();
  if (isBack || isLost || !running) return;
  isLost = true;
  document.body.classList.add("is-told");
  const told = Object.assign(document.createElement("p"), { className: "problem", textContent: said.broken });
  told.setAttribute("role", "alert");
  running.append(told);
  told.scrollIntoView({ block: "nearest" });
}, 3000);

// What is being written in the box is there again when the page is.
const BOX = "dateline-question";
window.addEventListener("pagehide", () => {
  const box = document.querySelector("#question textarea");
  if (box) sessionStorage.setItem(BOX, box.value);
});
setTimeout(() => {
  const box = document.querySelector("#question textarea");
  const written = sessionStorage.getItem(BOX);
  if (!box || !written || box.value) return;
  box.value = written;
  box.dispatchEvent(new Event("input", { bubbles: true }));
});
