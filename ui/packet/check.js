
// Recomputes what was noted when this page was made, and says whether it still is so.
(() => {
  const primes = [];
  for (let n = 2; primes.length < 64; n += 1) if (primes.every((p) => n % p)) primes.push(n);
  const fraction = (x) => Math.floor((x - Math.floor(x)) * 2 ** 32) >>> 0;
  const rounds = primes.map((p) => fraction(Math.cbrt(p)));
  const turn = (x, by) => (x >>> by) | (x << (32 - by));

  // FIPS 180-4; not every browser has its own for a page that lies on a disk.
  function sha256(text) {
    const bytes = new TextEncoder().encode(text);
    const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
    padded.set(bytes);
    padded[bytes.length] = 128;
    const view = new DataView(padded.buffer);
    view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
    view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0);
    const state = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
    const w = new Uint32Array(64);
    for (let block = 0; block < padded.length; block += 64) {
      for (let i = 0; i < 16; i += 1) w[i] = view.getUint32(block + 4 * i);
      for (let i = 16; i < 64; i += 1) {
        const s0 = turn(w[i - 15], 7) ^ turn(w[i - 15], 18) ^ (w[i - 15] >>> 3);
        const s1 = turn(w[i - 2], 17) ^ turn(w[i - 2], 19) ^ (w[i - 2] >>> 10);
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 64; i += 1) {
        const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
        const one = (h + s1 + ((e & f) ^ (~e & g)) + rounds[i] + w[i]) | 0;
        const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
        const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
      }
      [a, b, c, d, e, f, g, h].forEach((x, i) => (state[i] = (state[i] + x) | 0));
    }
    return state.map((x) => (x >>> 0).toString(16).padStart(8, "0")).join("");
  }

  const source = document.getElementById("record");
  const faults = [];
  let quotes = 0;
  let articles = [];

  function shows(path, text) {
    const places = [...document.querySelectorAll(`[data-is="${path}"]`)];
    return places.length > 0 && places.every((place) => place.textContent === text);
  }

  function checkArticle(article, index) {
    if (sha256(article.text) !== article.sha256) faults.push(`The text of ${article.version} was changed.`);
    if (!shows(`articles/${index}/text`, article.text)) faults.push(`The text shown of ${article.version} was changed.`);
  }

  function checkQuote(quote, path) {
    quotes += 1;
    const name = `Quote [${quote.number}]`;
    if (sha256(quote.quote) !== quote.sha256) faults.push(`${name} was changed.`);
    if (!shows(path, quote.quote)) faults.push(`${name} is shown in other words than it was taken along.`);
    const article = articles.find((each) => each.version === quote.version);
    // Offsets count characters, not the halves that JavaScript makes of some.
    const words = article && [...article.text].slice(quote.start, quote.end).join("");
    if (words !== quote.quote) faults.push(`${name} does not stand in ${quote.version} from ${quote.start} to ${quote.end}.`);
  }

  try {
    const record = JSON.parse(source.textContent);
    articles = record.articles;
    articles.forEach(checkArticle);
    record.answers.forEach((answer, index) =>
      answer.citations.forEach((quote, at) => checkQuote(quote, `answers/${index}/citations/${at}/quote`)),
    );
    if (sha256(source.textContent) !== source.dataset.sha256) faults.push("The record in this page was changed.");
    if (sha256(document.querySelector("main").textContent) !== source.dataset.shown) faults.push("Words on this page were changed.");
  } catch (error) {
    faults.push(`The record in this page can't be read: ${error.message}`);
  }

  const count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
  const verdict = document.getElementById("verdict");
  verdict.className = faults.length ? "wrong" : "right";
  verdict.textContent = faults.length
    ? `Wrong: ${faults.join(" ")}`
    : `Right: ${count(quotes, "quote")} and ${count(articles.length, "article")} are, word for word, as they were taken along.`;

  // A link to an article opens it.
  function open() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.matches("details")) target.open = true;
  }
  addEventListener("hashchange", open);
  open();
})();
