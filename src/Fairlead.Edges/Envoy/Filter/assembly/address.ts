// Addresses as numbers of 128 bits, IPv4 as the IPv6 address that maps it (RFC 4291 section 2.5.5.2), and the table of them.

import { V4_SIZE, V6_SIZE, countOf, startOf, v4, v6 } from "./policy";
import { hexOf, indexOf, lastIndexOf } from "./text";

const COLON: u8 = 0x3A;
const DOT: u8 = 0x2E;
const GROUPS = 8;
const LONGEST = 45;
const groups: usize = memory.data(16); // of the address being read

/** The address that was read last. */
export let high: u64 = 0;
export let low: u64 = 0;

/** Whether a number is that of an IPv4 address. */
export function isV4(high: u64, low: u64): bool {
  return high == 0 && low >> 32 == 0xFFFF;
}

/** Reads an address that may carry brackets (IPv6) and a port, as proxies write it. */
export function readNode(at: usize, length: i32): bool {
  if (length == 0) return false;
  if (load<u8>(at) == 0x5B) {
    const close = indexOf(at, length, 0x5D);
    if (close < 0 || (close + 1 < length && !isPort(at + close + 1, length - close - 1))) return false;
    return indexOf(at + 1, close - 1, COLON) >= 0 && read(at + 1, close - 1);
  }
  const colon = indexOf(at, length, COLON);
  if (colon < 0 || lastIndexOf(at, length, COLON) != colon) return read(at, length);
  return isPort(at + colon, length - colon) && read(at, colon); // one colon is IPv4 and a port; IPv6 has two at least
}

/** The number of the place of the address that was read last. */
export function placeOf(): u32 {
  return isV4(high, low) ? placeInV4(<u32>low) : placeInV6();
}

function placeInV4(address: u32): u32 {
  const table = startOf(v4());
  let first = 0;
  let end = countOf(v4());
  while (first < end) { // the first entry that begins behind the address
    const middle = (first + end) >>> 1;
    if (load<u32>(table + <usize>middle * V4_SIZE) <= address) first = middle + 1;
    else end = middle;
  }
  return first == 0 ? 0 : load<u32>(table + <usize>(first - 1) * V4_SIZE, 4);
}

function placeInV6(): u32 {
  const table = startOf(v6());
  let first = 0;
  let end = countOf(v6());
  while (first < end) {
    const middle = (first + end) >>> 1;
    const entry = table + <usize>middle * V6_SIZE;
    const entryHigh = load<u64>(entry);
    if (entryHigh < high || (entryHigh == high && load<u64>(entry, 8) <= low)) first = middle + 1;
    else end = middle;
  }
  return first == 0 ? 0 : load<u32>(table + <usize>(first - 1) * V6_SIZE, 16);
}

function read(at: usize, length: i32): bool {
  if (indexOf(at, length, COLON) >= 0) return readV6(at, length);
  if (!readV4(at, length)) return false;
  high = 0;
  low |= 0xFFFF_0000_0000;
  return true;
}

/** Four decimal numbers without leading zeros, into the low 32 bits. */
function readV4(at: usize, length: i32): bool {
  if (length < 7 || length > 15) return false;
  let bits: u64 = 0;
  let number: u32 = 0;
  let digits = 0;
  let dots = 0;
  for (let i = 0; i < length; i++) {
    const c = load<u8>(at + i);
    if (c - 0x30 < 10) {
      if (digits > 0 && number == 0) return false;
      number = number * 10 + (c - 0x30);
      digits++;
      if (number > 255) return false;
    } else {
      if (c != DOT || digits == 0 || dots == 3) return false;
      bits = bits << 8 | number;
      number = 0;
      digits = 0;
      dots++;
    }
  }
  if (dots != 3 || digits == 0) return false;
  low = bits << 8 | number;
  return true;
}

/** RFC 4291 section 2.2: groups of 1 to 4 hex digits, one "::", dotted IPv4 at the end. */
function readV6(at: usize, length: i32): bool {
  if (length < 2 || length > LONGEST) return false;
  const end = at + length;
  let count = 0;
  let gap = -1; // of how many groups "::" stands behind
  if (load<u8>(at) == COLON) {
    if (load<u8>(at, 1) != COLON) return false;
    gap = 0;
    at += 2;
  }
  while (at < end) {
    if (count == GROUPS) return false;
    const colon = indexOf(at, <i32>(end - at), COLON);
    const size = colon < 0 ? <i32>(end - at) : colon;
    const value = groupOf(at, size);
    if (value >= 0) {
      setGroup(count++, <u16>value);
    } else {
      if (colon >= 0 || count > GROUPS - 2 || !readV4(at, size)) return false;
      setGroup(count++, <u16>(low >> 16));
      setGroup(count++, <u16>low);
    }
    if (colon < 0) break;
    at += colon + 1;
    if (at == end) return false; // ends in one colon
    if (load<u8>(at) != COLON) continue;
    if (gap >= 0) return false; // a second "::"
    gap = count;
    at++;
  }
  if ((count == GROUPS) != (gap < 0)) return false; // "::" is one group at least
  if (gap >= 0) {
    const zeros = GROUPS - count;
    memory.copy(groups + 2 * (gap + zeros), groups + 2 * gap, 2 * (count - gap));
    memory.fill(groups + 2 * gap, 0, 2 * zeros);
  }
  high = half(0);
  low = half(4);
  return true;
}

function groupOf(at: usize, length: i32): i32 {
  if (length < 1 || length > 4) return -1;
  let value = 0;
  for (let i = 0; i < length; i++) {
    const digit = hexOf(load<u8>(at + i));
    if (digit < 0) return -1;
    value = value << 4 | digit;
  }
  return value;
}

function setGroup(index: i32, value: u16): void {
  store<u16>(groups + 2 * index, value);
}

function half(first: i32): u64 {
  let bits: u64 = 0;
  for (let i = first; i < first + 4; i++) bits = bits << 16 | load<u16>(groups + 2 * i);
  return bits;
}

function isPort(at: usize, length: i32): bool {
  if (length < 2 || length > 6 || load<u8>(at) != COLON) return false;
  for (let i = 1; i < length; i++) if (load<u8>(at + i) - 0x30 >= 10) return false;
  return true;
}
