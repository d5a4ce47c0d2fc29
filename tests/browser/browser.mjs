// What the tests of both doors share: a Chromium, a page that is watched, downloads, and a look for obstacles.
import assert from "node:assert/strict";
import { readFileSync, mkdtempSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium } from "playwright-core";

export const root = resolve(import.meta.dirname, "../..");
export const work = mkdtempSync(join(tmpdir(), "phuluc-browser-"));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const outside = [];
export const errors = [];
const allowed = [];
let context;
let browser;

// `own` says which addresses are the page's own
export async function start(own, offline) {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  context = await browser.newContext({ viewport: { width: 1366, height: 768 }, offline, acceptDownloads: true });
  context.on("request", (request) => {
    const isOwn = own.test(request.url()) || allowed.some((origin) => request.url().startsWith(origin + "/"));
    if (!isOwn) outside.push(request.url());
  });
}

// another server of ours that a test starts
export function outsideAllowed(origin) {
  allowed.push(origin);
}

// answers an address with a file, without a network
export async function answer(address, path) {
  await context.route(address, (route) => route.fulfill({ path, contentType: "text/html; charset=utf-8" }));
}

export async function newPage() {
  const page = await context.newPage();
  page.on("pageerror", (error) => errors.push(error.message));
  return page;
}

export async function download(page, click) {
  const [started] = await Promise.all([page.waitForEvent("download"), click()]);
  const path = join(work, started.suggestedFilename());
  await started.saveAs(path);
  return path;
}

// drops files or folders of the disk at a place of the page, as a person does
export async function dropAt(page, paths, place) {
  const client = await context.newCDPSession(page);
  const box = await page.locator(place).first().boundingBox();
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await client.send("Input.dispatchDragEvent", { type, x: box.x + 20, y: box.y + 5, data });
  }
}

// the number of printed pages, and how many parts of the page stay folded or are cut while it is printed
export async function printed(page) {
  await page.emulateMedia({ media: "print" });
  const hidden = await page.evaluate(() => {
    window.dispatchEvent(new Event("beforeprint"));
    const folded = [...document.querySelectorAll("details:not([open])")].filter((part) => part.checkVisibility());
    window.dispatchEvent(new Event("afterprint"));
    return folded.length;
  });
  await page.emulateMedia({ media: null });
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  return { hidden, pages: pdf.match(/\/Type\s*\/Page\b/g).length };
}

export async function seriousFindings(page) {
  // the policy of the page allows no script of ours, so the tool runs in a world of its own
  const client = await context.newCDPSession(page);
  const { frameTree } = await client.send("Page.getFrameTree");
  const { executionContextId } = await client.send("Page.createIsolatedWorld", { frameId: frameTree.frame.id });
  await client.send("Runtime.evaluate", { expression: axe, contextId: executionContextId });
  const { result } = await client.send("Runtime.evaluate", {
    expression: `axe.run(document).then(({ violations }) => violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, nodes }) => id + ": " + nodes.map(({ target }) => target.join(" ")).slice(0, 3).join(", ")))`,
    contextId: executionContextId, awaitPromise: true, returnByValue: true,
  });
  return result.value;
}

// runs the tests one after the other, each after `before`; ends the program with what came of them
export async function run(name, tests, before) {
  let failed = 0;
  for (const [title, test] of Object.entries(tests)) {
    try {
      await before();
      await test();
      console.log(`ok      ${title}`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED  ${title}\n${error.stack}`);
    }
  }
  await browser.close();
  assert.deepEqual(outside, [], "no request leaves this machine");
  assert.deepEqual(errors, [], "no script fails");
  console.log(`${name}: ${Object.keys(tests).length - failed} passed, ${failed} failed`);
  process.exitCode = failed ? 1 : 0;
}
