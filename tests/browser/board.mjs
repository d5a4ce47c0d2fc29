// The board of a round in a real Chromium: node board.mjs PROGRAM. The program serves a copy of the sample round,
// and its command line must say the same as its pages.
// Needs a Chromium (CHROMIUM names it) and `npm install` in this folder.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, statSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import { download, dropAt, newPage, outsideAllowed, printed, root, run, seriousFindings, start, work } from "./browser.mjs";

const program = resolve(process.argv[2]);
const folder = join(work, "dot");
cpSync(join(root, "workbooks/sample-district"), folder, { recursive: true });

const server = spawn(program, ["mo", folder, "--no-browser"], { stdio: ["ignore", "ignore", "pipe"] });
const address = await new Promise((found) => {
  let said = "";
  server.stderr.on("data", (text) => {
    said += text;
    const address = said.match(/http:\S+/);
    if (address) found(new URL(address[0]));
  });
});
process.on("exit", () => server.kill());

function phuluc(...args) {
  return spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 26 }).stdout;
}

// a request that no page of ours sends; gives its status
function ask(options, body) {
  return new Promise((done, failed) => {
    const asked = request({ host: "127.0.0.1", port: address.port, path: "/dot", agent: false, ...options }, (answer) => {
      answer.resume();
      done(answer.statusCode);
    });
    asked.on("error", failed);
    asked.end(body);
  });
}

await start(new RegExp(`^(data:|${address.origin}/)`), false);
const page = await newPage();
await page.goto(address.href);

async function board() {
  await page.goto(`${address.origin}/dot`);
  await page.waitForSelector(".counts");
}

