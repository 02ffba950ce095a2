// gradio runs this once as the heading loads. A view is shown by its name after the # of the address.
const page = document.getElementById("sanad");

function show() {
  const named = location.hash.match(/^#\/(\w+)$/)?.[1];
  const links = [...element.querySelectorAll("nav a")];
  const current = links.find((link) => link.dataset.view === named) ?? links[0];
  for (const link of links) {
    if (link === current) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  page.dataset.view = current.dataset.view;
  document.title = `${current.textContent} · Sanad (سند)`;
  // What was hidden measures itself anew.
  dispatchEvent(new Event("resize"));
}

element.addEventListener("click", (event) => {
  if (event.target.closest(".skip")) {
    event.preventDefault();
    location.hash = "#/chat";
    document.querySelector("#question textarea").focus();
  }
  const toggle = event.target.closest(".chats-toggle");
  if (toggle) page.toggleAttribute("data-chats");
});
addEventListener("hashchange", show);
window.sanadLook();
show();
