"use strict";
// What stands in for a server when the page is opened from the disk: clicks and forms become requests, which a
// worker with the engine answers. A worker that fails or takes too long is ended, and the next one begins anew.
const MOST_SECONDS = 20;
let worker = null;
let stop = null;
let kept = [];

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
      worker.terminate();
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

// a request as the engine takes it: the length of the head, the head, the bytes of the files
async function packed({ path, isPost = false, fields = [], files = [] }) {
  const contents = await Promise.all(files.map(async ({ file }) => new Uint8Array(await file.arrayBuffer())));
  const head = new TextEncoder().encode(JSON.stringify({
    path, is_post: isPost, fields, now: Math.floor(Date.now() / 1000),
    files: files.map(({ field, file }, index) => ({ field, name: file.name, length: contents[index].length })),
  }));
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
  return { ...head, body: bytes.subarray(4 + length) };
}

async function started() {
  if (worker) return;
  worker = new Worker(workerCode);
  await ask({ engine: await engine() }, MOST_SECONDS);
  // what was open before the worker was lost is opened again
  for (const file of kept) await ask({ request: await packed(adding(file)) }, MOST_SECONDS);
}

function adding(file) {
  return { path: "kiem-tra", isPost: true, files: [{ field: "tep", file }] };
}

async function answered(request) {
  await started();
  return unpacked(await ask({ request: await packed(request) }, MOST_SECONDS));
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
  if (last) put(last);
  if (lost.length) say("Không đọc được vì quá lớn hoặc bị hỏng: " + lost.join(", "));
}

// `place` is what to bring into view on the screen that comes
async function go(request, place) {
  try {
    busy("Đang làm…", () => stop());
    if (request.path === "bo-het") kept = [];
    put(await answered(request));
    if (place) show(place);
  } catch {
    say("Việc này chưa làm được. Tệp vẫn còn nguyên; thử lại, hoặc mở trang này lần nữa.");
  } finally {
    busy("");
  }
}

document.addEventListener("click", (event) => {
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
  for (const [field, value] of new FormData(form)) {
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
