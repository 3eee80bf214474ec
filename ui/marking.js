// Marks ranges of an article's text. They are counted in characters, as Python counts them.
function spansOf(text) {
  return text
    .split(",")
    .map((span) => span.split("-").map(Number))
    .filter(([start, end]) => start >= 0 && end > start)
    .sort((a, b) => a[0] - b[0]);
}

// Marks the spans in an article; those of `chosen` more than the others. The first of these, or null.
// Spans may overlap: the chosen one shows whole.
function markSpans(article, spans, chosen) {
  let first = null;
  for (const paragraph of article.querySelectorAll("[data-start]")) {
    const letters = Array.from(paragraph.textContent);
    const begin = Number(paragraph.dataset.start);
    const edges = [...chosen, ...spans].flat().map((at) => Math.min(Math.max(at - begin, 0), letters.length));
    const cuts = [...new Set([0, ...edges, letters.length])].sort((a, b) => a - b);
    const pieces = [];
    let isMarked = false;
    for (let index = 1; index < cuts.length; index += 1) {
      const [from, to] = [cuts[index - 1], cuts[index]];
      const isIn = ([start, end]) => start <= from + begin && to + begin <= end;
      const words = letters.slice(from, to).join("");
      if (!chosen.some(isIn) && !spans.some(isIn)) {
        pieces.push(words);
        continue;
      }
      isMarked = true;
      const mark = document.createElement("mark");
      mark.textContent = words;
      pieces.push(mark);
      if (!chosen.some(isIn)) continue;
      mark.className = "chosen";
      first ??= mark;
    }
    if (isMarked) paragraph.replaceChildren(...pieces);
  }
  return first;
}

// A link to the live page scrolls there to the same words, where the browser can.
function nameWords(article, words) {
  const link = article.querySelector("a.live");
  const all = words.split(/\s+/).filter(Boolean);
  if (!link || !all.length) return;
  const encoded = (some) => encodeURIComponent(some.join(" ")).replaceAll("-", "%2D");
  const named = all.length > 14 ? `${encoded(all.slice(0, 6))},${encoded(all.slice(-6))}` : encoded(all);
  const [page, place = ""] = link.href.split("#");
  link.href = `${page}#${place.split(":~:")[0]}:~:text=${named}`;
}

// The chosen words as far as they stand together in one paragraph.
function markedWords(article) {
  const marks = [...article.querySelectorAll("mark.chosen")];
  const last = marks.findIndex((mark, index) => mark.nextSibling !== marks[index + 1]);
  return marks.slice(0, last + 1).map((mark) => mark.textContent).join("");
}

// Into the upper half of what scrolls around it, and of nothing else.
function scrollWithin(target) {
  const pane = target.closest(".reader, #beside");
  const scrolls = [pane, pane?.closest("#beside")].find((one) => one && one.scrollHeight > one.clientHeight);
  if (!scrolls) {
    if (!pane) target.scrollIntoView({ block: "center" });
    return;
  }
  const above = target.getBoundingClientRect().top - scrolls.getBoundingClientRect().top;
  scrolls.scrollTop += above - scrolls.clientHeight / 3;
}

function showSpans(article, spans, chosen) {
  const first = markSpans(article, spans, chosen);
  if (first) nameWords(article, markedWords(article));
  if (first) scrollWithin(first);
  return first;
}
