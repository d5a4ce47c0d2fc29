"use strict";
// The folder of a round, where the browser can be given one: which of its files have changed, who may write, and how
// changes are made in it. Files are written whole, and never over what somebody else has changed meanwhile.
const LOCK = "phuluc.khoa"; // as the command line calls it
const ROUND = "round.toml";
// the earlier rounds that a round names beside its folder
const BESIDE = /^\s*(?:previous|last_year)\s*=\s*["']\.\.\/([^"']+?)\/?["']/gm;
const LOCKED_BY_PAGE = "phuluc.html";
const LOCK_PATIENCE = 10_000;
const LOCK_PAUSE = 200;
const LOCK_OLD = 10 * 60_000;
const MOST_FILES = 5000;
const MOST_FOLDER_BYTES = 200 * 1024 * 1024;

// an error that people are told as it is
class Said extends Error {}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const stamp = (file) => `${file.size} ${file.lastModified}`;

class RoundFolder {
  // `above` is the folder that holds this one, if the browser was given it
  constructor(handle, above = null) {
    this.handle = handle;
    this.above = above;
    this.name = handle.name;
    // the stamps of the files as the engine holds them, by path; empty if it holds something else
    this.known = new Map();
    this.owner = `${LOCKED_BY_PAGE} ${crypto.randomUUID()}`;
  }

  // all files now, by path: those of the round, and those of earlier rounds beside it that it is compared with
  async files() {
    const found = new Map();
    let bytes = 0;
    const add = async (path, entry) => {
      const file = await entry.getFile();
      found.set(path, file);
      bytes += file.size;
      if (found.size > MOST_FILES || bytes > MOST_FOLDER_BYTES) {
        throw new Said(`Thư mục ${this.name} có quá ${MOST_FILES} tệp hoặc quá 200 MB nên trang này không mở được. Chọn đúng thư mục của đợt báo cáo, hoặc dùng phuluc.exe.`);
      }
    };
    const look = async (folder, above) => {
      for await (const entry of folder.values()) {
        const path = above + entry.name;
        if (entry.kind === "directory") await look(entry, path + "/");
        else if (path !== LOCK && !path.endsWith(".crswap")) await add(path, entry);
      }
    };
    await look(this.handle, "");
    const definition = found.get(ROUND);
    const beside = definition ? (await definition.text()).matchAll(BESIDE) : [];
    for (const [, path] of beside) {
      if (!this.above) {
        throw new Said(`Đợt này so với ../${path}, nằm ngoài thư mục đã mở. Mở thư mục chứa cả hai, rồi chọn đợt.`);
      }
      const entry = await entryAt(this.above, path);
      if (entry && entry.kind === "directory") await look(entry, `../${path}/`);
      else if (entry) await add(`../${path}`, entry);
    }
    return found;
  }

  // what the engine does not hold as it is now
  async changed() {
    const found = await this.files();
    const gone = [...this.known.keys()].filter((path) => !found.has(path));
    const files = [];
    for (const [path, file] of found) {
      if (this.known.get(path) !== stamp(file)) files.push({ path, file, bytes: await content(path, file) });
    }
    return { gone, files };
  }

  holds({ gone, files }) {
    for (const path of gone) this.known.delete(path);
    for (const { path, file } of files) this.known.set(path, stamp(file));
  }

