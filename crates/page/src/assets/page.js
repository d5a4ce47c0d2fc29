"use strict";
const MOST_BYTES = 200 * 1024 * 1024;

// What pages do by themselves. Without this script everything still works, with one click more.

// a line that says what was done, for eyes and for screen readers
function say(text) {
  const line = document.createElement("div");
  line.className = "said";
  line.setAttribute("role", "status");
  line.textContent = text;
  document.body.append(line);
  setTimeout(() => line.remove(), 4000);
}

// what is being done, as long as it is done; a click ends it
let busyLine = null;
function busy(text, end) {
  if (busyLine) busyLine.remove();
  busyLine = null;
  const live = document.getElementById("bao");
  if (live) live.textContent = text;
  if (!text) return;
  busyLine = document.createElement("div");
  busyLine.className = "said";
  busyLine.append(text + " ");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Dừng";
  button.addEventListener("click", end);
  busyLine.append(button);
  document.body.append(busyLine);
}

function showSheet(name) {
  const sheets = document.querySelector("[data-tabs]");
  if (!sheets) return;
  for (const section of sheets.querySelectorAll("[data-sheet]")) {
    section.hidden = section.dataset.sheet !== name;
  }
  for (const tab of sheets.querySelectorAll("[data-tab]")) {
    const isShown = tab.dataset.tab === name;
    tab.setAttribute("aria-selected", String(isShown));
    tab.tabIndex = isShown ? 0 : -1;
  }
}

// brings a finding or a cell into view, on whichever sheet it is
function show(id) {
  const target = document.getElementById(id);
  if (!target) return false;
  const section = target.closest("[data-sheet]");
  if (section) showSheet(section.dataset.sheet);
  const folded = target.closest("details");
  if (folded) folded.open = true;
  document.querySelectorAll(".shown").forEach((other) => other.classList.remove("shown"));
  target.classList.add("shown");
  target.scrollIntoView({ block: "center", inline: "center" });
  (target.querySelector("a") || target).focus({ preventScroll: true });
  return true;
}

// after a screen has been put in place
function prepare() {
  const marked = document.querySelector("[data-tabs] .marked");
  const first = marked ? marked.closest("[data-sheet]") : document.querySelector("[data-sheet]");
  if (first) showSheet(first.dataset.sheet);
  if (location.hash) show(decodeURIComponent(location.hash.slice(1)));
  const main = document.getElementById("noi-dung");
  if (!main) return;
  document.title = main.dataset.title + " – phuluc";
  // loading the page again, or going back to it, sends nothing a second time
  if (main.dataset.address && location.protocol.startsWith("http")) {
    history.replaceState(null, "", main.dataset.address);
  }
}

document.addEventListener("click", (event) => {
  const at = event.target.closest("button, a");
  if (!at) return;
  if (at.dataset.tab) showSheet(at.dataset.tab);
  if (at.dataset.size) {
    const size = parseFloat(getComputedStyle(document.documentElement).fontSize) + 2 * Number(at.dataset.size);
    document.documentElement.style.fontSize = Math.min(28, Math.max(12, size)) + "px";
  }
  if (at.dataset.copy) {
    const text = document.getElementById(at.dataset.copy);
    text.select();
    document.execCommand("copy");
    at.focus();
    say("Đã chép, dán vào Zalo hoặc thư.");
  }
  if ("print" in at.dataset) window.print();
  const href = at.getAttribute("href");
  if (href && href.startsWith("#") && show(href.slice(1))) event.preventDefault();
});

// the arrow keys go from tab to tab
document.addEventListener("keydown", (event) => {
  const tab = event.target.closest("[data-tab]");
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || !step) return;
  const tabs = [...tab.parentElement.querySelectorAll("[data-tab]")];
  const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
  showSheet(next.dataset.tab);
  next.focus();
});

// files may be dropped anywhere on a page that has a drop area
function dropForm() {
  return document.querySelector("form.drop");
}
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  if (dropForm()) dropForm().classList.add("over");
});
document.addEventListener("dragleave", () => dropForm() && dropForm().classList.remove("over"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  const form = dropForm();
  if (!form || !event.dataTransfer.files.length) return;
  form.classList.remove("over");
  form.querySelector("input[type=file]").files = event.dataTransfer.files;
  form.requestSubmit();
});
// chosen files need no second click
document.addEventListener("change", (event) => {
  if (event.target.matches("form.drop input[type=file]") && event.target.files.length) {
    event.target.form.requestSubmit();
  }
});

// where there is a server the browser waits for it; a file to keep does not change the page
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const chosen = [...event.target.querySelectorAll("input[type=file]")].flatMap(({ files }) => [...files]);
  // a server refuses more than this, and a browser would only say that the connection was lost
  if (chosen.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES) {
    event.preventDefault();
    say("Một lần gửi được tối đa 200 MB. Bỏ bớt tệp rồi gửi làm nhiều lần.");
    return;
  }
  if ("file" in event.target.dataset) return;
  busy("Đang làm…", () => {
    window.stop();
    busy("");
  });
});
window.addEventListener("pageshow", () => busy(""));

prepare();
