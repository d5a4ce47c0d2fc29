"use strict";
// The engine in a worker: takes requests as bytes, gives responses as bytes. See the crate `web`.
let engine;
const refuse = () => { throw new Error("the engine asked for something that a page does not have"); };
// the writer of workbooks asks for the time before it is told which date to write
const noTime = () => 0;

async function start(bytes) {
  const module = await WebAssembly.compile(bytes);
  // what the engine's libraries could ask of a browser and never do
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] = imports[from] || {};
    imports[from][name] = name.startsWith("__wbg_now_") ? noTime : refuse;
  }
  engine = (await WebAssembly.instantiate(module, imports)).exports;
}

function answer(request) {
  const at = engine.room(request.length);
  new Uint8Array(engine.memory.buffer, at, request.length).set(request);
  const from = engine.answer();
  return new Uint8Array(engine.memory.buffer, from, engine.length()).slice();
}

self.onmessage = async ({ data }) => {
  try {
    if (data.engine) await start(data.engine);
    const response = data.request ? answer(data.request) : new Uint8Array();
    self.postMessage({ id: data.id, response }, [response.buffer]);
  } catch (error) {
    self.postMessage({ id: data.id, failed: String(error) });
  }
};
