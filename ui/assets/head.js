// Before anything is drawn: language, direction, theme and size of the text, so that nothing jumps.
// DIRECTIONS stands for the languages that the interface has, each with the way it is written.
const directions = DIRECTIONS;
const langs = Object.keys(directions);
const named = location.pathname.split("/")[1];
const here = langs.includes(named) ? named : "en";
if (location.pathname === "/") {
  const wanted = localStorage.getItem("sanad-lang") ?? navigator.languages.map((tag) => tag.split("-")[0]).find((tag) => langs.includes(tag));
  if (langs.includes(wanted) && wanted !== "en") location.replace(`/${wanted}${location.search}${location.hash}`);
}
document.documentElement.lang = here;
document.documentElement.dir = directions[here];

window.sanadLook = () => {
  const theme = localStorage.getItem("sanad-theme") ?? "system";
  const dark = theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.body.classList.toggle("dark", dark);
  document.documentElement.dataset.size = localStorage.getItem("sanad-size") ?? "normal";
};
addEventListener("DOMContentLoaded", window.sanadLook);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", window.sanadLook);
