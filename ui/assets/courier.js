// gradio runs this once as the courier loads: it does with a file or an explanation what is to be done with it.
function save({ name, type, text }) {
  const place = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = Object.assign(document.createElement("a"), { href: place, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(place), 60_000);
}

watch("value", () => {
  const brought = props.value;
  if (brought?.task === "save" && brought.name) save(brought);
  if (brought?.task === "suggest") {
    const list = document.querySelector("#transcript .welcome ul");
    if (list) list.innerHTML = brought.html;
  }
  if (brought?.task === "narrow") window.sanadNarrowed(brought);
  if (brought?.task === "explain") {
    window.sanadExplained.set(brought.key, brought.html);
    window.sanadShowExplained();
  }
});
