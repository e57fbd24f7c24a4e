// The headers of the request, all its lines in their order: the map as the ABI serialises it ("Serialization"). Envoy writes names in lower case.

import { HTTP_REQUEST_HEADERS, OK, proxy_get_header_map_pairs } from "./host";
import { take } from "./memory";
import { HEADER_SIZE, TEXT_SIZE, countOf, headerValues, startOf } from "./policy";
import { isSame } from "./text";

let lengths: usize = 0; // of name and value, in turn
let data: usize = 0;    // names and values in turn, each with a zero behind it
let count: i32 = 0;

/** The line that was found last. */
export let value: usize = 0;
export let valueLength: i32 = 0;

/** Fetches them; false when the host has none. */
export function fetch(): bool {
  const result = take(8);
  if (proxy_get_header_map_pairs(HTTP_REQUEST_HEADERS, result, result + 4) != OK) return false;
  const map = <usize>load<u32>(result);
  if (load<u32>(result, 4) < 4) return false;
  count = load<i32>(map);
  lengths = map + 4;
  data = lengths + <usize>count * 8;
  return true;
}

/** Finds the first line of this name; a text without length when there is none. */
export function find(name: usize, length: i32): void {
  if (findAfter(0, name, length) < 0) valueLength = 0;
}

/** Finds the next line of this name, from this one on; its number, or -1. */
export function findAfter(first: i32, name: usize, length: i32): i32 {
  let at = data;
  for (let i = 0; i < count; i++) {
    const nameLength = load<i32>(lengths + <usize>i * 8);
    const end = load<i32>(lengths + <usize>i * 8, 4);
    if (i >= first && isSame(at, nameLength, name, length)) {
      value = at + nameLength + 1;
      valueLength = end;
      return i;
    }
    at += nameLength + 1 + end + 1;
  }
  return -1;
}

/** Whether the request has all headers of a list, each with one of its values. */
export function haveAll(list: usize): bool {
  let wanted = startOf(list);
  for (let left = countOf(list); left > 0; left--, wanted += HEADER_SIZE) if (!haveOne(wanted)) return false;
  return true;
}

function haveOne(wanted: usize): bool {
  const name = startOf(wanted);
  const nameLength = countOf(wanted);
  for (let line = findAfter(0, name, nameLength); line >= 0; line = findAfter(line + 1, name, nameLength)) {
    let one = startOf(headerValues(wanted));
    for (let left = countOf(headerValues(wanted)); left > 0; left--, one += TEXT_SIZE) if (isSame(value, valueLength, startOf(one), countOf(one))) return true;
  }
  return false;
}
