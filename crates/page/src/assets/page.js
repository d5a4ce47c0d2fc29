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
  const live = document.getElementById("bao");
  if (live) live.textContent = text;
  if (busyLine && !text) busyLine.remove();
  if (!text) busyLine = null;
  if (!text) return;
  if (!busyLine) {
    busyLine = document.createElement("div");
    busyLine.className = "said";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Dừng";
    busyLine.append(document.createElement("span"), " ", button);
    document.body.append(busyLine);
  }
  const [said, button] = busyLine.children;
  said.textContent = text;
  button.hidden = !end;
  button.onclick = end;
}

// `sheets` holds the sheets of one report with their tabs
function showSheet(sheets, name) {
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
  if (section) showSheet(section.closest("[data-tabs]"), section.dataset.sheet);
  for (let at = target; at; at = at.parentElement) if (at.matches("details")) at.open = true;
  document.querySelectorAll(".shown").forEach((other) => other.classList.remove("shown"));
  target.classList.add("shown");
  target.scrollIntoView({ block: "center", inline: "center" });
  (target.querySelector("a") || target).focus({ preventScroll: true });
  return true;
}

// after a screen has been put in place
function prepare() {
  for (const sheets of document.querySelectorAll("[data-tabs]")) {
    const first = (sheets.querySelector(".marked") || sheets).closest("[data-sheet]") || sheets.querySelector("[data-sheet]");
    if (first) showSheet(sheets, first.dataset.sheet);
  }
  if (location.hash) show(decodeURIComponent(location.hash.slice(1)));
  const main = document.getElementById("noi-dung");
  if (!main) return;
  document.title = main.dataset.title + " – phuluc";
  // loading the page again, or going back to it, sends nothing a second time
  if (main.dataset.address && location.protocol.startsWith("http")) {
    history.replaceState(null, "", main.dataset.address);
  }
}

// what is folded on the screen is read on paper, too; “Theo đơn vị” of every row would be hundreds of pages
window.addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details:not([open], .on-screen)")) {
    folded.open = true;
    folded.dataset.folded = "";
  }
});
window.addEventListener("afterprint", () => {
  for (const folded of document.querySelectorAll("details[data-folded]")) {
    folded.open = false;
    delete folded.dataset.folded;
  }
});

document.addEventListener("click", (event) => {
  const at = event.target.closest("button, a");
  if (!at) return;
  if (at.dataset.tab) showSheet(at.closest("[data-tabs]"), at.dataset.tab);
  if (at.dataset.size) {
    const size = parseFloat(getComputedStyle(document.documentElement).fontSize) + 2 * Number(at.dataset.size);
    document.documentElement.style.fontSize = Math.min(28, Math.max(12, size)) + "px";
  }
  if (at.dataset.all) {
    for (const box of at.form.querySelectorAll(`[name=${at.dataset.all}][data-in-force]`)) box.checked = true;
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
  showSheet(next.closest("[data-tabs]"), next.dataset.tab);
  next.focus();
});

// Files may be dropped anywhere on a page: on a field for files they are chosen for it, else they go to the drop area,
// else to the only field for files.
function dropForm() {
  return document.querySelector("form.drop");
}
function fieldFor(target) {
  const near = target.closest("label");
  const here = target.matches("input[type=file]") ? target : near && near.querySelector("input[type=file]");
  const all = document.querySelectorAll("main input[type=file]");
  if (here || !dropForm()) return here || (all.length === 1 ? all[0] : null);
  return dropForm().querySelector("input[type=file]");
}
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  if (dropForm()) dropForm().classList.add("over");
});
document.addEventListener("dragleave", () => dropForm() && dropForm().classList.remove("over"));
document.addEventListener("drop", async (event) => {
  event.preventDefault();
  if (dropForm()) dropForm().classList.remove("over");
  // what was dropped is known only until the handler waits for something
  const items = [...event.dataTransfer.items].filter(({ kind }) => kind === "file");
  const hasFolder = items.some((item) => item.webkitGetAsEntry && (item.webkitGetAsEntry() || {}).isDirectory);
  const handles = hasFolder && items.every((item) => item.getAsFileSystemHandle)
    ? Promise.all(items.map((item) => item.getAsFileSystemHandle())) : null;
  const plain = [...event.dataTransfer.files];
  if (!plain.length) return;
  const field = fieldFor(event.target);
  if (!field) {
    say("Trang này không nhận tệp. Thả tệp báo cáo vào mục “Kiểm tra”.");
    return;
  }
  const files = handles ? await handles.then((all) => within(all, "")).catch(() => null) : plain;
  if (hasFolder && !(handles && files)) {
    say("Trình duyệt này không đọc được thư mục. Nén thư mục thành tệp .zip rồi thả.");
    return;
  }
  if (!files.length) {
    say("Không đọc được tệp nào trong thư mục này. Nén thư mục thành tệp .zip rồi thả.");
    return;
  }
  if (!field.multiple && files.length > 1) {
    say(`Chỗ này chỉ nhận một tệp, vừa thả ${files.length} tệp.`);
    return;
  }
  const chosen = new DataTransfer();
  for (const file of files) chosen.items.add(file);
  field.files = chosen.files;
  if (field.form.matches(".drop")) field.form.requestSubmit();
  else say("Đã chọn tệp " + files.map(({ name }) => name).join(", ") + ".");
});

// the files in dropped folders, at any depth, under their paths
async function within(entries, above) {
  const found = [];
  for await (const entry of entries) {
    if (entry.kind === "directory") {
      found.push(...await within(entry.values(), above + entry.name + "/"));
    } else {
      const file = await entry.getFile();
      found.push(new File([file], above + entry.name, { type: file.type, lastModified: file.lastModified }));
    }
  }
  return found;
}
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
  // the single file has no server, and says itself what it does
  if ("file" in event.target.dataset || document.getElementById("man-hinh")) return;
  wait();
});
window.addEventListener("pageshow", () => {
  clearInterval(asking);
  busy("");
});

// the server says how far it is, and stops before it has written anything
let asking = null;
function wait() {
  let isStopping = false;
  const line = (text) => busy(text, stop);
  const stop = async () => {
    isStopping = true;
    busy("Đang dừng…");
    // while files are still being sent the server has not begun, and the sending is ended
    const stopped = await progress("POST").catch(() => null);
    if (stopped === null) {
      isStopping = false;
      busy("Chưa dừng được.", stop);
    } else if (!stopped) {
      window.stop();
      clearInterval(asking);
      busy("");
    }
  };
  line("Đang làm…");
  asking = setInterval(async () => {
    const done = await progress("GET").catch(() => null);
    if (done && !isStopping) line(`Đang làm ${done}…`);
  }, 500);
}

// how far the server is, as “12/166”; nothing if it does nothing. By POST it is asked to stop.
async function progress(method) {
  const answer = await fetch("/tien-do", { method });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.getElementById("tien-do").textContent;
}

prepare();
