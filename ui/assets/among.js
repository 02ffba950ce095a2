// gradio runs this once as the control loads. What is chosen is sent at every change, and said in the line that opens it.
function say() {
  const details = element.querySelector("details");
  const form = details.querySelector("form");
  // Each part is isolated from the direction of the others, and a date from that of the word before it.
  const isolated = (textContent, more) => Object.assign(document.createElement("bdi"), { textContent, ...more });
  const names = [...form.querySelectorAll("[name=languages]:checked")].map((box) => isolated(box.nextElementSibling.textContent));
  const dates = [form.since, form.until].filter((input) => input.value.trim()).map((input) => {
    const said = isolated(`${input.parentElement.firstChild.textContent} `);
    said.append(isolated(input.value, { dir: "ltr" }));
    return said;
  });
  const source = form.sources.value.trim();
  const parts = [...names, ...dates, ...(source ? [isolated(source, { dir: "ltr", className: "file" })] : [])];
  const summary = details.querySelector("summary");
  summary.replaceChildren(parts.length ? `${details.dataset.only} ` : details.dataset.all);
  parts.forEach((part, at) => summary.append(...(at ? [" · ", part] : [part])));
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
