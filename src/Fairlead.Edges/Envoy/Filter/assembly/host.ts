// The functions of the host that the filter calls: Proxy-Wasm ABI 0.2.1, "Functions exposed by the host". Sizes and addresses are of 32 bits.

@external("env", "proxy_log")
export declare function proxy_log(level: i32, message: usize, size: usize): i32;

@external("env", "proxy_get_buffer_bytes")
export declare function proxy_get_buffer_bytes(buffer: i32, start: usize, maxSize: usize, returnData: usize, returnSize: usize): i32;

@external("env", "proxy_get_header_map_pairs")
export declare function proxy_get_header_map_pairs(map: i32, returnData: usize, returnSize: usize): i32;

@external("env", "proxy_get_property")
export declare function proxy_get_property(path: usize, pathSize: usize, returnData: usize, returnSize: usize): i32;

@external("env", "proxy_send_local_response")
export declare function proxy_send_local_response(
  status: u32, details: usize, detailsSize: usize, body: usize, bodySize: usize, headers: usize, headersSize: usize, grpcStatus: i32): i32;

/** proxy_status_t */
export const OK: i32 = 0;

/** proxy_log_level_t */
export const LOG_ERROR: i32 = 4;

/** proxy_buffer_type_t */
export const PLUGIN_CONFIGURATION: i32 = 7;

/** proxy_map_type_t */
export const HTTP_REQUEST_HEADERS: i32 = 0;

/** proxy_action_t */
export const PAUSE: i32 = 1;

/** The answer is to HTTP, not to gRPC. */
export const NO_GRPC_STATUS: i32 = -1;
