// gradio runs this once as the control loads. What is chosen is sent at every change; the line that opens the control
// says what the server has made of it.
function send() {
  const form = element.querySelector("form");
  const languages = [...form.querySelectorAll("[name=languages]:checked")].map((box) => box.value);
  trigger("input", { languages, since: form.since.value, until: form.until.value, sources: form.sources.value });
}
window.sanadNarrowed = ({ line, narrowed, told = "", wrong = [] }) => {
  const details = element.querySelector("details");
  // What was refused leaves in force what was agreed to before.
  if (line) {
    details.querySelector("summary").innerHTML = line;
    details.classList.toggle("narrowed", narrowed);
  }
  details.querySelector(".wrong").innerHTML = told;
  for (const input of details.querySelectorAll("input:not([type])")) input.ariaInvalid = wrong.includes(input.name) ? "true" : null;
};
element.addEventListener("change", send);
element.addEventListener("submit", (event) => event.preventDefault());
element.addEventListener("click", (event) => {
  if (!event.target.closest("[data-action=clear]")) return;
  element.querySelector("form").reset();
  send();
});
addEventListener("keydown", (event) => {
  const details = element.querySelector("details[open]");
  if (event.key === "Escape" && details?.contains(document.activeElement)) {
    details.open = false;
    details.querySelector("summary").focus();
  }
});
