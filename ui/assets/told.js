// gradio runs this once as the notice loads; `element` and `watch` are its own.
element.setAttribute("role", "status");
watch("value", () => {
  const wrong = element.querySelector(".not-date") !== null;
  for (const input of document.querySelectorAll("#among .date input")) input.ariaInvalid = wrong && input.value ? "true" : null;
});
