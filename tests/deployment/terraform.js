// node terraform.js FOLDER: parses the folder by HashiCorp's own HCL parser and checks that every name that it refers to is defined. What providers demand of their resources is not known here: that takes `terraform validate`.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@cdktf/hcl2json";

const folder = process.argv[2];
const all = {};
for (const file of readdirSync(folder).filter((name) => name.endsWith(".tf"))) {
  const parsed = await parse(file, readFileSync(join(folder, file), "utf8"));
  for (const [block, content] of Object.entries(parsed)) merge((all[block] ??= {}), content, `${file}: ${block}`);
}

const variables = new Set(Object.keys(all.variable ?? {}).map((name) => `var.${name}`));
const blocks = (kind, prefix) => Object.entries(all[kind] ?? {}).flatMap(([type, named]) => Object.keys(named).map((name) => `${prefix}${type}.${name}`));
const defined = new Set([...variables, ...blocks("resource", ""), ...blocks("data", "data.")]);
const text = JSON.stringify(all);
const unknown = [...text.matchAll(/\b(var\.\w+|(?:data\.)?aws_\w+\.\w+)/g)].map((match) => match[0]).filter((name) => !defined.has(name));
const values = await parse("example.tfvars", readFileSync(join(folder, "example.tfvars"), "utf8"));
const unset = [...variables].filter((name) => !(name.slice(4) in values));

for (const name of new Set(unknown)) console.error(`${name} is not defined`);
for (const name of unset) console.error(`${name} has no value in example.tfvars`);
process.exitCode = unknown.length + unset.length === 0 ? 0 : 1;

function merge(into, from, where) {
  for (const [key, value] of Object.entries(from)) {
    if (key in into && (Array.isArray(value) || typeof value !== "object")) throw new Error(`${where} ${key} is there twice`);
    into[key] = key in into ? (merge(into[key], value, `${where} ${key}`), into[key]) : value;
  }
}
