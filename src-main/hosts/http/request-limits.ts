/** Limits of one request. */
export const REQUEST_LIMITS = {
  jsonBytes: 8 * 1024 * 1024,
  /** Maximum nesting depth. Deeper values would exhaust the stack when they are parsed or passed to the application's thread. */
  jsonDepth: 64,
  jsonMs: 10_000,
  uploadBytes: 256 * 1024 * 1024,
  headersMs: 5_000,
  requestMs: 300_000,
  /**
   * Idle time in milliseconds after which a kept-alive connection is closed. Longer than that of usual proxies and clients (60 s), so that
   * they close first: a request sent while the server closes its connection is lost.
   */
  keepAliveMs: 75_000,
  headerBytes: 16 * 1024,
  connections: 64,
} as const;
