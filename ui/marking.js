// Marks ranges of an article's text. They are counted in characters, as Python counts them.
function spansOf(text) {
  return text
    .split(",")
    .map((span) => span.split("-").map(Number))
    .filter(([start, end]) => start >= 0 && end > start)
    .sort((a, b) => a[0] - b[0]);
}

// Marks the spans in an article; those of `chosen` more than the others. The first of these, or null.
function markSpans(article, spans, chosen) {
  let first = null;
  const isChosen = ([start]) => chosen.some((span) => span[0] === start);
  for (const paragraph of article.querySelectorAll("[data-start]")) {
    const letters = Array.from(paragraph.textContent);
    const begin = Number(paragraph.dataset.start);
    const pieces = [];
    let position = 0;
    for (const span of spans) {
      const from = Math.max(span[0] - begin, position);
      const to = Math.min(span[1] - begin, letters.length);
      if (from >= to) continue;
      const mark = document.createElement("mark");
      mark.textContent = letters.slice(from, to).join("");
      pieces.push(letters.slice(position, from).join(""), mark);
      position = to;
      if (!isChosen(span)) continue;
      mark.className = "chosen";
      first ??= mark;
    }
    if (position) paragraph.replaceChildren(...pieces, letters.slice(position).join(""));
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
  if (first) nameWords(article, first.textContent);
  if (first) scrollWithin(first);
  return first;
}
