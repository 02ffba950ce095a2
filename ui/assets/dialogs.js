// gradio runs this once as the dialogs load. Whoever needs an answer calls `sanadDialog`.
const told = (form) => form.querySelector(".empty");
const typed = (form) => form.querySelector("[required]");
// Says, or with no words takes back, that what must be filled in is empty.
function tell(form, words) {
  if (!typed(form)) return;
  told(form).textContent = words;
  typed(form).ariaInvalid = words ? "true" : null;
}

element.addEventListener("submit", (event) => {
  const form = event.target;
  if (!typed(form) || typed(form).value.trim()) return;
  event.preventDefault();
  tell(form, told(form).dataset.told);
  typed(form).focus();
});
element.addEventListener("input", (event) => tell(event.target.form, ""));
element.addEventListener("click", (event) => {
  if (event.target.closest("button[value=cancel]")) event.target.closest("dialog").close("cancel");
});
// As in the box for questions: Enter is done, Shift+Enter begins a line.
element.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches("textarea")) return;
  event.preventDefault();
  event.target.form.requestSubmit(event.target.form.querySelector(".done"));
});

window.sanadDialog = (name, values = {}) => {
  const dialog = element.querySelector(`dialog[data-name="${name}"]`);
  const form = dialog.querySelector("form");
  const opener = document.activeElement;
  form.reset();
  tell(form, "");
  for (const [field, value] of Object.entries(values)) form.elements[field].value = value;
  dialog.returnValue = "cancel";
  dialog.showModal();
  // A name is written anew more often than it is mended.
  form.querySelector("input:not([type])")?.select();
  return new Promise((resolve) => {
    dialog.addEventListener(
      "close",
      () => {
        opener?.isConnected && opener.focus();
        resolve(dialog.returnValue === "done" ? Object.fromEntries(new FormData(form)) : null);
      },
      { once: true },
    );
  });
};
