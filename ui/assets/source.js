// gradio runs this once as the source panel loads; `element`, `trigger` and `watch` are its own.
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const page = document.getElementById("sanad");
let opener = null;

function show() {
  const place = element.querySelector("#cited, .notice");
  if (!place) return;
  page.dataset.reading = "open";
  place.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  place.focus({ preventScroll: true });
}

function open(citation) {
  opener = citation;
  const reference = citation.hash.slice(1);
  const shown = element.querySelector("article");
  if (shown && shown.dataset.reference === reference) {
    show();
    return;
  }
  const place = new URLSearchParams(reference);
  trigger("click", {
    source: place.get("source"),
    start: Number(place.get("start")),
    end: Number(place.get("end")),
  });
}

function close() {
  page.removeAttribute("data-reading");
  const place = opener && opener.isConnected ? opener : document.querySelector("#question textarea");
  place.scrollIntoView({ block: "nearest", behavior: calm.matches ? "auto" : "smooth" });
  place.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.(".answer a.cite, #source a.back");
  if (!link || !element.isConnected) return;
  event.preventDefault();
  if (link.matches(".cite")) open(link);
  else close();
});
// What else Escape ends comes first, and is asked for before it has ended.
const OTHERS = "dialog[open], .menu[open], #among details[open], .turn.pending";
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !element.isConnected || !page.dataset.reading) return;
  if (element.contains(event.target) || !document.querySelector(OTHERS)) close();
}, true);

watch("value", () => {
  if (props.value) show();
  else page.removeAttribute("data-reading");
});
