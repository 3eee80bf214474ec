// What is asked may not reach Dateline, or be refused: that is said where one asks, until it does.
const reach = window.fetch;
function unsent(said) {
  document.getElementById("unsent")?.remove();
  if (!said) return;
  const told = Object.assign(document.createElement("p"), { id: "unsent", className: "problem", textContent: said });
  told.setAttribute("role", "alert");
  element.append(told);
}
window.fetch = async (...given) => {
  if (!String(given[0]?.url ?? given[0]).includes("/queue/join")) return reach(...given);
  const lost = document.getElementById("lost")?.textContent || "";
  try {
    const answer = await reach(...given);
    unsent(answer.ok ? "" : await answer.clone().json().then(({ detail }) => detail || lost, () => lost));
    return answer;
  } catch (error) {
    unsent(lost);
    throw error;
  }
};
