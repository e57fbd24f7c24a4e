// node check.js FOLDER...: whether FOLDER/envoy.yaml is one that Envoy can read; and that what is damaged in it is found.
import { readFileSync } from "node:fs";
import path from "node:path";
import { examine } from "./messages.js";

// A misspelt field, a wrong type, a wrong name of an enum, what may not be empty, a duration without its unit, a message that there isn't, one that lacks what it must have.
const DAMAGE = {
  "": [["skip_xff_append", "skip_xff_apend"], ["merge_slashes: false", "merge_slashes: 0"], ["KEEP_UNCHANGED", "KEEP_UNCHANGD"], ["stat_prefix: fairlead", 'stat_prefix: ""'],
    ["headers_timeout: 10s", "headers_timeout: 10"], ["http.router.v3.Router", "http.router.v3.Route"], ["port_value", "prt_value"], ["xff_num_trusted_hops: 0", "xff_num_trusted_hops: -1"]],
  "ext-authz": [["failure_mode_allow", "failure_mode_alow"], ["exact:", "exact: x, prefix:"], ["connect_timeout", "conect_timeout"], ["cluster: fairlead", "cluster: [fairlead]"]],
  "lua": [["default_source_code", "default_source"], ["inline_string:", "inline_strings:"], ["lua.v3.Lua", "lua.v2.Lua"], ["response_code: FOUND", "response_code: 302"]],
  "wasm": [["vm_id", "vmid"], ['value: "', 'value: "%'], ["config:", "plugin_config:"], ["BytesValue", "Struct"]],
};

let bad = 0;
for (const folder of process.argv.slice(2)) {
  const form = path.basename(folder);
  const text = readFileSync(path.join(folder, "envoy.yaml"), "utf8");
  const { problems, messages } = examine(text);
  for (const problem of problems) report(form, problem);
  for (const [right, wrong] of [...DAMAGE[""], ...DAMAGE[form]]) {
    if (!text.includes(right)) report(form, `has no ${right}`);
    else if (examine(text.replace(right, wrong)).problems.length === 0) report(form, `with ${wrong} for ${right} it should be refused`);
  }
  console.log(`${form}: ${messages.size} messages`);
}
process.exitCode = bad === 0 ? 0 : 1;

function report(form, problem) {
  bad++;
  console.error(`${form}: ${problem}`);
}
