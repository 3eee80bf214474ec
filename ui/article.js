function showNamed() {
  const spans = spansOf(location.hash.slice(1).split(":~:")[0]);
  showSpans(document.querySelector("article.article"), spans, spans);
}
showNamed();
window.addEventListener("hashchange", showNamed);
