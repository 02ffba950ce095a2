// gradio runs this once as the list of chats loads; `element`, `trigger` and `watch` are its own.
const page = document.getElementById("sanad");
let waiting = 0;

const listed = (target) => target.closest("[data-chat]").dataset.chat;

async function act(button) {
  const action = button.dataset.action;
  button.closest("details")?.removeAttribute("open");
  if (action === "new" || action === "open") await window.sanadIdle();
  if (action === "new") trigger("clear");
  if (action === "open") trigger("select", { chat: listed(button) });
  if (action === "new" || action === "open") {
    page.removeAttribute("data-chats");
    if (action === "new") document.querySelector("#question textarea").focus();
  }
  if (action === "export") trigger("download", { chat: listed(button), kind: button.dataset.kind });
  if (action === "rename") {
    const title = button.closest("[data-chat]").querySelector(".open").textContent;
    const given = await window.sanadDialog("rename", { title });
    if (given) trigger("edit", { chat: listed(button), title: given.title });
  }
  if (action === "delete") {
    const chat = listed(button);
    if (!(await window.sanadDialog("delete"))) return;
    await window.sanadIdle();
    trigger("delete", { chat });
  }
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-action]");
  if (button) act(button);
});
element.addEventListener("input", (event) => {
  clearTimeout(waiting);
  waiting = setTimeout(() => trigger("input", { words: event.target.value }), 200);
});
// One menu at a time, and Escape or a click elsewhere closes it.
element.addEventListener("toggle", (event) => {
  if (!event.target.open) return;
  for (const menu of element.querySelectorAll("details[open]")) if (menu !== event.target) menu.open = false;
}, true);
document.addEventListener("click", (event) => {
  const within = event.target.closest?.("#chats details");
  for (const menu of element.querySelectorAll("details[open]")) if (menu !== within) menu.open = false;
});
element.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest("details[open]");
  if (!menu) return;
  event.stopPropagation();
  menu.open = false;
  menu.querySelector("summary").focus();
});

// The chat that was open in this tab, also after the language was changed.
trigger("select", { chat: sessionStorage.getItem("sanad-chat") ?? "" });