const tests = {
  async "the page begins with the round"() {
    await page.goto(address.href);
    assert.equal(new URL(page.url()).pathname, "/dot");
  },

  async "files dropped on the program are opened"() {
    const opened = spawn(program, [join(root, "workbooks/five-reports/nhan/phu-tien.xlsx"), "--no-browser"], {
      stdio: ["ignore", "ignore", "pipe"],
    });
    const said = await new Promise((found) => opened.stderr.once("data", (text) => found(String(text))));
    outsideAllowed(new URL(said.match(/http:\S+/)[0]).origin);
    const other = await newPage();
    await other.goto(said.match(/http:\S+/)[0]);
    assert.equal(await other.textContent("h1"), "Xã Phú Tiến");
    await other.close();
    opened.kill();
  },

  async "the board says what the command line says"() {
    const { units } = JSON.parse(phuluc("tinh-hinh", folder, "--format", "json", "--at", "2027-01-01 00:00"));
    assert.equal(await page.locator("tbody tr").count(), units.length);
    const complete = units.filter(({ missing, sendings }) => sendings && !missing.length).length;
    assert.ok((await page.textContent(".counts")).includes(`${complete}/${units.length}`));
  },

  async "a unit is returned by a click, and the decision stands in the list"() {
    await page.click("table.list >> text=Xã Ví dụ 03");
    await page.fill("input[name=ai]", "Chuyên viên theo dõi");
    await page.click("text=Yêu cầu chỉnh sửa");
    await page.waitForSelector("[role=status] >> text=Xã Ví dụ 03");
    assert.ok(readdirSync(folder).includes("xu-ly.xlsx"));
    // loading the page again, or going back to it, sends nothing a second time
    const decided = readFileSync(join(folder, "xu-ly.xlsx"));
    await page.reload();
    await page.click("text=←");
    await page.waitForSelector(".counts");
    await page.goBack();
    await page.waitForSelector("h1 >> text=Xã Ví dụ 03");
    assert.equal(await page.locator(".told").count(), 0);
    assert.deepEqual(readFileSync(join(folder, "xu-ly.xlsx")), decided);
  },

  async "what was typed stays when a decision is refused"() {
    await page.click("table.list >> text=Xã Ví dụ 05");
    const fields = { ai: "Chuyên viên theo dõi", "can-cu": "Công văn 12", den: "32/13/2026" };
    const form = page.locator("form.order").first();
    for (const [name, text] of Object.entries(fields)) await form.locator(`input[name=${name}]`).fill(text);
    await form.locator("text=Gia hạn >> nth=-1").click();
    await page.waitForSelector("[role=alert]");
    for (const [name, text] of Object.entries(fields)) {
      assert.equal(await page.locator(`form.order input[name=${name}]`).first().inputValue(), text);
    }
  },

  async "a decision without a name is not taken"() {
    await page.click("table.list >> text=Xã Ví dụ 05");
    assert.equal(await page.locator("input[name=ai]:invalid").count(), 1);
  },

  async "slips are written into the round's folder"() {
    await page.click("text=Lập phiếu yêu cầu chỉnh sửa");
    await page.waitForSelector(".told");
    const own = readdirSync(join(folder, "tra-lai"));
    const theirs = join(work, "phieu");
    phuluc("kiem-tra", folder, "--return", theirs);
    assert.deepEqual(own.toSorted(), readdirSync(theirs).toSorted());
    for (const name of own) {
      assert.deepEqual(readFileSync(join(folder, "tra-lai", name)), readFileSync(join(theirs, name)), name);
    }
  },

  async "dropped files are taken in, and what is not a report is said"() {
    await page.setInputFiles("form.drop input[type=file]", [
      join(root, "workbooks/five-reports/nhan/phu-tien.xlsx"), join(root, "README.md"),
    ]);
    await page.waitForSelector(".told");
    const told = await page.textContent("main");
    assert.ok(told.includes("phu-tien.xlsx") && told.includes("README.md"), told);
    assert.equal(await page.locator("section >> text=chua-ro_phu-tien.xlsx").count(), 1);
  },

  async "a dropped folder is taken in with everything in it"() {
    const sent = join(work, "thu-muc");
    mkdirSync(join(sent, "trong"), { recursive: true });
    cpSync(join(root, "README.md"), join(sent, "README.md"));
    cpSync(join(root, "workbooks/five-reports/nhan/phu-tien.xlsx"), join(sent, "trong", "cua-xa.xlsx"));
    await dropAt(page, [sent], "form.drop");
    await page.waitForSelector(".told");
    const told = await page.textContent("main");
    assert.ok(told.includes("cua-xa.xlsx") && told.includes("README.md"), told);
  },

  async "a list of units is dropped on its field or beside it"() {
    const empty = join(work, "moi");
    mkdirSync(empty);
    const list = join(root, "workbooks/sample-district/don-vi.xlsx");
    const begun = spawn(program, ["mo", empty, "--no-browser"], { stdio: ["ignore", "ignore", "pipe"] });
    const said = await new Promise((found) => begun.stderr.once("data", (text) => found(String(text))));
    outsideAllowed(new URL(said.match(/http:\S+/)[0]).origin);
    const other = await newPage();
    const chosen = () => other.$eval("input[name=don-vi]", ({ files }) => [...files].map(({ name }) => name));
    for (const place of ["input[name=don-vi]", "h1"]) {
      await other.goto(said.match(/http:\S+/)[0]);
      await dropAt(other, [list], place);
      await other.waitForSelector(".said >> text=Đã chọn tệp don-vi.xlsx");
      assert.deepEqual(await chosen(), ["don-vi.xlsx"], place);
    }
    await other.close();
    begun.kill();
  },

  async "what is folded is printed, and the table of units is not cut"() {
    const { hidden, pages } = await printed(page);
    assert.equal(hidden, 0);
    assert.ok(pages <= 6, `${pages} pages`);
  },

  async "the consolidated workbook is the one of the command line"() {
    const own = await download(page, () => page.click("text=Tải tệp tổng hợp"));
    const theirs = join(work, "theirs.xlsx");
    phuluc("tong-hop", folder, "-o", theirs);
    assert.ok(statSync(own).size > 50_000);
    assert.deepEqual(readFileSync(own), readFileSync(theirs));
  },

  async "a total leads to its units, and a unit's figure to its cell"() {
    await page.click("text=Xem số liệu");
    await page.click("table.list tbody a >> nth=0");
    await page.click("td.figure a >> nth=0");
    assert.deepEqual(await seriousFindings(page), []);
    await page.click("td.figure a >> nth=0");
    await page.locator("td.shown").waitFor({ state: "visible" });
    assert.ok(new URL(page.url()).pathname.startsWith("/dot/don-vi/"));
  },

  async "no screen has a serious obstacle"() {
    assert.deepEqual(await seriousFindings(page), []);
    await page.click("table.list >> text=Xã Ví dụ 03");
    await page.waitForSelector(".choices");
    assert.deepEqual(await seriousFindings(page), []);
  },

  async "nobody else gets in"() {
    const host = address.host;
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
    assert.equal(await ask({ headers: { host } }), 403, "without the key");
    assert.equal(await ask({ headers: { host: "evil.example", cookie } }), 421, "under another name");
    const post = { method: "POST", path: "/dot/phieu" };
    assert.equal(await ask({ ...post, headers: { host, cookie } }), 403, "a form from nowhere");
    assert.equal(await ask({ ...post, headers: { host, cookie, origin: "null" } }), 403, "a form from a file");
    assert.equal(await ask({ ...post, headers: { host, cookie, origin: "https://evil.example" } }), 403);
    assert.equal(await ask({ headers: { host, cookie } }), 200, "with the key");
    const { httpOnly, sameSite } = (await page.context().cookies())[0];
    assert.deepEqual({ httpOnly, sameSite }, { httpOnly: true, sameSite: "Strict" });
  },

  async "what is too large is refused, and costs nobody else"() {
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
    const headers = { host: address.host, cookie, origin: address.origin };
    const head = '--x\r\nContent-Disposition: form-data; name="tep"; filename="a.xlsx"\r\n\r\n';
    const send = (size) => {
      const body = Buffer.concat([Buffer.from(head), Buffer.alloc(size), Buffer.from("\r\n--x--\r\n")]);
      const type = { "content-type": "multipart/form-data; boundary=x", "content-length": body.length };
      return ask({ method: "POST", path: "/kiem-tra", headers: { ...headers, ...type } }, body);
    };
    assert.equal(await send(51 << 20), 200, "a file above 50 MB is named, and the others are read");
    // the connection may end before everything was sent
    assert.ok([413, "ECONNRESET", "EPIPE"].includes(await send(201 << 20).catch(({ code }) => code)));
    assert.equal(await ask({ headers }), 200);
  },

  async "who connects and says nothing is let go, and keeps nobody out"() {
    const idle = Array.from({ length: 40 }, () => connect(address.port, "127.0.0.1"));
    const closed = Promise.all(idle.map((socket) => new Promise((done) => {
      socket.on("error", () => {});
      socket.on("close", done);
    })));
    // the server lets them go after ten seconds
    await closed;
    await board();
  },

  async "a path is a name, and nothing outside the screens is given"() {
    for (const path of ["/../round.toml", "/dot/don-vi/../../round.toml", "/dot/don-vi/9999", "/etc/passwd"]) {
      const answer = await page.request.get(address.origin + path);
      assert.equal(answer.status(), 404, path);
    }
  },
};

await run("board", tests, board);
server.kill();
