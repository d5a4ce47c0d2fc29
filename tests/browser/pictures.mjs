// The pictures of HUONG-DAN.md, made of what the program shows: node pictures.mjs PROGRAM. The program serves a copy of
// the sample round; what the pictures show is looked at before they are committed.
// Needs a Chromium (CHROMIUM names it) and `npm install` in this folder.
import { spawn, spawnSync } from "node:child_process";
import { cpSync } from "node:fs";
import { join, resolve } from "node:path";
import { newPage, root, start, work } from "./browser.mjs";

const program = resolve(process.argv[2]);
const folder = join(work, "quy-4");
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
await start(new RegExp(`^(data:|${address.origin}/)`), false);
const page = await newPage();

async function picture(name) {
  await page.screenshot({ path: join(root, "docs", name) });
}

await page.goto(address.href);
await page.waitForSelector(".counts");
await picture("bang-theo-doi.png");

await page.goto(`${address.origin}/dot/so-lieu`);
await page.click("table >> text=Biểu 06a");
await page.click("table a >> nth=1");
await page.waitForLoadState();
await picture("so-lieu-tong-hop.png");

await page.goto(`${address.origin}/kiem-tra`);
await page.setInputFiles("input[type=file]", join(root, "workbooks/sample-district/nhan/xa-vi-du-12.xlsx"));
await page.waitForSelector(".finding");
await picture("trang-bao-cao.png");

server.kill();
process.exit(0);
