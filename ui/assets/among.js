// gradio runs this once as the control loads. What is chosen is sent at every change, and said in the line that opens it.
function say() {
  const details = element.querySelector("details");
  const form = details.querySelector("form");
  const names = [...form.querySelectorAll("[name=languages]:checked")].map((box) => box.nextElementSibling.textContent);
  const labelled = (input) => `${input.parentElement.firstChild.textContent} ${input.value}`;
  const dates = [form.since, form.until].filter((input) => input.value.trim()).map(labelled);
  const source = form.sources.value.trim();
  const parts = [...names, ...dates, source].filter(Boolean);
  const summary = details.querySelector("summary");
  summary.replaceChildren(parts.length ? `${details.dataset.only} ` : details.dataset.all);
  parts.forEach((part, at) => {
    const isolated = document.createElement("bdi");
    isolated.textContent = part;
    if (part === source) isolated.className = "file";
    summary.append(...(at ? [" · ", isolated] : [isolated]));
  });
  details.classList.toggle("narrowed", parts.length > 0);
}
function send() {
  const form = element.querySelector("form");
  if (!form.reportValidity()) return;
  say();
  const languages = [...form.querySelectorAll("[name=languages]:checked")].map((box) => box.value);
  trigger("input", { languages, since: form.since.value, until: form.until.value, sources: form.sources.value });
}
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
let asked = false;
element.addEventListener("toggle", (event) => {
  if (!event.target.open || asked) return;
  asked = true;
  trigger("expand", {});
}, true);
watch("value", () => {
  if (!asked) return;
  element.querySelector("details").open = true;
  if (document.activeElement === document.body) element.querySelector("summary").focus();
});
