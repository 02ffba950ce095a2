// gradio runs this once as the control loads. What is chosen is sent at every change; the line that opens the control
// says what the server has made of it. One change is under way at a time, for two could overtake each other, and the
// fields would show what is not searched. What is lost on its way holds up the next for a moment only.
const MOST_WAITED_MS = 5_000;
let underWay = 0;
let changed = false;
function send() {
  changed = Boolean(underWay);
  if (changed) return;
  const form = element.querySelector("form");
  const languages = [...form.querySelectorAll("[name=languages]:checked")].map((box) => box.value);
  underWay = setTimeout(goOn, MOST_WAITED_MS);
  trigger("input", { languages, since: form.since.value, until: form.until.value, sources: form.sources.value });
}
function goOn() {
  clearTimeout(underWay);
  underWay = 0;
  if (changed) send();
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
  goOn();
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
