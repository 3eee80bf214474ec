// What was filled in is cleared once it is taken, and stays where it is refused.
let filled;
element.addEventListener("submit", (event) => (filled = event.target));
watch("value", () => filled?.reset());
