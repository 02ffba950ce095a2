// gradio runs this once as the dialogs load. Whoever needs an answer calls `sanadDialog`.
window.sanadDialog = (name, values = {}) => {
  const dialog = element.querySelector(`dialog[data-name="${name}"]`);
  const form = dialog.querySelector("form");
  const opener = document.activeElement;
  form.reset();
  for (const [field, value] of Object.entries(values)) form.elements[field].value = value;
  dialog.returnValue = "cancel";
  dialog.showModal();
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
