// gradio runs this once as the settings load. What is typed goes to the server when a button is pressed, and only then.
const filled = () => Object.fromEntries(new FormData(element.querySelector("form")));

element.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.target.elements.kind) trigger("submit", filled());
});
element.addEventListener("click", (event) => {
  if (event.target.closest("[data-action=test]")) trigger("select", filled());
});
// What was typed as a key does not stay in the page.
watch("value", () => {
  const key = element.querySelector("[name=key]");
  if (key) key.value = "";
});
// Whenever the settings are gone to: the exam may have been taken meanwhile.
const page = document.getElementById("sanad");
let seen = "";
function look() {
  if (page.dataset.view === "settings" && seen !== "settings") trigger("expand", {});
  seen = page.dataset.view;
}
new MutationObserver(look).observe(page, { attributes: true, attributeFilter: ["data-view"] });
look();
