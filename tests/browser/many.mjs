// A province's round of 166 workbooks in a real Chromium: node many.mjs PAGE PROGRAM ROUND
// ROUND is made by `cargo run --example sample_round -- 166 ROUND`. The page takes all workbooks at one drop and runs
// the round in its own folder, the board shows it; both say what the command line says, and in time.
// Needs a Chromium (CHROMIUM names it) and `npm install` in this folder.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { answer, download, newPage, outsideAllowed, run, start, work } from "./browser.mjs";

const [pagePath, program, round] = process.argv.slice(2).map((path) => resolve(path));
const ADDRESS = "https://phuluc.test/";
const files = readdirSync(join(round, "nhan")).map((name) => join(round, "nhan", name));
let page;

function phuluc(...args) {
  return spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28 });
}

// the seconds that something took, which are said and must not be too many
async function within(most, what, act) {
  const since = performance.now();
  await act();
  const seconds = (performance.now() - since) / 1000;
  console.log(`        ${what}: ${seconds.toFixed(1)} s`);
  assert.ok(seconds < most, `${what} took ${seconds} s`);
}

// how many units have given all forms, as the command line counts them
function complete() {
  const { units } = JSON.parse(phuluc("tinh-hinh", round, "--format", "json", "--at", "2027-01-01 00:00").stdout);
  return `${units.filter(({ missing, sendings }) => sendings && !missing.length).length}/${units.length}`;
}

const tests = {
  async "all workbooks are checked at one drop, and the page answers meanwhile"() {
    await within(120, `${files.length} workbooks dropped on the page`, async () => {
      await page.setInputFiles("form.drop input[type=file]", files);
      // a page that is busy reading still answers a click
      await page.click("text=A+", { timeout: 5_000 });
      await page.waitForSelector(`h1:text("${files.length} tệp đang mở")`, { timeout: 120_000 });
    });
    const { files: checked } = JSON.parse(phuluc("kiem-tra", ...files, "--format", "json").stdout);
    const wrong = checked.filter(({ findings }) => findings.some(({ severity }) => severity === "error"));
    assert.equal(await page.locator("tbody .tag.error").count(), wrong.length);
    assert.ok(wrong.length > 0);
    await within(60, "the consolidated workbook", async () => {
      await download(page, () => page.click("text=Tải tệp tổng hợp"));
    });
  },

  async "the round runs in the page's own folder"() {
    await page.evaluate(async () => {
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("tinh", { create: true });
      window.showDirectoryPicker = async () => folder;
      window.copyIn = async (path, base64) => {
        const [name, within] = path.split("/").reverse();
        const place = within ? await folder.getDirectoryHandle(within, { create: true }) : folder;
        const file = await (await place.getFileHandle(name, { create: true })).createWritable();
        await file.write(Uint8Array.from(atob(base64), (c) => c.charCodeAt(0)));
        await file.close();
      };
    });
    const lists = readdirSync(round).filter((name) => /\.(xlsx|toml)$/.test(name)).map((name) => join(round, name));
    for (const path of [...files, ...lists]) {
      await page.evaluate(([path, base64]) => window.copyIn(path, base64), [relative(round, path), readFileSync(path).toString("base64")]);
    }
    await within(60, "the board in the page", async () => {
      await page.click("text=Mở thư mục…");
      await page.waitForSelector(".counts", { timeout: 60_000 });
    });
    assert.ok((await page.textContent(".counts")).includes(complete()));
    await within(60, "a unit", async () => {
      await page.click("table.list tbody a >> nth=0");
      await page.waitForSelector(".choices", { timeout: 60_000 });
    });
  },

  async "the board of the server shows it"() {
    const server = spawn(program, ["mo", round, "--no-browser"], { stdio: ["ignore", "ignore", "pipe"] });
    const said = await new Promise((found) => server.stderr.once("data", (text) => found(String(text))));
    const address = new URL(said.match(/http:\S+/)[0]);
    outsideAllowed(address.origin);
    const board = await newPage();
    await within(30, "the board", async () => {
      await board.goto(address.href);
      await board.waitForSelector(".counts");
    });
    assert.ok((await board.textContent(".counts")).includes(complete()));
    await within(60, "the totals", async () => {
      await board.goto(`${address.origin}/dot/so-lieu`);
      await board.waitForSelector("table.list");
    });
    const own = await download(board, () => board.click("text=Tải tệp tổng hợp"));
    const theirs = join(work, "theirs.xlsx");
    phuluc("tong-hop", round, "-o", theirs);
    assert.deepEqual(readFileSync(own), readFileSync(theirs));
    server.kill();
  },
};

await start(/^(https:\/\/phuluc\.test\/|blob:|data:)/, false);
await answer(ADDRESS, pagePath);
await run("many", tests, async () => {
  if (page) await page.close();
  page = await newPage();
  await page.goto(ADDRESS);
  await page.waitForSelector("form.drop");
});
