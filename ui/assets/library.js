// gradio runs this once as the tools of the library load; `element`, `trigger`, `upload` and `watch` are its own.
const page = document.getElementById("sanad");
const view = document.getElementById("view-library");
const part = (selector) => view.querySelector(selector);
const given = () => JSON.parse(part(".library").dataset.given);
// The name of a file runs from the left in any language.
const named = (file) => `\u2066${file}\u2069`;
const filled = (words, values) =>
  words.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
let stale = true;
let known = null;
let stopped = false;
let sending = false;
let edited = false;

// What is shown is asked for when it is looked at.
function refresh() {
  if (page.dataset.view !== "library") {
    stale = true;
    return;
  }
  stale = false;
  trigger("expand", {});
}

function list(page) {
  const form = part("#filters");
  if (!form) return;
  const chosen = Object.fromEntries(new FormData(form));
  trigger("select", { ...chosen, suspicious: form.suspicious.checked, page: page || 0 });
}

function say(words) {
  part("#sending").textContent = words;
}

// Resolves to whether the reader is sure.
function ask(title, text) {
  const dialog = part("#sure");
  dialog.querySelector("h2").textContent = title;
  dialog.querySelector("p").textContent = text;
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.onclick = (event) => {
      const answer = event.target.closest("button")?.value;
      if (answer) dialog.close(answer);
    };
    dialog.onclose = () => {
      resolve(dialog.returnValue === "yes");
      dialog.returnValue = "";
    };
  });
}

async function send(files) {
  const { words, kinds, files: most, bytes } = given();
  if (sending || !files.length) return;
  sending = true;
  stopped = false;
  const stop = part("#stop-sending");
  stop.hidden = false;
  const refused = [];
  const wanted = files.filter(([file, name]) => {
    const known = kinds.some((kind) => file.name.toLowerCase().endsWith(kind));
    if (!known) refused.push([name, "kind"]);
    else if (file.size > bytes) refused.push([name, "size"]);
    return known && file.size <= bytes;
  });
  for (const [, name] of wanted.splice(most)) refused.push([name, "count"]);
  const sent = [];
  for (const [file, name] of wanted) {
    if (stopped) break;
    say(filled(words.sending, { n: sent.length + 1, total: wanted.length, name: named(name) }));
    try {
      sent.push({ path: (await upload(file)).path, name });
    } catch {
      refused.push([name, "size"]);
    }
  }
  stop.hidden = true;
  sending = false;
  say("");
  trigger("upload", { files: stopped ? [] : sent, refused });
}

// The files in what was dropped, folders with all that is in them, each with its path.
async function collect(items) {
  const entries = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const found = [];
  while (entries.length) {
    const entry = entries.shift();
    if (entry.name.startsWith(".")) continue;
    if (entry.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      found.push([file, entry.fullPath.replace(/^\//, "")]);
      continue;
    }
    const reader = entry.createReader();
    for (;;) {
      const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
      if (!some.length) break;
      entries.push(...some);
    }
  }
  return found;
}

view.addEventListener("dragover", (event) => {
  if (!event.dataTransfer.types.includes("Files")) return;
  event.preventDefault();
  part("#drop").classList.add("over");
});
view.addEventListener("dragleave", (event) => {
  if (!view.contains(event.relatedTarget)) part("#drop").classList.remove("over");
});
view.addEventListener("drop", async (event) => {
  event.preventDefault();
  part("#drop").classList.remove("over");
  const plain = [...event.dataTransfer.files].map((file) => [file, file.name]);
  const found = await collect(event.dataTransfer.items);
  send(found.length ? found : plain);
});

let typing;
view.addEventListener("input", (event) => {
  if (!event.target.closest("#filters")) return;
  clearTimeout(typing);
  typing = setTimeout(list, event.target.type === "search" ? 250 : 0);
});

view.addEventListener("change", (event) => {
  const { target } = event;
  if (target.matches("#files, #folder")) {
    const hidden = (path) => path.split("/").some((name) => name.startsWith("."));
    const files = [...target.files].map((file) => [file, file.webkitRelativePath || file.name]);
    send(files.filter(([, name]) => !hidden(name)));
    target.value = "";
  } else if (target.matches("#collection")) {
    edit({ action: "choose", name: target.value });
  }
});

view.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.target.matches("#filters")) list();
  const name = part("#new-name").value.trim();
  if (event.target.matches("#new-collection") && name) edit({ action: "create", name });
});

view.addEventListener("click", async (event) => {
  const dot = event.target.closest("circle[data-text]");
  if (dot) open(dot.dataset.text, "_blank", "noopener");
  const button = event.target.closest("button");
  if (!button) return;
  const { words } = given();
  if (button.matches("#reindex")) {
    trigger("retry", {});
  } else if (button.matches("#stop-sending")) {
    stopped = true;
    say(words.stopping);
  } else if (button.matches(".dismiss")) {
    button.parentElement.classList.add("dismissed");
  } else if (button.matches(".stop-job")) {
    trigger("stop", { job: button.dataset.job });
  } else if (button.matches("[data-page]")) {
    list(Number(button.dataset.page));
  } else if (button.matches(".remove")) {
    const { file, uploaded, count } = button.dataset;
    const text = uploaded === "1" ? words.delete_uploaded : words.delete_indexed;
    if (await ask(filled(words.delete_title, { name: named(file) }), filled(text, { n: count }))) trigger("delete", { file });
  } else if (button.matches("#delete-collection")) {
    const name = part("#collection").value;
    const text = filled(words.delete_collection_text, { n: button.dataset.count });
    if (await ask(filled(words.delete_collection_title, { name }), text)) edit({ action: "delete", name });
  }
});

function edit(what) {
  edited = true;
  trigger("edit", what);
}
// The other views are told when the collection is another one, or when there is one more or one less.
async function turn() {
  await window.sanadIdle();
  trigger("input", {});
}
watch("value", () => {
  const chosen = part(".library").dataset.chosen;
  // What the reader chose last outlasts the attribute, as in every form.
  part("#collection").value = chosen;
  const now = JSON.stringify([chosen, ...[...part("#collection").options].map((option) => option.value)]);
  if (now === known) return;
  refresh();
  // At first the page may show the default until the browser tells what it remembers.
  if (edited) turn();
  edited = false;
  known = now;
});
new MutationObserver(() => {
  if (stale) refresh();
}).observe(page, { attributes: true, attributeFilter: ["data-view"] });
// Whatever was done is followed by the list as it is now.
let shown = "";
new MutationObserver(() => {
  const done = part("#library-work [data-refresh]")?.dataset.refresh;
  if (done && done !== shown) {
    shown = done;
    refresh();
    // A chat that had nothing to ask begins anew.
    if (document.querySelector("#transcript .welcome a")) document.querySelector("#chats .new").click();
  }
}).observe(document.getElementById("library-work"), { childList: true, subtree: true, attributes: true });
refresh();
