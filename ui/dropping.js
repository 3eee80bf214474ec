// Files that are dropped on a form, or chosen in it, are sent to its `data-drop` one by one.
// A draft's text comes back into its text box; what is to be added is told to the page by its names.
function dropTold(form, said, isProblem) {
  const told = form.querySelector(".told");
  told.textContent = said;
  told.classList.toggle("problem", Boolean(isProblem));
}

function sent(form, file) {
  return new Promise((resolve) => {
    const said = form.dataset.sending.replace("{name}", file.name);
    const lost = { detail: form.dataset.lost.replace("{name}", file.name) };
    const request = new XMLHttpRequest();
    request.open("POST", form.dataset.drop + encodeURIComponent(file.name.split("/").pop() || "file"));
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) =>
      dropTold(form, `${said} (${Math.round((100 * loaded) / total)}%)`);
    request.onerror = () => resolve(lost);
    request.onload = () => {
      try {
        resolve(JSON.parse(request.responseText));
      } catch {
        resolve(lost);
      }
    };
    dropTold(form, said);
    request.send(file);
  });
}

async function takeFiles(form, files) {
  const names = [], problems = [];
  for (const file of files) {
    const answer = Number(form.dataset.most) && file.size > form.dataset.most
      ? { detail: form.dataset.large.replace("{name}", file.name) }
      : await sent(form, file);
    if (answer.detail) problems.push(answer.detail);
    if (answer.text !== undefined) form.querySelector("textarea").value = answer.text;
    if (answer.file) names.push(answer.file);
  }
  dropTold(form, problems.join(" "), problems.length > 0);
  if (names.length) tell({ action: "dropped", files: names.join(" ") }, form);
  else if (!problems.length) form.querySelector("[type=submit]").focus();
}

element.addEventListener("dragover", (event) => {
  const form = event.target.closest("[data-drop]");
  if (!form) return;
  event.preventDefault();
  form.classList.add("over");
});
element.addEventListener("dragleave", (event) => {
  const form = event.target.closest("[data-drop]");
  if (form && !form.contains(event.relatedTarget)) form.classList.remove("over");
});
element.addEventListener("drop", (event) => {
  const form = event.target.closest("[data-drop]");
  if (!form) return;
  event.preventDefault();
  form.classList.remove("over");
  if (event.dataTransfer.files.length) takeFiles(form, [...event.dataTransfer.files]);
});
element.addEventListener("change", (event) => {
  const form = event.target.closest("[data-drop]");
  if (!form || event.target.type !== "file") return;
  takeFiles(form, [...event.target.files]);
  event.target.value = "";
});
// What is too long to be sent is told at once.
element.addEventListener(
  "submit",
  (event) => {
    const form = event.target.closest("[data-characters]");
    if (!form || form.querySelector("textarea").value.length <= form.dataset.characters) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    dropTold(form, form.dataset.long, true);
  },
  true,
);
