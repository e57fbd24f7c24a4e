// Answers, as the host is told them.

import { NO_GRPC_STATUS, OK, proxy_send_local_response } from "./host";
import { extend } from "./memory";
import { copy, put } from "./text";
import * as target from "./target";

/** The headers of the answer, one after the other: at most three. */
let names = 0;
let pairs: usize = 0;

/** Begins the answer: its Location, if it has one, is written by now. */
function begin(count: i32): void {
  pairs = extend(4 + 8 * count);
  store<i32>(pairs, count);
  names = 0;
}

function add(name: string, value: usize, length: i32): void {
  beginHeader(name, length);
  copy(value, length);
  put("\0");
}

function addLiteral(name: string, value: string): void {
  beginHeader(name, value.length);
  put(value);
  put("\0");
}

function beginHeader(name: string, valueLength: i32): void {
  const lengths = pairs + 4 + 8 * names++;
  store<i32>(lengths, name.length);
  store<i32>(lengths, valueLength, 4);
  put(name);
  put("\0");
}

function send(status: u32, rule: string, body: string): void {
  const headersSize = extend(0) - pairs;
  const details = put(rule);
  const result = proxy_send_local_response(status, details, rule.length, put(body), body.length, pairs, headersSize, NO_GRPC_STATUS);
  if (result != OK) unreachable(); // the VM ends, and Envoy answers with its own error: paused and unanswered the request would hang
}

/** A redirect by the rule of this name; its Location is what was written from there on. */
export function redirect(status: u32, rule: string, location: usize): void {
  const length = <i32>(extend(0) - location);
  begin(2);
  add("location", location, length);
  addLiteral("cache-control", "no-store");
  send(status, rule, "");
}

/** An answer with a body of its own, and one header more if it has a name. */
export function plain(status: u32, rule: string, type: string, body: string, name: string = "", value: string = ""): void {
  const hasMore = name.length > 0;
  begin(hasMore ? 3 : 2);
  addLiteral("cache-control", "no-store");
  addLiteral("content-type", type);
  if (hasMore) addLiteral(name, value);
  send(status, rule, body);
}

export function methodNotAllowed(): void {
  const isApi = target.isApi();
  plain(405, "method", isApi ? "application/json" : "text/plain",
    isApi ? '{"errors":[{"code":"UNSUPPORTED","message":"only GET and HEAD are answered here"}]}\n' : "405\n", "allow", "GET, HEAD");
}

export function ping(): void {
  plain(200, "ping", "application/json", "{}", "docker-distribution-api-version", "registry/2.0");
}

export function refused(): void {
  if (target.isApi()) plain(400, "refused", "application/json", '{"errors":[{"code":"NAME_INVALID","message":"the request target is not one that can be answered"}]}\n');
  else plain(400, "refused", "text/plain", "400\n");
}

export function catalog(): void {
  plain(404, "catalog", "application/json", '{"errors":[{"code":"UNSUPPORTED","message":"repositories are not listed here"}]}\n');
}

/** 404 for what is not under /v2/. */
export function notFound(rule: string): void {
  plain(404, rule, "text/plain", "404\n");
}

/** For a request that the host doesn't tell of. */
export function broken(): void {
  plain(500, "broken", "text/plain", "500\n");
}
