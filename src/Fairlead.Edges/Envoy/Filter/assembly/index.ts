// The filter as the host sees it: Proxy-Wasm ABI 0.2.1 (https://github.com/proxy-wasm/spec, abi-versions/v0.2.1), for Envoy. It answers every request by itself, in
// proxy_on_request_headers, and keeps nothing of it: so contexts of requests need no state.

import { decide } from "./decide";
import * as headers from "./headers";
import { LOG_ERROR, OK, PAUSE, PLUGIN_CONFIGURATION, proxy_get_buffer_bytes, proxy_log } from "./host";
import { keep, release, take } from "./memory";
import * as policy from "./policy";
import * as answer from "./answer";
import { put } from "./text";

/** The version of the ABI; never called. */
export function proxy_abi_version_0_2_1(): void {}

/** Where the host puts what it hands over. */
export function proxy_on_memory_allocate(size: usize): usize {
  return take(size);
}

/** Takes the policy. A VM has one: envoy.yaml gives each policy a VM of its own, by its hash. */
export function proxy_on_configure(plugin: u32, size: usize): bool {
  release();
  const result = take(8);
  if (proxy_get_buffer_bytes(PLUGIN_CONFIGURATION, 0, size, result, result + 4) != OK) return fail("fairlead: the host has no configuration");
  const at = <usize>load<u32>(result);
  const length = <usize>load<u32>(result, 4);
  if (policy.base != 0) return policy.isInUse(at, length) || fail("fairlead: this VM has another policy already: give this one another vm_id");
  if (length != size || !policy.use(at, length)) return fail("fairlead: the configuration is damaged, or of another version than the filter: export both again");
  keep();
  return true;
}

/** Answers. */
export function proxy_on_request_headers(context: u32, count: i32, isEnd: bool): i32 {
  release();
  if (headers.fetch()) decide();
  else answer.broken();
  return PAUSE;
}

function fail(message: string): bool {
  proxy_log(LOG_ERROR, put(message), message.length);
  return false;
}
