// gradio runs this once as the heading loads. A view is shown by its name after the # of the address.
const page = document.getElementById("sanad");
const toggle = element.querySelector(".chats-toggle");

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
  if (event.target.closest(".chats-toggle")) page.toggleAttribute("data-chats");
});
// The chats that came out over the conversation go at Escape and at a click elsewhere; a menu or a dialog goes first.
new MutationObserver(() => (toggle.ariaExpanded = String(page.hasAttribute("data-chats")))).observe(page, {
  attributeFilter: ["data-chats"],
});
document.addEventListener("click", (event) => {
  const within = event.composedPath().some((each) => each === toggle || ["chats", "dialogs"].includes(each.id));
  if (!within) page.removeAttribute("data-chats");
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !page.hasAttribute("data-chats")) return;
  if (document.querySelector("dialog[open], #chats details[open]")) return;
  event.stopPropagation();
  page.removeAttribute("data-chats");
  toggle.focus();
}, true);
addEventListener("hashchange", show);
window.sanadLook();
show();
