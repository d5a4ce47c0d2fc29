"use strict";
// What stands in for a server when the page is opened from the disk: clicks and forms become requests, which a
// worker with the engine answers. A worker that fails or takes too long is ended, and the next one begins anew.
const MOST_SECONDS = 20;
let worker = null;
// what the worker was asked and has not answered, by the number of the message
const asked = new Map();
let messages = 0;
let isStopped = false;
// the drops that were taken, as requests: a new worker takes them again
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

// ends the worker; what it was asked fails with this error
function end(error) {
  if (worker) worker.terminate();
  worker = null;
  for (const { reject } of asked.values()) reject(error);
  asked.clear();
}

// ends what is being done
function halt() {
  isStopped = true;
  end(new Error("stopped"));
}

function ask(message, seconds) {
  return new Promise((resolve, reject) => {
    if (isStopped || !worker) throw new Error("stopped");
    const id = ++messages;
    const late = setTimeout(() => end(new Error("late")), seconds * 1000);
    const settled = (settle) => (value) => {
      clearTimeout(late);
      asked.delete(id);
      settle(value);
    };
    asked.set(id, { resolve: settled(resolve), reject: settled(reject) });
    worker.postMessage({ ...message, id });
  });
}

function newWorker() {
  worker = new Worker(workerCode);
  worker.onmessage = ({ data }) => {
    const { resolve } = asked.get(data.id) || {};
    if (data.failed !== undefined) end(new Error(data.failed));
    else if (resolve) resolve(data.response);
  };
  worker.onerror = (event) => end(new Error(event.message));
}

// One thing is done after the other: a click during work waits, and loses nothing of it.
let turn = Promise.resolve();
function inTurn(job) {
  const done = turn.then(() => {
    isStopped = false;
    return job();
  });
  // a job that failed keeps no later one waiting
  turn = done.catch(() => {});
  return done;
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
  newWorker();
  await ask({ engine: await engine() }, MOST_SECONDS);
  // what was open before the worker was lost is opened again
  for (const [index, drop] of kept.entries()) {
    let request;
    try {
      request = await packedRequest(drop);
    } catch {
      // a browser does not read a file again that was saved after it was dropped
      const newer = new Set(kept.slice(index + 1).flatMap(names));
      kept[index] = notOpened(names(drop).filter((name) => !newer.has(name)), "đã lưu lại sau khi thả; thả lại tệp này");
      request = await packedRequest(kept[index]);
    }
    await ask({ request }, MOST_SECONDS);
  }
  if (round) {
    round.known.clear();
    await lend();
  }
}

function adding(files) {
  return { path: "kiem-tra", isPost: true, files: files.map((file) => ({ field: "tep", file })) };
}

const names = ({ files }) => files.map(({ file }) => file.name);

// has the list name files that this page could not give to the engine, with the reason
function notOpened(paths, why) {
  return { path: "kiem-tra", isPost: true, files: [], fields: [["vi-sao", why], ...paths.map((path) => ["chua-mo", path])] };
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
  await inTurn(() => {
    round = folder;
    // an engine holds one round
    end(new Error("stopped"));
  });
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

// Definitions together and first, because the other files are checked by them; then files one after the other, so
// that a file that ends the worker costs nobody else. What is not opened is named on the screen that comes.
async function check(files) {
  const isDefinition = ({ name }) => name.toLowerCase().endsWith(".toml");
  const rank = ({ name }) => (name.toLowerCase().endsWith(".zip") ? 0 : 1);
  const definitions = files.filter(isDefinition);
  const others = files.filter((file) => !isDefinition(file)).sort((one, other) => rank(one) - rank(other));
  const drops = [definitions, ...others.map((file) => [file])].filter((drop) => drop.length);
  let last = null;
  const lost = [];
  let done = 0;
  for (const drop of drops) {
    busy(`Đang đọc ${files.length > 1 ? `${done + 1}/${files.length}: ` : ""}${drop[0].name}`, halt);
    try {
      last = await answered(adding(drop));
      kept.push(adding(drop));
    } catch {
      if (isStopped) break;
      lost.push(...drop.map(({ name }) => name));
    }
    done += drop.length;
  }
  const unread = isStopped ? [...definitions, ...others].slice(done).map(({ name }) => name) : [];
  isStopped = false;
  for (const [paths, why] of [
    [lost, "quá lớn hoặc bị hỏng nên không đọc được"],
    [unread, "chưa đọc vì đã bấm Dừng; thả lại nếu cần"],
  ]) {
    if (!paths.length) continue;
    last = await answered(notOpened(paths, why));
    kept.push(notOpened(paths, why));
  }
  if (last && drops.length > 1) last = await answered({ path: "kiem-tra" });
  if (!last) return;
  put(last);
  remember("kiem-tra");
}

// the screen that is shown becomes one that the browser's Back button comes back to
function remember(path) {
  const main = document.getElementById("noi-dung");
  const shown = main && main.dataset.address ? main.dataset.address.slice(1) : path;
  if (!history.state || history.state.path !== shown) history.pushState({ path: shown }, "");
}
window.addEventListener("popstate", ({ state }) => go({ path: state ? state.path : "" }, null, true));

// does something for the screen, in its turn
function act(job) {
  return inTurn(async () => {
    try {
      busy("Đang làm…", halt);
      await job();
    } catch (error) {
      if (error instanceof Said) tell(error.message);
      else if (isStopped) tell("Đã dừng.");
      else tell("Việc này chưa làm được. Tệp vẫn còn nguyên; thử lại, hoặc mở trang này lần nữa.");
    } finally {
      busy("");
    }
  });
}

// `place` is what to bring into view on the screen that comes
function go(request, place, isBack = false) {
  return act(async () => {
    if (request.path === "bo-het") kept = [];
    const response = await answered(request);
    put(response);
    if (response.name === null && !isBack) remember(request.path);
    if (place) show(place);
  });
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
  // what is sent is not sent again by a second click
  if ("sent" in form.dataset) return;
  form.dataset.sent = "";
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
  const done = path === "kiem-tra" ? act(() => check(files.map(({ file }) => file))) : go({ path, isPost: true, fields, files });
  done.finally(() => delete form.dataset.sent);
});

offer();
