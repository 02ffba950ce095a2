// gradio runs this once as the transcript loads; `element`, `trigger` and `watch` are its own.
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const opened = new Set();
const explained = (window.sanadExplained = new Map());
let waiting = false;
let turns = 0;

const turnOf = (target) => target.closest(".turn");
const numberOf = (turn) => (turn.dataset.turn ? Number(turn.dataset.turn) : null);
const questionOf = (turn) => turn.querySelector(".asked").textContent;
const isLast = (turn) => turn === element.querySelector(".turn:last-of-type");

const box = () => document.querySelector("#question textarea");
function type(text) {
  box().value = text;
  box().dispatchEvent(new Event("input", { bubbles: true }));
}

async function askAgain(turn) {
  // What comes after it would be lost.
  if (!isLast(turn) && !(await window.sanadDialog("again"))) return;
  if (box().value === questionOf(turn)) type("");
  trigger("submit", { question: questionOf(turn), turn: numberOf(turn) });
}

async function edit(turn) {
  const given = await window.sanadDialog("edit", { question: questionOf(turn) });
  if (given?.question.trim()) trigger("submit", { question: given.question, turn: numberOf(turn) });
}

async function rate(turn, button) {
  const liked = button.ariaPressed === "true" ? null : button.dataset.action === "up";
  trigger("like", { turn: numberOf(turn), liked });
  if (liked !== false) return;
  const other = turn.querySelector(".none") ? "answer" : "refusal";
  for (const reason of document.querySelectorAll("#dialogs [data-of]")) reason.hidden = reason.dataset.of === other;
  const given = await window.sanadDialog("feedback");
  if (given) trigger("like", { turn: numberOf(turn), liked, reason: given.reason, right_answer: given.right });
}

// The words of an answer, each citation on a line after its quotation, without what only the page needs.
function wordsOf(turn) {
  const said = turn.querySelector(".said").cloneNode(true);
  for (const details of said.querySelectorAll("details")) details.remove();
  const line = (each) => each.textContent.replace(/\s+/g, " ").trim();
  const figure = (each) => `${each.querySelector("blockquote").textContent.trim()}\n${line(each.querySelector("figcaption"))}`;
  return [...said.children].map((each) => (each.matches("figure") ? figure(each) : line(each))).join("\n\n");
}

async function copy(turn, button) {
  await navigator.clipboard.writeText(wordsOf(turn));
  const label = button.textContent;
  button.classList.add("done");
  button.textContent = button.dataset.done;
  setTimeout(() => {
    button.classList.remove("done");
    button.textContent = label;
  }, 1500);
}

const actions = { again: askAgain, edit, up: rate, down: rate, copy };

const pending = () => element.querySelector(".turn.pending");

// One question at a time: what is asked meanwhile waits for the reader, not for the answer.
element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-action]");
  if (!button || pending()) return;
  if (button.dataset.action === "suggest") trigger("submit", { question: button.textContent, turn: null });
  else actions[button.dataset.action](turnOf(button), button);
});

// gradio makes what is open closed again when the transcript changes.
element.addEventListener("toggle", (event) => {
  const { open, dataset } = event.target;
  if (!dataset.key) return;
  if (open) opened.add(dataset.key);
  else opened.delete(dataset.key);
  if (open && dataset.n && !explained.has(dataset.key)) {
    trigger("expand", { turn: numberOf(turnOf(event.target)), n: Number(dataset.n), key: dataset.key });
  }
}, true);

window.sanadShowExplained = () => {
  for (const details of element.querySelectorAll("details[data-n]")) {
    const html = explained.get(details.dataset.key);
    if (html && details.children.length === 1) details.insertAdjacentHTML("beforeend", html);
  }
};

function stop() {
  if (pending()) trigger("stop", { key: pending().dataset.key });
}
// Before another chat is shown, the answer that is being written is stopped; what there is of it is kept.
window.sanadIdle = async () => {
  stop();
  for (let waited = 0; pending() && waited < 5000; waited += 50) await new Promise((go) => setTimeout(go, 50));
};
document.addEventListener("click", (event) => {
  if (event.target.closest?.("#stop")) stop();
  if (event.target.closest?.("#ask") && !box().value.trim()) box().focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && pending() && event.target.matches?.("#question textarea")) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) stop();
});

watch("value", () => {
  const transcript = element.querySelector(".transcript");
  if (transcript.dataset.chat) sessionStorage.setItem("sanad-chat", transcript.dataset.chat);
  else if (!transcript.querySelector(".turn")) sessionStorage.removeItem("sanad-chat");
  for (const details of element.querySelectorAll("details[data-key]")) {
    if (opened.has(details.dataset.key)) details.open = true;
  }
  window.sanadShowExplained();
  // What was not answered can be changed and asked again; what is being typed meanwhile stays.
  const failed = element.querySelector(".turn.failed");
  if (failed && !box().value) type(questionOf(failed));
  const shown = element.querySelectorAll(".turn");
  // An answer that has come is longer than what stood there while it was searched for.
  const came = waiting && !pending();
  waiting = Boolean(pending());
  if (shown.length > turns || came || element.querySelector(".pending .searching:only-of-type")) {
    shown[shown.length - 1]?.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
  }
  turns = shown.length;
});
