// Who the client is: request rule 8.

import * as address from "./address";
import * as headers from "./headers";
import { OK, proxy_get_property } from "./host";
import { extend, take } from "./memory";
import * as policy from "./policy";
import { indexOf, lower, put } from "./text";

const COMMA: u8 = 0x2C;
const SEMICOLON: u8 = 0x3B;
const QUOTE: u8 = 0x22;
const BACKSLASH: u8 = 0x5C;

/** The element of the list that was found last. */
let entry: usize = 0;
let entryLength: i32 = 0;

/** The number of the client's place; 0, that of unknown clients, when there is no address to look up. */
export function place(): u32 {
  if (!readConnection()) return 0;
  if (policy.source() != policy.Source.Connection && isTrusted()) {
    if (!findEntry(policy.hops())) return 0;
    if (policy.source() == policy.Source.Forwarded && !findFor()) return 0;
    if (!address.readNode(entry, entryLength)) return 0;
  }
  return address.placeOf();
}

/** The connection's address: with use_remote_address and no trusted hops of its own, that is what Envoy calls the source. */
function readConnection(): bool {
  const path = put("source");
  extend(1); // names are told apart by a zero
  put("address");
  store<u8>(path + 6, 0);
  const result = take(8);
  if (proxy_get_property(path, 14, result, result + 4) != OK) return false;
  return address.readNode(load<u32>(result), load<i32>(result, 4));
}

function isTrusted(): bool {
  const list = policy.trustedProxies();
  let prefix = policy.startOf(list);
  for (let left = policy.countOf(list); left > 0; left--, prefix += policy.PROXY_SIZE) {
    const high = load<u64>(prefix);
    const low = load<u64>(prefix, 8);
    const length = load<u32>(prefix, 16);
    if ((length >= 96 && address.isV4(high, low)) != address.isV4(address.high, address.low)) continue;
    if (((high ^ address.high) & mask(length)) == 0 && ((low ^ address.low) & mask(length < 64 ? 0 : length - 64)) == 0) return true;
  }
  return false;
}

/** A number of 64 bits, of which this many lead with 1. */
function mask(bits: u32): u64 {
  return bits == 0 ? 0 : bits >= 64 ? u64.MAX_VALUE : ~(u64.MAX_VALUE >> bits);
}

/** The entry behind as many as are to be skipped from the right. All lines are one list (RFC 9110 section 5.3); empty elements are none (section 5.6.1). */
function findEntry(skip: i32): bool {
  const name = policy.startOf(policy.clientHeader());
  const nameLength = policy.countOf(policy.clientHeader());
  for (let line = lastLine(i32.MAX_VALUE, name, nameLength); line >= 0; line = lastLine(line, name, nameLength)) {
    const start = headers.value;
    let end = headers.valueLength;
    while (end > 0) {
      const comma = lastComma(start, end);
      trim(start + comma + 1, end - comma - 1);
      if (entryLength > 0 && skip-- == 0) return true;
      end = comma;
    }
  }
  return false;
}

/** Finds the last line of this name before a line; its number, or -1. */
function lastLine(before: i32, name: usize, nameLength: i32): i32 {
  let last = -1;
  for (let line = headers.findAfter(0, name, nameLength); line >= 0 && line < before; line = headers.findAfter(line + 1, name, nameLength)) last = line;
  return last < 0 ? -1 : headers.findAfter(last, name, nameLength);
}

/** The value of "for" in an element of Forwarded (RFC 7239 section 4), without its quotes. */
function findFor(): bool {
  let at = entry;
  const end = entry + entryLength;
  while (at < end) {
    const size = endOfPair(at, <i32>(end - at));
    trim(at, size);
    at += size + 1;
    if (!isFor()) continue;
    entry += 4;
    entryLength -= 4;
    if (entryLength >= 2 && load<u8>(entry) == QUOTE && load<u8>(entry + entryLength - 1) == QUOTE) {
      entry++;
      entryLength -= 2;
    }
    return true;
  }
  return false;
}

function isFor(): bool {
  return entryLength >= 4 && lower(load<u8>(entry)) == 0x66 && lower(load<u8>(entry, 1)) == 0x6F && lower(load<u8>(entry, 2)) == 0x72 && load<u8>(entry, 3) == 0x3D;
}

/** Where the comma before the last element is; -1 when there is none. Forwarded has them within quotes, too. */
function lastComma(at: usize, length: i32): i32 {
  const hasQuotes = policy.source() == policy.Source.Forwarded;
  let isQuoted = false;
  for (let i = length - 1; i >= 0; i--) {
    const c = load<u8>(at + i);
    if (hasQuotes && c == QUOTE && !isEscaped(at, i)) isQuoted = !isQuoted;
    else if (c == COMMA && !isQuoted) return i;
  }
  return -1;
}

function endOfPair(at: usize, length: i32): i32 {
  let isQuoted = false;
  for (let i = 0; i < length; i++) {
    const c = load<u8>(at + i);
    if (c == QUOTE && !isEscaped(at, i)) isQuoted = !isQuoted;
    else if (c == SEMICOLON && !isQuoted) return i;
  }
  return length;
}

/** Whether an odd number of backslashes stands before it (quoted-pair, RFC 9110 section 5.6.4). */
function isEscaped(at: usize, index: i32): bool {
  let first = index;
  while (first > 0 && load<u8>(at + first - 1) == BACKSLASH) first--;
  return ((index - first) & 1) == 1;
}

function trim(at: usize, length: i32): void {
  while (length > 0 && isSpace(load<u8>(at))) {
    at++;
    length--;
  }
  while (length > 0 && isSpace(load<u8>(at + length - 1))) length--;
  entry = at;
  entryLength = length;
}

@inline
function isSpace(c: u8): bool {
  return c == 0x20 || c == 0x09;
}
