// The page for clerks in a real Chromium, opened from the disk without a network: node page.mjs PAGE PROGRAM
// PAGE is dist/phuluc.html; PROGRAM is the command line, whose findings and files the page's must equal.
// Needs a Chromium (CHROMIUM names it) and `npm install` in this folder.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { download as downloaded, dropAt, newPage, printed, root, run, seriousFindings, start, work } from "./browser.mjs";

const [pagePath, program] = process.argv.slice(2).map((path) => resolve(path));
const round = join(root, "workbooks/sample-district/nhan");
let page;

async function open() {
  if (page) await page.close();
  page = await newPage();
  await page.goto(pathToFileURL(pagePath).href);
  await page.waitForSelector("form.drop");
}

function checked(path) {
  const { stdout } = spawnSync(program, ["kiem-tra", path, "--format", "json"], { encoding: "utf8", maxBuffer: 1 << 26 });
  return JSON.parse(stdout).files[0];
}

async function drop(...paths) {
  await page.setInputFiles("form.drop input[type=file]", paths);
}

const download = (click) => downloaded(page, click);

const tests = {
  async "a dropped report shows what the command line finds"() {
    const wrong = join(round, "xa-vi-du-03.xlsx");
    await drop(wrong);
    await page.waitForSelector(".two");
    const { findings, unit } = checked(wrong);
    assert.equal(await page.textContent("h1"), unit);
    const shown = await page.locator(".finding p.message").allTextContents();
    assert.deepEqual(shown.toSorted(), findings.map(({ message }) => message).toSorted());
    assert.ok(findings.length > 0);
  },

  async "a click leads from a finding to its cell and back"() {
    await drop(join(round, "xa-vi-du-03.xlsx"));
    await page.click("a.to-cell >> nth=0");
    const cell = page.locator(".marked.shown");
    await cell.waitFor({ state: "visible" });
    await cell.locator("a").click();
    await page.waitForSelector(".finding.shown, .explained.shown");
  },

  async "the browser's Back comes to the screen before"() {
    await drop(join(round, "xa-vi-du-03.xlsx"));
    await page.waitForSelector(".two");
    await page.click("text=Biểu và quy tắc");
    await page.waitForSelector("h1 >> text=Biểu");
    await page.goBack();
    await page.waitForSelector(".two");
    await page.goBack();
    // what is open stays in sight
    await page.waitForSelector("h1 >> text=1 tệp đang mở");
  },

  async "the marked workbook is the one of the command line"() {
    const wrong = join(round, "xa-vi-du-03.xlsx");
    await drop(wrong);
    const own = await download(() => page.click("text=Tải tệp đã đánh dấu"));
    // the command line names the file by its path; from its folder it is the same name
    const folder = join(work, "ra");
    spawnSync(program, ["kiem-tra", basename(wrong), "--return", folder], { cwd: round });
    assert.deepEqual(readFileSync(own), readFileSync(join(folder, readdirSync(folder)[0])));
  },

  async "a blank is the one of the command line"() {
    await page.click("nav >> text=Lập mẫu biểu");
    await page.check("input[value='tthc-06a']");
    await page.fill("input[name='don-vi']", "UBND xã Ví dụ 01");
    await page.fill("input[name='ky']", "quý I/2026");
    const own = await download(() => page.click("text=Tải mẫu biểu"));
    const theirs = join(work, "mau.xlsx");
    execFileSync(program, ["tao-mau", "tthc-06a", "-o", theirs, "--unit", "UBND xã Ví dụ 01", "--period", "15/12/2025-14/3/2026"]);
    assert.deepEqual(readFileSync(own), readFileSync(theirs));
  },

  async "twenty-two reports are listed and consolidated"() {
    const files = readdirSync(round).map((name) => join(round, name));
    await drop(...files);
    await page.waitForSelector(`h1:text("${files.length} tệp đang mở")`, { timeout: 120_000 });
    const book = await download(() => page.click("text=Tải tệp tổng hợp"));
    assert.ok(statSync(book).size > 50_000);
  },

  async "a total leads to its units, and a unit's figure to its cell"() {
    await drop(join(round, "xa-vi-du-01.xlsx"), join(round, "xa-vi-du-02.xlsx"));
    // each screen is waited for, as the links of the one before look alike
    await page.click("text=Xem số liệu tổng hợp");
    await page.waitForSelector('h1:text("Số liệu tổng hợp")');
    await page.click("table.list tbody a >> nth=0");
    await page.waitForSelector("text=Bấm vào một số để xem số của từng đơn vị");
    await page.click("td.figure a >> nth=0");
    await page.waitForSelector("text=Bấm vào một số để xem ô trong tệp của đơn vị");
    await page.click("td.figure a >> nth=0");
    await page.locator("td.shown").waitFor({ state: "visible" });
  },

  async "a suggestion is tried in memory, and what would remain is shown"() {
    await drop(join(round, "xa-vi-du-03.xlsx"));
    await page.waitForSelector(".two");
    const before = await page.locator(".finding.error").count();
    await page.click("text=Thử sửa >> nth=0");
    await page.waitForSelector("text=Đang thử sửa");
    assert.ok(await page.locator(".finding.error").count() < before);
    await page.click("text=Thôi thử");
    await page.waitForSelector("text=Đang thử sửa", { state: "detached" });
    assert.equal(await page.locator(".finding.error").count(), before);
  },

  async "what is no workbook, or made to harm, costs itself only"() {
    const evil = join(work, "<img src=x onerror=alert(1)>.xlsx");
    writeFileSync(evil, "%PDF-1.7");
    const empty = join(work, "trong.xlsx");
    writeFileSync(empty, "");
    const bomb = join(work, "cham.xls");
    writeFileSync(bomb, Buffer.concat([Buffer.from("D0CF11E0A1B11AE1", "hex"), Buffer.alloc(4096)]));
    await drop(evil, empty, bomb, join(round, "xa-vi-du-01.xlsx"));
    await page.waitForSelector("table.list");
    assert.equal(await page.locator("main img").count(), 0);
    assert.equal(await page.locator("tbody tr").count(), 4);
    assert.equal(await page.locator("tbody tr:has-text('Xã Ví dụ 01')").count(), 1);
  },

  async "a corrected file is dropped again on its report"() {
    const place = join(work, "cua-xa.xlsx");
    cpSync(join(round, "xa-vi-du-03.xlsx"), place);
    await drop(place);
    await page.waitForSelector(".two");
    // another state of the report: what went back to the sender
    const back = join(work, "tra-lai");
    spawnSync(program, ["kiem-tra", place, "--return", back]);
    cpSync(join(back, readdirSync(back)[0]), place);
    await dropAt(page, [place], "h1");
    await page.waitForSelector("[role=status] >> text=thay cho bản trước");
    await page.click("text=← Các tệp đang mở");
    await page.waitForSelector('h1:text("1 tệp đang mở")');
  },

  async "a folder is opened, and what is not opened stays named"() {
    const folder = join(work, "thu-muc");
    mkdirSync(join(folder, "trong"), { recursive: true });
    cpSync(join(round, "xa-vi-du-01.xlsx"), join(folder, "trong", "mot.xlsx"));
    cpSync(join(round, "xa-vi-du-03.xlsx"), join(folder, "hai.xlsx"));
    writeFileSync(join(folder, "form.toml"), "id = 7");
    await dropAt(page, [folder], "form.drop");
    await page.waitForSelector('h1:text("2 tệp đang mở")');
    await page.click("nav >> text=Lập mẫu biểu");
    await page.waitForSelector("fieldset");
    await page.goBack();
    await page.waitForSelector("[role=alert] >> text=form.toml");
  },

  async "two clicks are both answered, the last one last"() {
    await page.evaluate(() => {
      document.querySelector("nav a[href='/mau']").click();
      document.querySelector("nav a[href='/bieu']").click();
    });
    await page.waitForSelector("h1 >> text=Biểu và quy tắc");
    await page.goBack();
    await page.waitForSelector("fieldset");
  },

  async "the keyboard alone suffices"() {
    await page.keyboard.press("Tab");
    for (let i = 0; i < 30; i++) {
      const at = await page.evaluate(() => document.activeElement.textContent);
      if (at === "Thử với dữ liệu mẫu") break;
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await page.waitForSelector("table.list");
    // what was shown takes the focus, so that the next Tab goes on from there
    assert.equal(await page.evaluate(() => document.activeElement.id), "noi-dung");
  },

  async "no screen has a serious obstacle"() {
    const found = {};
    const look = async (name) => { found[name] = await seriousFindings(page); };
    await look("start");
    await drop(join(round, "xa-vi-du-03.xlsx"));
    await page.waitForSelector(".two");
    await look("report");
    await page.click("text=← Các tệp đang mở");
    await page.waitForSelector("table.list");
    await look("list");
    await page.click("text=Xem số liệu tổng hợp");
    await page.waitForSelector("h1:text('Số liệu tổng hợp')");
    await look("totals");
    await page.click("table.list tbody a >> nth=0");
    await page.waitForSelector("td.figure");
    await look("total");
    await page.click("td.figure a >> nth=0");
    await page.waitForSelector("th.name");
    await look("units");
    await page.click("nav >> text=Lập mẫu biểu");
    await page.waitForSelector("fieldset");
    await look("blanks");
    await page.click("nav >> text=Biểu và quy tắc");
    await page.waitForSelector("h2");
    await look("forms");
    assert.deepEqual(found, { start: [], report: [], list: [], totals: [], total: [], units: [], blanks: [], forms: [] });
  },

  async "the printed page is the slip"() {
    await drop(join(round, "xa-vi-du-03.xlsx"));
    await page.waitForSelector(".two");
    const { hidden, pages } = await printed(page);
    assert.equal(hidden, 0, "what a diagnosis explains is on paper, too");
    assert.ok(pages >= 1 && pages <= 12, `${pages} pages`);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("header").isVisible(), false);
    assert.equal(await page.locator("article.finding >> nth=0").isVisible(), true);
    await page.emulateMedia({ media: "screen" });
  },
};

await start(/^(file|blob|data):/, true);
await run("page", tests, open);
