"use strict";
// What stands in for a server when the page is opened from the disk: clicks and forms become requests, which a
// worker with the engine answers. A worker that fails or takes too long is ended, and the next one begins anew.
const MOST_SECONDS = 20;
let worker = null;
let stop = null;
let kept = [];
let round = null;

function text(id) {
  return document.getElementById(id).textContent.trim();
}

// the engine stands in the page packed, as it is large
async function engine() {
  const packed = Uint8Array.from(atob(text("engine")), (c) => c.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

const workerCode = URL.createObjectURL(new Blob([text("worker")], { type: "text/javascript" }));

function ask(message, seconds) {
  return new Promise((resolve, reject) => {
    const end = (error) => {
      if (worker) worker.terminate();
      worker = null;
      reject(error);
    };
    const late = setTimeout(() => end(new Error("late")), seconds * 1000);
    stop = () => {
      clearTimeout(late);
      end(new Error("stopped"));
    };
    worker.onmessage = ({ data }) => {
      clearTimeout(late);
      if (data.failed === undefined) resolve(data.response);
      else end(new Error(data.failed));
    };
    worker.onerror = (event) => {
      clearTimeout(late);
      end(new Error(event.message));
    };
    worker.postMessage(message);
  });
}

// a request for a screen as the engine takes it
async function packedRequest({ path, isPost = false, fields = [], files = [] }) {
  const contents = await Promise.all(files.map(async ({ file }) => new Uint8Array(await file.arrayBuffer())));
  const heads = files.map(({ field, file }, index) => ({ field, name: file.name, length: contents[index].length }));
  const now = Math.floor(Date.now() / 1000);
  return packed({ screen: { path, is_post: isPost, fields, now, files: heads } }, contents);
}

// the length of the head, the head, the bytes of the files
function packed(message, contents) {
  const head = new TextEncoder().encode(JSON.stringify(message));
  const bytes = new Uint8Array(4 + head.length + contents.reduce((sum, content) => sum + content.length, 0));
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  let at = 4 + head.length;
  for (const content of contents) {
    bytes.set(content, at);
    at += content.length;
  }
  return bytes;
}

function unpacked(bytes) {
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  let at = 4 + length;
  const next = (length = 0) => bytes.subarray(at, at += length);
  const body = next(head.length);
  const changes = head.changes.map((change) => {
    const [kind, { path, length }] = Object.entries(change)[0];
    return { kind, path, bytes: next(length) };
  });
  return { ...head, body, changes };
}

async function started() {
  if (worker) return;
  worker = new Worker(workerCode);
  await ask({ engine: await engine() }, MOST_SECONDS);
  // what was open before the worker was lost is opened again
  for (const file of kept) await ask({ request: await packedRequest(adding(file)) }, MOST_SECONDS);
  if (round) {
    round.known.clear();
    await lend();
  }
}

function adding(file) {
  return { path: "kiem-tra", isPost: true, files: [{ field: "tep", file }] };
}

// lends the engine the files of the round that are new or changed. Gives the screen that says what is wrong with the
// round's own forms, if they cannot be used.
async function lend() {
  const changed = await round.changed();
  if (!changed.gone.length && !changed.files.length && round.known.size) return null;
  const files = changed.files.map(({ path, file, bytes }) => (
    { path, length: bytes.length, modified: Math.floor(file.lastModified / 1000) }
  ));
  const request = packed({ folder: { name: round.name, gone: changed.gone, files } }, changed.files.map(({ bytes }) => bytes));
  const response = unpacked(await ask({ request }, seconds()));
  round.holds(changed);
  return response.status === 200 ? null : response;
}

// a round may have many files, and they are read one after the other
function seconds() {
  return MOST_SECONDS + (round ? round.known.size : 0);
}

async function answered(request) {
  await started();
  const ofRound = round && /^dot(\/|$)/.test(request.path);
  if (!ofRound) return unpacked(await ask({ request: await packedRequest(request) }, MOST_SECONDS));
  if (!request.isPost) return await lend() || unpacked(await ask({ request: await packedRequest(request) }, seconds()));
  await round.lock();
  window.addEventListener("beforeunload", keepOpen);
  try {
    const refused = await lend();
    if (refused) return refused;
    const response = unpacked(await ask({ request: await packedRequest(request) }, seconds()));
    try {
      await round.make(response.changes);
    } finally {
      round.forget(response.changes);
    }
    return response;
  } finally {
    await round.unlock();
    window.removeEventListener("beforeunload", keepOpen);
  }
}

// a page that is closed while it writes would leave its lock behind
function keepOpen(event) {
  event.preventDefault();
}

async function openRound() {
  let handle;
  let rounds;
  try {
    handle = await window.showDirectoryPicker({ id: "phuluc", mode: "readwrite" });
    rounds = await roundsIn(handle);
  } catch (error) {
    if (error.name !== "AbortError") tell("Trình duyệt chưa cho mở thư mục này. Chọn một thư mục khác, hoặc dùng phuluc.exe.");
    return;
  }
  if (rounds.length) chooseRound(handle, rounds);
  else await begin(new RoundFolder(handle));
}

// the folder holds several rounds
function chooseRound(above, rounds) {
  const heading = document.createElement("h1");
  heading.textContent = `Chọn đợt báo cáo trong thư mục ${above.name}`;
  const choices = rounds.map((entry) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = entry.name;
    button.addEventListener("click", () => begin(new RoundFolder(entry, above)));
    const line = document.createElement("p");
    line.append(button);
    return line;
  });
  const main = document.getElementById("noi-dung");
  main.replaceChildren(heading, ...choices);
  main.focus({ preventScroll: true });
}

async function begin(folder) {
  round = folder;
  // an engine holds one round
  if (worker) worker.terminate();
  worker = null;
  await go({ path: "dot" });
}

// what a browser can do is offered
function offer() {
  for (const card of document.querySelectorAll("[data-needs-folder]")) {
    card.hidden = !("showDirectoryPicker" in window);
  }
}

// a line that stays until the next screen
function tell(text) {
  const line = document.createElement("p");
  line.className = "card finding error";
  line.setAttribute("role", "alert");
  line.textContent = text;
  document.getElementById("noi-dung").prepend(line);
  line.scrollIntoView({ block: "nearest" });
}

function put({ name, kind, body }) {
  if (name !== null) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([body], { type: kind }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    say("Đã lưu " + name + " vào thư mục tải về.");
    return;
  }
  document.getElementById("man-hinh").innerHTML = new TextDecoder().decode(body);
  prepare();
  offer();
  window.scrollTo(0, 0);
  document.getElementById("noi-dung").focus({ preventScroll: true });
}

// files one after the other, so that a file that ends the worker costs nobody else
async function check(files) {
  let last = null;
  let isStopped = false;
  const lost = [];
  const end = () => {
    isStopped = true;
    stop();
  };
  for (const [index, file] of files.entries()) {
    busy(files.length > 1 ? `Đang đọc ${index + 1}/${files.length}: ${file.name}` : `Đang đọc ${file.name}`, end);
    try {
      last = await answered(adding(file));
      kept.push(file);
    } catch {
      if (!isStopped) lost.push(file.name);
    }
    if (isStopped) break;
  }
  // a worker that was stopped is begun anew with what was open
  if (isStopped && kept.length) last = await answered({ path: "kiem-tra" });
  if (last) {
    put(last);
    remember("kiem-tra");
  }
  if (lost.length) say("Không đọc được vì quá lớn hoặc bị hỏng: " + lost.join(", "));
}

// the screen that is shown becomes one that the browser's Back button comes back to
function remember(path) {
  const main = document.getElementById("noi-dung");
  const shown = main && main.dataset.address ? main.dataset.address.slice(1) : path;
  if (!history.state || history.state.path !== shown) history.pushState({ path: shown }, "");
}
window.addEventListener("popstate", ({ state }) => go({ path: state ? state.path : "" }, null, true));

// `place` is what to bring into view on the screen that comes
async function go(request, place, isBack = false) {
  try {
    busy("Đang làm…", () => stop());
    if (request.path === "bo-het") kept = [];
    const response = await answered(request);
    put(response);
    if (response.name === null && !isBack) remember(request.path);
    if (place) show(place);
  } catch (error) {
    if (error instanceof Said) tell(error.message);
    else say("Việc này chưa làm được. Tệp vẫn còn nguyên; thử lại, hoặc mở trang này lần nữa.");
  } finally {
    busy("");
  }
}

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-open-folder]")) openRound();
  const link = event.target.closest("a[href^='/']");
  if (!link) return;
  event.preventDefault();
  const [path, place] = link.getAttribute("href").slice(1).split("#");
  go({ path }, place);
});

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const form = event.target;
  event.preventDefault();
  const fields = [];
  const files = [];
  for (const [field, value] of new FormData(form, event.submitter)) {
    if (value instanceof File) {
      if (value.size || value.name) files.push({ field, file: value });
    } else {
      fields.push([field, value]);
    }
  }
  const path = form.getAttribute("action").slice(1);
  if (path === "kiem-tra") check(files.map(({ file }) => file)).finally(() => busy(""));
  else go({ path, isPost: true, fields, files });
});

offer();
