// node kubernetes.js < OBJECTS: checks a stream of YAML documents against the schemas of their kinds.
import { readFileSync } from "node:fs";
import { parseAllDocuments } from "yaml";
import { problems } from "./schema.js";

let bad = 0;
for (const document of parseAllDocuments(readFileSync(0, "utf8"), { version: "1.1", strict: true, uniqueKeys: true })) {
  for (const error of [...document.errors, ...document.warnings]) report("YAML", error.message);
  const object = document.toJS();
  for (const problem of await problems(object)) report(`${object.kind} ${object.metadata?.name}`, problem);
}
process.exitCode = bad === 0 ? 0 : 1;

function report(where, problem) {
  bad++;
  console.error(`${where}: ${problem}`);
}
