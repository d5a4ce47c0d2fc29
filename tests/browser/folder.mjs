// A round in the page's own folder, in a real Chromium: node folder.mjs PAGE PROGRAM
// PAGE is dist/phuluc.html; PROGRAM is the command line, which must find in the folder what the page made of it.
// Nobody can click on the dialog that gives a page a folder. The test gives it one of the browser's own instead, which
// pages opened from the disk do not have; so this page has an address, which the test answers. A page opened from the
// disk is given a folder of the disk by dropping it, which lets it read.
// Needs a Chromium (CHROMIUM names it) and `npm install` in this folder.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { answer, download, newPage, root, run, seriousFindings, start, work } from "./browser.mjs";

const [pagePath, program] = process.argv.slice(2).map((path) => resolve(path));
const sample = join(root, "workbooks/sample-district");
const ADDRESS = "https://phuluc.test/";
let page;

function filesBelow(folder) {
  const paths = readdirSync(folder, { recursive: true }).map((path) => join(folder, path));
  return paths.filter((path) => statSync(path).isFile());
}

function phuluc(...args) {
  return spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 26 });
}

// puts a file into the page's folder, as somebody else would
async function put(path, bytes) {
  await page.evaluate(async ([path, base64]) => {
    const parts = path.split("/");
    let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("quy-4", { create: true });
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true });
    const file = await (await folder.getFileHandle(parts.at(-1), { create: true })).createWritable();
    await file.write(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
    await file.close();
  }, [path, Buffer.from(bytes).toString("base64")]);
}

// the page's folder, copied to the disk
async function copy() {
  const files = await page.evaluate(async () => {
    const found = [];
    const look = async (folder, above) => {
      for await (const entry of folder.values()) {
        if (entry.kind === "directory") {
          await look(entry, above + entry.name + "/");
        } else {
          const bytes = new Uint8Array(await (await entry.getFile()).arrayBuffer());
          found.push([above + entry.name, btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))]);
        }
      }
    };
    await look(await (await navigator.storage.getDirectory()).getDirectoryHandle("quy-4"), "");
    return found;
  });
  const folder = join(mkdtempSync(join(work, "ban-sao-")), "quy-4");
  for (const [path, base64] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), Buffer.from(base64, "base64"));
  }
  return folder;
}

// a page whose folder holds these files
async function open(files) {
  if (page) await page.close();
  page = await newPage();
  await page.goto(ADDRESS);
  await page.evaluate(async () => {
    const all = await navigator.storage.getDirectory();
    await all.removeEntry("quy-4", { recursive: true }).catch(() => {});
    const folder = await all.getDirectoryHandle("quy-4", { create: true });
    window.showDirectoryPicker = async () => folder;
  });
  for (const path of files) await put(relative(sample, path), readFileSync(path));
  await page.click("text=Mở thư mục…");
}

async function openSample() {
  await open(filesBelow(sample));
  await page.waitForSelector(".counts", { timeout: 60_000 });
}

