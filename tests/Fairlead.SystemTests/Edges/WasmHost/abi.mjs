// Proxy-Wasm ABI 0.2.1 (https://github.com/proxy-wasm/spec, abi-versions/v0.2.1), the part that a filter of requests needs, seen from the host. A stand-in for Envoy's, and stricter:
// what that would answer with an error status, or let pass, ends this one.

const OK = 0, NOT_FOUND = 1, INTERNAL_FAILURE = 10;
const PLUGIN_CONFIGURATION = 7, HTTP_REQUEST_HEADERS = 0;
const CONTINUE = 0, PAUSE = 1;
const ROOT = 1; // the plugin's context

const ALLOWED_EXPORTS = new Set([
  "memory", "_initialize", "proxy_abi_version_0_2_1", "proxy_on_memory_allocate", "proxy_on_context_create", "proxy_on_vm_start", "proxy_on_configure",
  "proxy_on_request_headers", "proxy_on_done", "proxy_on_log", "proxy_on_delete",
]);

export class Violation extends Error {}

export class WasmVm {
  logs = [];
  failing = null; // the name of a function that can't do what it is asked
  #exports;
  #callback = "none"; // the one that runs
  #configuration = null;
  #request = null;
  #response = null;
  #nextContext = ROOT + 1;

  constructor(code) {
    const module = new WebAssembly.Module(code);
    const functions = {
      proxy_log: (level, message, size) => this.#log(level, message, size),
      proxy_get_buffer_bytes: (...args) => this.#getBufferBytes(...args),
      proxy_get_header_map_pairs: (...args) => this.#getHeaderMapPairs(...args),
      proxy_get_property: (...args) => this.#getProperty(...args),
      proxy_send_local_response: (...args) => this.#sendLocalResponse(...args),
    };
    for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
      check(from === "env" && kind === "function" && name in functions, `imports ${from}.${name}, which a filter of requests has no need of`);
    }
    for (const { name } of WebAssembly.Module.exports(module)) check(ALLOWED_EXPORTS.has(name), `exports ${name}, which the ABI doesn't know`);
    const env = Object.fromEntries(Object.entries(functions).map(([name, call]) => [name, (...args) => this.failing === name ? INTERNAL_FAILURE : call(...args)]));
    this.#exports = new WebAssembly.Instance(module, { env }).exports;
    check("proxy_abi_version_0_2_1" in this.#exports, "is not of ABI 0.2.1");
    check("proxy_on_memory_allocate" in this.#exports, "can't be given anything: no proxy_on_memory_allocate");
    this.#call("_initialize");
    this.#call("proxy_on_context_create", ROOT, 0);
    check(this.#call("proxy_on_vm_start", ROOT, 0) ?? true, "did not start");
  }

  /** Bytes of the VM's memory. */
  get memoryBytes() {
    return this.#exports.memory.buffer.byteLength;
  }

  /** Whether the plugin takes this configuration. */
  configure(configuration) {
    this.#configuration = configuration;
    try {
      const taken = this.#call("proxy_on_configure", ROOT, configuration.length) ?? 1;
      check(taken === 0 || taken === 1, `proxy_on_configure returned ${taken}, not a bool`);
      return taken === 1;
    } finally {
      this.#configuration = null;
    }
  }

  /** What a request is answered: status, details, headers, body. The headers are [name, value] in order, bytes as latin1; the peer is address:port. */
  answer(headers, peer) {
    const context = this.#nextContext++;
    this.#call("proxy_on_context_create", context, ROOT);
    this.#request = { headers, peer };
    this.#response = null;
    const action = this.#call("proxy_on_request_headers", context, headers.length, 1);
    this.#request = null;
    check(action === CONTINUE || action === PAUSE, `proxy_on_request_headers returned ${action}`);
    check(this.#response !== null, "did not answer");
    check(action === PAUSE, "answered, and wants the request to go on");
    check((this.#call("proxy_on_done", context) ?? 1) === 1, "is not done");
    this.#call("proxy_on_log", context);
    this.#call("proxy_on_delete", context);
    return this.#response;
  }

  #call(callback, ...args) {
    if (!(callback in this.#exports)) return undefined; // all of them are optional
    this.#callback = callback;
    try {
      return this.#exports[callback](...args);
    } finally {
      this.#callback = "none";
    }
  }

  #log(level, message, size) {
    check(level >= 0 && level <= 5, `log level ${level}`);
    this.logs.push(this.#text(message, size));
    return OK;
  }

  #getBufferBytes(buffer, start, maxSize, returnData, returnSize) {
    check(buffer === PLUGIN_CONFIGURATION, `buffer ${buffer}`);
    check(this.#callback === "proxy_on_configure", `the configuration is not to be had in ${this.#callback}`);
    start >>>= 0;
    maxSize >>>= 0;
    check(start <= this.#configuration.length && maxSize <= this.#configuration.length - start, "reads behind the configuration's end");
    return this.#handOver(this.#configuration.subarray(start, start + maxSize), returnData, returnSize);
  }

  #getHeaderMapPairs(map, returnData, returnSize) {
    check(map === HTTP_REQUEST_HEADERS, `map ${map}`);
    check(this.#callback === "proxy_on_request_headers", `the request's headers are not to be had in ${this.#callback}`);
    const { headers } = this.#request;
    const lengths = Buffer.alloc(4 + 8 * headers.length);
    lengths.writeUInt32LE(headers.length, 0);
    headers.forEach(([name, value], i) => {
      lengths.writeUInt32LE(name.length, 4 + 8 * i);
      lengths.writeUInt32LE(value.length, 8 + 8 * i);
    });
    const data = headers.map(([name, value]) => `${name}\0${value}\0`).join("");
    return this.#handOver(Buffer.concat([lengths, Buffer.from(data, "latin1")]), returnData, returnSize);
  }

  #getProperty(path, size, returnData, returnSize) {
    check(this.#request !== null, `there is no stream in ${this.#callback}`);
    if (this.#text(path, size) !== "source\0address" || this.#request.peer === null) return NOT_FOUND;
    return this.#handOver(Buffer.from(this.#request.peer), returnData, returnSize);
  }

  #sendLocalResponse(status, details, detailsSize, body, bodySize, headers, headersSize, grpcStatus) {
    check(this.#callback === "proxy_on_request_headers", `no answer can be sent in ${this.#callback}`);
    check(this.#response === null, "answers twice");
    check(status >= 200 && status <= 599, `status ${status}`);
    check(grpcStatus === -1, `gRPC status ${grpcStatus}`);
    const rule = this.#text(details, detailsSize);
    check(/^[a-z0-9-]+$/.test(rule), `details "${rule}"`);
    this.#response = { status, details: rule, headers: this.#map(headers, headersSize), body: Buffer.from(this.#bytes(body, bodySize)) };
    return OK;
  }

  /** A serialised map, byte for byte as the specification has it. */
  #map(at, size) {
    const bytes = this.#bytes(at, size);
    check(size >= 4, "headers without a count");
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const count = view.getUint32(0, true);
    check(count <= 100 && 4 + 8 * count <= size, `${count} headers in ${size} bytes`);
    const take = (offset, length) => {
      check(offset + length < size && bytes[offset + length] === 0, "a header that does not end in a zero");
      return Buffer.from(bytes.subarray(offset, offset + length)).toString("latin1");
    };
    const headers = [];
    let data = 4 + 8 * count;
    for (let i = 0; i < count; i++) {
      const [nameLength, valueLength] = [view.getUint32(4 + 8 * i, true), view.getUint32(8 + 8 * i, true)];
      const name = take(data, nameLength);
      const value = take(data + nameLength + 1, valueLength);
      check(/^[a-z0-9-]+$/.test(name), `header name "${name}"`);
      check(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(value), `value of ${name}: ${JSON.stringify(value)}`);
      headers.push([name, value]);
      data += nameLength + 1 + valueLength + 1;
    }
    check(data === size, `${size - data} bytes behind the headers`);
    return headers;
  }

  /** Copies bytes into memory of the plugin's, and tells it where. */
  #handOver(bytes, returnData, returnSize) {
    const callback = this.#callback;
    const at = this.#call("proxy_on_memory_allocate", bytes.length) >>> 0;
    this.#callback = callback;
    check(at !== 0, "has no memory");
    this.#bytes(at, bytes.length).set(bytes);
    this.#setNumber(returnData, at);
    this.#setNumber(returnSize, bytes.length);
    return OK;
  }

  #setNumber(at, number) {
    check(at % 4 === 0, `a result at ${at}, which is not a multiple of 4`);
    const bytes = this.#bytes(at, 4);
    new DataView(bytes.buffer, bytes.byteOffset, 4).setUint32(0, number, true);
  }

  #bytes(at, size) {
    at >>>= 0;
    size >>>= 0;
    const { buffer } = this.#exports.memory;
    check(at + size <= buffer.byteLength, `${size} bytes at ${at} are not in its memory of ${buffer.byteLength}`);
    check(at !== 0 || size === 0, `${size} bytes at 0`);
    return new Uint8Array(buffer, at, size);
  }

  #text(at, size) {
    return Buffer.from(this.#bytes(at, size)).toString("latin1");
  }
}

function check(isSo, otherwise) {
  if (!isSo) throw new Violation(`the filter ${otherwise}`);
}
