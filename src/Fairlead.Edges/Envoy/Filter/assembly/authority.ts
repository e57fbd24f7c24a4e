// The Host of a request.

import { charOf, hexOf, indexOf } from "./text";

const COLON: u8 = 0x3A;
const DOT: u8 = 0x2E;
const OPEN: u8 = 0x5B;
const CLOSE: u8 = 0x5D;

/** Whether "serve" takes it: what RFC 3986 has of names, less what a URL would have to escape, or an address in brackets, and a port; or nothing. Envoy lets more through. */
export function isAuthority(at: usize, length: i32): bool {
  if (length == 0) return true;
  const end = load<u8>(at) == OPEN ? endOfBrackets(at, length) : endOfName(at, length);
  return end > 0 && (end == length || isPort(at + end, length - end));
}

/** Where what stands behind the name begins. */
function endOfName(at: usize, length: i32): i32 {
  let end = 0;
  while (end < length && isNameCharacter(load<u8>(at + end))) end++;
  return end;
}

/** Where what stands behind the brackets begins; 0 when there is no address in them. */
function endOfBrackets(at: usize, length: i32): i32 {
  const close = indexOf(at, length, CLOSE);
  if (close < 4) return 0; // "[::1]" is the shortest that "serve" takes
  for (let i = 1; i < close; i++) {
    const c = load<u8>(at + i);
    if (hexOf(c) < 0 && c != COLON && c != DOT) return 0;
  }
  return close + 1;
}

function isNameCharacter(c: u8): bool {
  if ((c | 0x20) - 0x61 < 26 || c - 0x30 < 10) return true;
  const others = "!$&'()._~-";
  for (let i = 0; i < others.length; i++) if (charOf(others, i) == c) return true;
  return false;
}

function isPort(at: usize, length: i32): bool {
  if (length < 2 || load<u8>(at) != COLON) return false;
  for (let i = 1; i < length; i++) if (load<u8>(at + i) - 0x30 >= 10) return false;
  return true;
}
