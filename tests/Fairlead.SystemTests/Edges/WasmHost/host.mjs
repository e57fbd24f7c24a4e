// A stand-in for Envoy, which can't be had here: it runs the filter of an export as the Proxy-Wasm specification says, under Node's WebAssembly.
//   node host.mjs serve DIR            answers HTTP where DIR/envoy.yaml says
//   node host.mjs repeat DIR COUNT     asks the filter so many times, and says what memory and time that took
//   node host.mjs failing DIR NAME...   asks the filter while this function of the host fails, and says what it answers
//   node host.mjs damage DIR COUNT     gives the filter so many damaged configurations, and says how many it refuses
//   node host.mjs configure DIR FILE...  gives one VM each configuration in turn, and says whether it took it

import fs from "node:fs";
import { WasmVm } from "./abi.mjs";
import { load } from "./envoy.mjs";
import { listen } from "./http.mjs";

const [verb, folder, ...rest] = process.argv.slice(2);
const envoy = load(folder);
const vm = new WasmVm(envoy.filter);
if (verb !== "configure" && verb !== "damage" && !vm.configure(envoy.configuration)) throw new Error(`the filter refuses its configuration: ${vm.logs}`);

switch (verb) {
  case "serve":
    listen(envoy.host, envoy.port, (headers, peer) => vm.answer(headers, peer), () => console.log("listening"));
    break;
  case "repeat":
    repeat(Number(rest[0]));
    break;
  case "configure":
    for (const file of rest) console.log(vm.configure(fs.readFileSync(file)) ? "taken" : `refused: ${vm.logs.at(-1)}`);
    break;
  case "damage":
    console.log(damage(Number(rest[0])));
    break;
  case "failing":
    for (const name of rest) console.log(`${name}: ${failing(name)}`);
    break;
  default:
    throw new Error(`no such verb: ${verb}`);
}

function failing(name) {
  vm.failing = name;
  try {
    const { status, details, headers } = ask("/v2/pause/manifests/3.10", "192.0.2.1, 10.0.0.1");
    return `${status} ${details} ${headers.find(([key]) => key === "location")?.[1] ?? ""} ${vm.configure(envoy.configuration) ? "taken" : "refused"}`;
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) return "the VM ends"; // what is asked of it afterwards is answered by Envoy's own error
    throw error;
  } finally {
    vm.failing = null;
  }
}

/** Damages by a byte that is changed, a word that is made large, a stretch of zeros, or bytes that change places. */
function damage(count) {
  const whole = envoy.configuration;
  let seed = 1;
  const below = limit => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % limit; // the same ones each time
  let refused = 0;
  for (let i = 0; i < count; i++) {
    const damaged = Buffer.from(whole);
    while (damaged.equals(whole)) {
      const at = below(whole.length - 16);
      switch (below(1 << 20) >> 18) {
        case 0: damaged[at] ^= 1 + below(255); break;
        case 1: damaged.writeUInt32LE((0xFFFFFFFF >>> (below(1 << 20) >> 15)) >>> 0, at & ~3); break;
        case 2: damaged.fill(0, at, at + 16); break;
        default: damaged.copy(damaged, at, below(whole.length - 16), whole.length); break;
      }
    }
    if (!vm.configure(damaged)) refused++;
  }
  return `${refused} refused, then ${vm.configure(whole) ? "taken" : "refused"} as it was`;
}

function ask(target, forwardedFor, ...more) {
  return vm.answer([[":authority", "registry.example.org"], [":path", target], [":method", "GET"], ["user-agent", "containerd/1.7"], ["x-forwarded-for", forwardedFor], ...more], "127.0.0.1:4711");
}

function repeat(count) {
  const digest = "0123456789abcdef".repeat(4);
  const targets = [
    `/v2/pause/blobs/sha256:${digest}`, "/v2/pause/manifests/3.10?ns=registry.example.org&n=1", `/v2/${"l".repeat(6000)}/tags/list`, "/v2/", "/a//b", "/nothing/of/ours",
  ];
  const large = Array.from({ length: 90 }, (_, i) => [`x-${i}`, "h".repeat(600)]); // what Envoy lets through: 60 KiB, 100 headers
  const askOne = number => ask(targets[number % targets.length], `${number % 224}.${number >> 8 & 255}.${number & 255}.1, 10.0.0.1`, ...(number % 1001 === 0 ? large : []));
  for (let i = 0; i <= targets.length * 1001; i++) askOne(i); // each target with them, too
  const before = vm.memoryBytes;
  const began = process.cpuUsage();
  for (let i = 0; i < count; i++) askOne(i);
  const { user, system } = process.cpuUsage(began);
  const nanoseconds = Math.round(1000 * (user + system) / count); // of processor time, the stand-in's own work included
  console.log(JSON.stringify({ filterBytes: envoy.filter.length, configurationBytes: envoy.configuration.length, before, after: vm.memoryBytes, nanoseconds }));
}
