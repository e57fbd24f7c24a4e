// Memory is taken from the bottom up and never given back piece by piece: first the module's own data, then what is kept (the configuration), then what one request needs, which
// is let go as a whole when the next one comes. So it grows to what the largest request needs, and no further.

let kept: usize = __heap_base;
let top: usize = __heap_base;

/** Takes this many bytes, right behind those that were taken last. Where there are no more the VM ends, and Envoy answers with its own error. */
export function extend(size: usize): usize {
  const at = top;
  const end = at + size;
  const has = <usize>memory.size() << 16; // pages of 64 KiB
  if (end < at || (end > has && memory.grow(<i32>((end - has + 0xFFFF) >> 16)) < 0)) unreachable();
  top = end;
  return at;
}

/** Gives back the last that were taken. */
export function giveBack(size: usize): void {
  top -= size;
}

/** Takes this many bytes, at a multiple of eight. */
export function take(size: usize): usize {
  extend((8 - (top & 7)) & 7);
  return extend(size);
}

/** Keeps what has been taken so far. */
export function keep(): void {
  kept = top;
}

/** Lets go of what is not kept. */
export function release(): void {
  top = kept;
}