  async within(path, isMade) {
    const parts = path.split("/");
    let folder = this.handle;
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: isMade });
    return { folder, name: parts.at(-1) };
  }

  // the stamp of a file on the disk; undefined if there is none
  async stampOf(path) {
    try {
      const { folder, name } = await this.within(path, false);
      return stamp(await (await folder.getFileHandle(name)).getFile());
    } catch (error) {
      if (error.name === "NotFoundError") return undefined;
      throw error;
    }
  }

  // makes the changes in their order, if nobody has changed these files since they were lent. What replaces a file is
  // filled before anything is put in place.
  async make(changes) {
    for (const { kind, path } of changes) {
      if (kind !== "folder" && await this.stampOf(path) !== this.known.get(path)) {
        throw new Said(`${path} vừa được người khác sửa nên chưa ghi gì. Làm lại để dùng bản mới.`);
      }
    }
    const filled = new Map();
    try {
      for (const { kind, path, bytes } of changes) {
        if (kind === "written" && this.known.has(path)) filled.set(path, await this.filled(path, bytes));
      }
      for (const { kind, path, bytes } of changes) {
        if (kind === "folder") await this.within(path + "/", true);
        if (kind === "written") await this.place(path, bytes, filled.get(path));
        if (kind === "gone") await this.remove(path);
        filled.delete(path);
      }
    } finally {
      for (const file of filled.values()) await file.abort().catch(() => {});
    }
  }

  async place(path, bytes, filled) {
    try {
      await placed(path, filled || await this.filled(path, bytes));
    } catch (error) {
      // a new file stands there empty before it is put in place
      if (!filled) await this.remove(path).catch(() => {});
      throw error;
    }
  }

  // a file that is filled and not yet in place
  async filled(path, bytes) {
    try {
      const { folder, name } = await this.within(path, true);
      const file = await (await folder.getFileHandle(name, { create: true })).createWritable();
      await file.write(bytes);
      return file;
    } catch (error) {
      throw notWritten(path, error);
    }
  }

  async remove(path) {
    const { folder, name } = await this.within(path, false);
    await folder.removeEntry(name).catch((error) => {
      if (error.name !== "NotFoundError") throw notWritten(path, error);
    });
  }

  // the engine no longer holds these files as they are on the disk
  forget(changes) {
    for (const { kind, path } of changes) if (kind !== "folder") this.known.set(path, "");
  }

  // A browser cannot make a file only if there is none. So an empty lock is watched for a moment: if it is ours, it
  // stays empty until our name is in it.
  async lock() {
    const until = Date.now() + LOCK_PATIENCE;
    for (;;) {
      const there = await this.lockText();
      if (there === undefined && await this.wrote()) return;
      if (Date.now() > until) {
        throw new Said(`Có người khác đang ghi vào thư mục này. Thử lại sau; nếu không có ai thì xóa tệp ${LOCK} trong thư mục.`);
      }
      await pause(LOCK_PAUSE);
    }
  }

  // whether the lock is ours after we wrote it
  async wrote() {
    try {
      const lock = await this.handle.getFileHandle(LOCK, { create: true });
      await pause(LOCK_PAUSE);
      if (await this.lockText() !== "") return false;
      const file = await lock.createWritable();
      await file.write(this.owner);
      await file.close();
    } catch (error) {
      throw notWritten(LOCK, error);
    }
    await pause(LOCK_PAUSE);
    return await this.lockText() === this.owner;
  }

  // the text of the lock; undefined if there is none, or only one that a closed page left behind
  async lockText() {
    try {
      const file = await (await this.handle.getFileHandle(LOCK)).getFile();
      const text = await file.text();
      const isOld = Date.now() - file.lastModified > LOCK_OLD;
      if (!isOld || (text && !text.startsWith(LOCKED_BY_PAGE))) return text;
      await this.handle.removeEntry(LOCK);
      return undefined;
    } catch (error) {
      if (error.name === "NotFoundError") return undefined;
      if (error.name === "NotReadableError") return "?";
      throw error;
    }
  }

  async unlock() {
    if (await this.lockText() === this.owner) await this.handle.removeEntry(LOCK);
  }
}

// the file or folder at a path below a folder; null if there is none
async function entryAt(folder, path) {
  const parts = path.split("/");
  try {
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part);
    for await (const entry of folder.values()) if (entry.name === parts.at(-1)) return entry;
  } catch (error) {
    if (!["NotFoundError", "TypeError", "TypeMismatchError"].includes(error.name)) throw error;
  }
  return null;
}

// the rounds in a folder that is none itself
async function roundsIn(folder) {
  const rounds = [];
  if (await entryAt(folder, ROUND)) return rounds;
  for await (const entry of folder.values()) {
    if (entry.kind === "directory" && await entryAt(entry, ROUND)) rounds.push(entry);
  }
  return rounds.sort((one, other) => one.name.localeCompare(other.name));
}

async function content(path, file) {
  // Excel keeps its own small file to itself; only its name matters
  if (path.split("/").at(-1).startsWith("~$")) return new Uint8Array();
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new Said(`Không đọc được ${path}. Nếu tệp đang mở trong Excel thì đóng lại rồi thử lại.`);
  }
}

async function placed(path, file) {
  try {
    await file.close();
  } catch (error) {
    throw notWritten(path, error);
  }
}

function notWritten(path, error) {
  if (error.name === "NotAllowedError") {
    return new Said("Trình duyệt chưa được phép ghi vào thư mục. Mở lại thư mục và chọn cho phép chỉnh sửa.");
  }
  return new Said(`Không ghi được ${path}. Nếu tệp đang mở trong Excel thì đóng lại rồi thử lại.`);
}
