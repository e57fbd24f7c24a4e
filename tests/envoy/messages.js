// A configuration of Envoy against Envoy's v3 messages, read as Envoy's own reader would: from YAML to a Bootstrap, every Any in it to the message that it names.
// A field that the message doesn't have is a problem, and so are a wrong type, two fields of one oneof, a deprecated field, and what validate.rules say is missing.
import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import protobuf from "protobufjs";
import { parseDocument } from "yaml";

const BOOTSTRAP = "envoy.config.bootstrap.v3.Bootstrap";
const EXTENSIONS = [
  "envoy/extensions/filters/network/http_connection_manager/v3/http_connection_manager.proto",
  "envoy/extensions/filters/http/ext_authz/v3/ext_authz.proto",
  "envoy/extensions/filters/http/lua/v3/lua.proto",
  "envoy/extensions/filters/http/router/v3/router.proto",
  "envoy/extensions/filters/http/wasm/v3/wasm.proto",
  "envoy/extensions/upstreams/http/v3/http_protocol_options.proto",
];
const WRAPPERS = { BoolValue: "bool", BytesValue: "bytes", DoubleValue: "double", StringValue: "string", UInt32Value: "uint32", UInt64Value: "uint64" };

const root = load();
let problems, messages;

/** Problems of a configuration, each with its place, and the names of the messages that are in it. */
export function examine(text) {
  [problems, messages] = [[], new Set()];
  const document = parseDocument(text, { strict: true, uniqueKeys: true });
  for (const error of [...document.errors, ...document.warnings]) problems.push(`YAML: ${error.message}`);
  if (problems.length === 0) checkMessage(root.lookupType(BOOTSTRAP), document.toJS(), "");
  return { problems, messages };
}

/** The messages, from the protocol definitions that grpc-js-xds carries for its own client. */
function load() {
  const modules = path.join(path.dirname(fileURLToPath(import.meta.url)), "node_modules");
  const folders = [...["envoy-api", "xds", "googleapis", "protoc-gen-validate"].map(name => `@grpc/grpc-js-xds/deps/${name}`), "protobufjs"].map(name => path.join(modules, name));
  const loaded = new protobuf.Root();
  loaded.resolvePath = (_, target) => folders.map(folder => path.join(folder, target)).find(existsSync) ?? target; // the well-known types are the reader's own
  loaded.loadSync(["envoy/config/bootstrap/v3/bootstrap.proto", ...EXTENSIONS], { keepCase: true });
  return loaded.resolveAll();
}

function checkMessage(type, value, at) {
  const name = type.fullName.slice(1);
  if (name === "google.protobuf.Any") return checkAny(value, at);
  if (name === "google.protobuf.Duration") return check(/^\d+(\.\d{1,9})?s$/.test(value), at, `${JSON.stringify(value)} is no duration`);
  const wrapped = /^google\.protobuf\.(\w+)$/.exec(name);
  if (wrapped !== null && wrapped[1] in WRAPPERS) return checkScalar(WRAPPERS[wrapped[1]], value, at);
  messages.add(name);
  if (!check(isMap(value), at, `is no ${name}`)) return;
  for (const [key, inner] of Object.entries(value)) {
    const field = Object.hasOwn(type.fields, key) ? type.fields[key] : undefined;
    if (check(field !== undefined, `${at}.${key}`, `no field of ${name}`)) checkField(field.resolve(), inner, `${at}.${key}`);
  }
  for (const field of type.fieldsArray) checkPresence(field, value, at);
  for (const one of type.oneofsArray) checkOneof(one, value, at);
}

/** An Any in JSON: the message that "@type" names, its fields beside it; of a well-known type, its value under "value". */
function checkAny(value, at) {
  if (!check(isMap(value) && typeof value["@type"] === "string", at, "is no Any: it has no @type")) return;
  const { "@type": url, ...fields } = value;
  const name = url.replace(/^type\.googleapis\.com\//, "");
  let type;
  try {
    type = root.lookupType(name);
  } catch {
    return check(false, at, `${url}: no message that is known here`);
  }
  if (/^google\.protobuf\.\w+Value$/.test(name)) {
    check(Object.keys(fields).join() === "value", at, `${name} has a value and nothing else`);
    checkMessage(type, fields.value, `${at}.value`);
  } else {
    checkMessage(type, fields, at);
  }
}

function checkField(field, value, at) {
  check(!field.options?.deprecated, at, "is deprecated");
  if (field.map) {
    if (check(isMap(value), at, "is no map")) for (const [key, inner] of Object.entries(value)) checkOne(field, inner, `${at}[${key}]`);
  } else if (field.repeated) {
    if (check(Array.isArray(value), at, "is no list")) value.forEach((inner, index) => checkOne(field, inner, `${at}[${index}]`));
  } else {
    checkOne(field, value, at);
  }
}

function checkOne(field, value, at) {
  const type = field.resolvedType;
  if (type instanceof protobuf.Enum) check(typeof value === "string" && value in type.values, at, `${JSON.stringify(value)} is no ${type.fullName.slice(1)}`);
  else if (type !== null) checkMessage(type, value, at);
  else checkScalar(field.type, value, at);
}

function checkScalar(type, value, at) {
  const isSo = type === "bool" ? typeof value === "boolean"
    : type === "string" ? typeof value === "string"
    : type === "bytes" ? typeof value === "string" && Buffer.from(value, "base64").toString("base64") === value
    : type === "double" || type === "float" ? typeof value === "number"
    : Number.isInteger(value) && (type.startsWith("u") ? value >= 0 && value < 2 ** (type.endsWith("64") ? 64 : 32) : true);
  check(isSo, at, `${JSON.stringify(value)} is no ${type}`);
}

/** The rules of protoc-gen-validate that say that something must be there; of a oneof's fields only the one that is given. */
function checkPresence(field, value, at) {
  const inner = value[field.name];
  if (field.partOf !== null && inner === undefined) return;
  const rules = rulesOf(field);
  if (rules.message?.required) check(inner !== undefined, at, `${field.name} is missing`);
  if (rules.string?.min_len || rules.string?.min_bytes) check(inner?.length > 0, at, `${field.name} is missing or empty`);
  if (rules.repeated?.min_items) check(inner?.length >= rules.repeated.min_items, at, `${field.name} has fewer than ${rules.repeated.min_items}`);
}

function checkOneof(one, value, at) {
  const given = one.fieldsArray.filter(field => field.name in value).map(field => field.name);
  check(given.length <= 1, at, `${given.join(" and ")} are of one oneof`);
  if (one.options?.["(validate.required)"]) check(given.length === 1, at, `one of ${one.name} is missing`);
}

/** A field's validate.rules as one object, however the definition wrote them. */
function rulesOf(field) {
  const rules = {};
  for (const option of field.parsedOptions ?? []) {
    for (const [kind, of] of Object.entries(option["(validate.rules)"] ?? {})) rules[kind] = { ...rules[kind], ...of };
  }
  return rules;
}

function isMap(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function check(isSo, at, otherwise) {
  if (!isSo) problems.push(`${at === "" ? "the bootstrap" : at.slice(1)}: ${otherwise}`);
  return isSo;
}
