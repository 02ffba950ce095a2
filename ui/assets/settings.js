// gradio runs this once as the settings load. What looks is the browser's alone, what is asked goes to the server.
let moving = false;
const kept = { theme: "system", size: "normal" };

function showKept() {
  for (const name of Object.keys(kept)) {
    const value = localStorage.getItem(`sanad-${name}`) ?? kept[name];
    for (const radio of element.querySelectorAll(`[name="${name}"]`)) radio.checked = radio.value === value;
  }
}

element.addEventListener("change", (event) => {
  const { name, value } = event.target;
  if (name in kept) {
    localStorage.setItem(`sanad-${name}`, value);
    window.sanadLook();
  } else {
    moving = name === "collection";
    trigger("input", { [name]: value });
  }
});
element.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-lang]");
  if (!link) return;
  // A page of its own: gradio would go there itself and lose the view.
  event.preventDefault();
  event.stopPropagation();
  localStorage.setItem("sanad-lang", link.dataset.lang);
  location.assign(`${link.pathname}#/settings`);
}, true);
watch("value", () => {
  showKept();
  if (!moving) return;
  // Another collection has other chats and articles: the page begins anew when the choice is stored.
  sessionStorage.removeItem("sanad-chat");
  setTimeout(() => location.reload(), 200);
});