const tests = {
  async "the board says what the command line says"() {
    const { units } = JSON.parse(phuluc("tinh-hinh", sample, "--format", "json", "--at", "2027-01-01 00:00").stdout);
    assert.equal(await page.locator("tbody tr").count(), units.length);
    const complete = units.filter(({ missing, sendings }) => sendings && !missing.length).length;
    assert.ok((await page.textContent(".counts")).includes(`${complete}/${units.length}`));
    assert.deepEqual(await seriousFindings(page), []);
  },

  async "the consolidated workbook is the one of the command line"() {
    const own = await download(page, () => page.click("text=Tải tệp tổng hợp"));
    const theirs = join(work, "theirs.xlsx");
    phuluc("tong-hop", sample, "-o", theirs);
    assert.deepEqual(readFileSync(own), readFileSync(theirs));
  },

  async "slips are written into the folder, as the command line writes them"() {
    await page.click("text=Lập phiếu yêu cầu chỉnh sửa");
    await page.waitForSelector(".told");
    const theirs = join(work, "phieu");
    phuluc("kiem-tra", sample, "--return", theirs);
    const own = join(await copy(), "tra-lai");
    assert.ok(readdirSync(own).length > 5);
    assert.deepEqual(readdirSync(own).toSorted(), readdirSync(theirs).toSorted());
    for (const name of readdirSync(own)) assert.deepEqual(readFileSync(join(own, name)), readFileSync(join(theirs, name)), name);
  },

  async "dropped files are taken in, and the command line finds them in the register"() {
    await page.setInputFiles("form.drop input[type=file]", [
      join(root, "workbooks/five-reports/nhan/phu-tien.xlsx"), join(root, "README.md"),
    ]);
    await page.waitForSelector(".told");
    const told = await page.textContent("main");
    assert.ok(told.includes("phu-tien.xlsx") && told.includes("README.md"), told);
    await page.selectOption("select[name=don-vi]", { label: "Xã Ví dụ 05" });
    await page.click("text=Ghi vào sổ");
    await page.waitForSelector(".told >> text=là của Xã Ví dụ 05");
    const { units } = JSON.parse(phuluc("tinh-hinh", await copy(), "--format", "json", "--at", "2027-01-01 00:00").stdout);
    const before = JSON.parse(phuluc("tinh-hinh", sample, "--format", "json", "--at", "2027-01-01 00:00").stdout).units;
    const sendings = (units) => units.find(({ unit }) => unit === "Xã Ví dụ 05").sendings;
    assert.equal(sendings(units), sendings(before) + 1);
  },

  async "a decision stands in the folder's list, and the round is closed and verified"() {
    await page.click("table.list >> text=Xã Ví dụ 03");
    await page.waitForSelector("h1:text('Xã Ví dụ 03')");
    await page.fill("input[name=ai]", "Chuyên viên theo dõi");
    await page.dblclick("text=Yêu cầu chỉnh sửa");
    await page.waitForSelector("[role=status] >> text=Xã Ví dụ 03");
    // the second click of a double click decides nothing
    const decided = (await page.textContent("main")).match(/yêu cầu chỉnh sửa \(Chuyên viên/gi);
    assert.equal(decided.length, 1, await page.textContent("main"));
    await page.click("nav >> text=Đợt báo cáo");
    await page.waitForSelector(".counts");
    await page.fill("form[action='/dot/chot'] input[name=ai]", "Trưởng phòng");
    await page.fill("form[action='/dot/chot'] input[name=ly-do]", "Hết hạn");
    await page.click("form[action='/dot/chot'] button");
    await page.waitForSelector("h1:text('Đã chốt số liệu')");
    const folder = await copy();
    assert.equal(phuluc("kiem-chung", folder).status, 0);
    assert.ok(readdirSync(folder).includes("xu-ly.xlsx") && !readdirSync(folder).includes("phuluc.khoa"));
  },

  async "a click during a decision waits for it, and loses nothing of it"() {
    await page.click("table.list >> text=Xã Ví dụ 03");
    await page.waitForSelector("h1:text('Xã Ví dụ 03')");
    await page.fill("input[name=ai]", "Chuyên viên theo dõi");
    await page.evaluate(() => {
      const post = Worker.prototype.postMessage;
      let isFirst = true;
      Worker.prototype.postMessage = function (...message) {
        post.apply(this, message);
        if (isFirst) setTimeout(() => document.querySelector("nav a[href='/bieu']").click(), 20);
        isFirst = false;
      };
    });
    await page.click("text=Yêu cầu chỉnh sửa");
    await page.waitForSelector("h1 >> text=Biểu", { timeout: 60_000 });
    const names = readdirSync(await copy());
    assert.ok(names.includes("xu-ly.xlsx") && !names.includes("phuluc.khoa"), names.join(" "));
  },

  async "what somebody else put into the folder is seen, and a worker that was lost costs nothing"() {
    await put("nhan/moi.xlsx", readFileSync(join(root, "workbooks/five-reports/nhan/phu-tien.xlsx")));
    await page.click("nav >> text=Đợt báo cáo");
    await page.waitForSelector("text=nhan/moi.xlsx");
    await page.evaluate(() => {
      worker.terminate();
      worker = null;
    });
    await page.click("table.list >> text=Xã Ví dụ 03");
    await page.waitForSelector("h1:text('Xã Ví dụ 03')");
  },

  async "what somebody else changed meanwhile is not written over"() {
    await page.evaluate(() => {
      const make = RoundFolder.prototype.make;
      RoundFolder.prototype.make = async function (changes) {
        const folder = await this.handle.getFileHandle("so-theo-doi.xlsx");
        const file = await folder.createWritable();
        await file.write("theirs");
        await file.close();
        await make.call(this, changes);
      };
    });
    await page.setInputFiles("form.drop input[type=file]", join(root, "workbooks/five-reports/nhan/phu-tien.xlsx"));
    await page.waitForSelector("[role=alert] >> text=vừa được người khác sửa");
    const folder = await copy();
    assert.equal(readFileSync(join(folder, "so-theo-doi.xlsx"), "utf8"), "theirs");
    assert.deepEqual(filesBelow(folder).length, filesBelow(sample).length, "nothing else was written");
  },

  async "somebody else's lock is respected"() {
    await put("phuluc.khoa", Buffer.from("4711 may-khac 7"));
    await page.click("text=Lập phiếu yêu cầu chỉnh sửa");
    await page.waitForSelector("[role=alert] >> text=Có người khác đang ghi", { timeout: 20_000 });
    const folder = await copy();
    assert.equal(readFileSync(join(folder, "phuluc.khoa"), "utf8"), "4711 may-khac 7");
    assert.ok(!readdirSync(folder).includes("tra-lai"));
  },

  async "an earlier round beside it is read, if the browser was given the folder of both"() {
    const [before, now] = ["truoc", "nay"];
    const all = mkdtempSync(join(work, "hai-dot-"));
    for (const name of [before, now]) cpSync(sample, join(all, name), { recursive: true });
    const definition = join(all, now, "round.toml");
    writeFileSync(definition, `previous = "../${before}"\n${readFileSync(definition, "utf8")}`);
    await open([]);
    for (const path of filesBelow(all)) await put(relative(all, path), readFileSync(path));
    await page.click("nav >> text=Kiểm tra");
    await page.click("text=Mở thư mục…");
    await page.click(`button:text("${now}")`);
    await page.waitForSelector(".counts", { timeout: 60_000 });
    const own = await download(page, () => page.click("text=Tải tệp tổng hợp"));
    const theirs = join(work, "so-voi-ky-truoc.xlsx");
    phuluc("tong-hop", join(all, now), "-o", theirs);
    assert.deepEqual(readFileSync(own), readFileSync(theirs));
    // without the folder above
    await page.evaluate((name) => {
      const all = window.showDirectoryPicker;
      window.showDirectoryPicker = async () => (await all()).getDirectoryHandle(name);
    }, now);
    await page.click("nav >> text=Kiểm tra");
    await page.click("text=Mở thư mục…");
    await page.waitForSelector("[role=alert] >> text=nằm ngoài thư mục đã mở");
  },

  async "a page opened from the disk reads a folder of the disk"() {
    const other = await newPage();
    await other.goto(pathToFileURL(pagePath).href);
    await other.evaluate(() => {
      window.given = new Promise((found) => document.addEventListener("drop", async (event) => {
        const handle = await event.dataTransfer.items[0].getAsFileSystemHandle();
        window.showDirectoryPicker = async () => handle;
        found();
      }, { capture: true }));
    });
    // a folder that is dropped comes with leave to read it, and no dialog
    const client = await other.context().newCDPSession(other);
    const data = { items: [], files: [sample], dragOperationsMask: 1 };
    for (const type of ["dragEnter", "dragOver", "drop"]) {
      await client.send("Input.dispatchDragEvent", { type, x: 600, y: 200, data });
    }
    await other.evaluate(() => window.given);
    await other.click("text=Mở thư mục…");
    await other.waitForSelector(".counts", { timeout: 60_000 });
    const own = await download(other, () => other.click("text=Tải tệp tổng hợp"));
    const theirs = join(work, "tu-dia.xlsx");
    phuluc("tong-hop", sample, "-o", theirs);
    assert.deepEqual(readFileSync(own), readFileSync(theirs));
    await other.close();
  },

  async "a round is begun in an empty folder"() {
    await open([]);
    await page.waitForSelector("h1:text('Lập đợt báo cáo mới')");
    assert.deepEqual(await seriousFindings(page), []);
    const units = join(work, "don-vi.csv");
    writeFileSync(units, "Tên đơn vị\nXã Ví dụ 01\nXã Ví dụ 02\n");
    await page.fill("input[name=ky]", "quý IV/2026");
    await page.setInputFiles("input[name=don-vi]", units);
    await page.check("input[name=bieu][value=cchc-2025-01]");
    await page.click("button:text('Lập đợt báo cáo')");
    await page.click("text=Mở đợt báo cáo");
    await page.waitForSelector(".counts");
    const folder = await copy();
    assert.equal(readdirSync(join(folder, "mau")).length, 2);
    const { units: listed } = JSON.parse(phuluc("tinh-hinh", folder, "--format", "json").stdout);
    assert.deepEqual(listed.map(({ unit }) => unit), ["Xã Ví dụ 01", "Xã Ví dụ 02"]);
  },
};

await start(/^(https:\/\/phuluc\.test\/|file:|blob:|data:)/, false);
await answer(ADDRESS, pagePath);
await run("folder", tests, openSample);
