/** Maximum size of a message from a window in bytes, equal to the Node host's body limit; files are passed by token. */
export const MAX_PAYLOAD_BYTES = 8 * 1024 * 1024;
/**
 * Maximum nesting depth, equal to the Node host's. Deeper values would exhaust the stack when they are passed to the application's thread.
 */
const DEEPEST_PAYLOAD = 64;

const isPlain = (value: object): boolean => {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
};

/**
 * Whether a message is plain data (JSON values and `undefined`) of at most `limit` bytes, counted as UTF-16 text plus 8 bytes per value.
 * Stops at the limit, so cycles end too.
 */
export function isAcceptablePayload(message: unknown, limit: number = MAX_PAYLOAD_BYTES): boolean {
  const open: unknown[] = [message];
  /** Nesting depth of each value in `open`. */
  const depths: number[] = [0];
  let bytes = 0;
  while (open.length > 0) {
    const value = open.pop();
    const depth = (depths.pop() ?? 0) + 1;
    if (depth > DEEPEST_PAYLOAD) return false;
    bytes += 8;
    if (typeof value === 'string') bytes += value.length * 2;
    else if (Array.isArray(value)) {
      if (value.length * 8 > limit) return false;
      for (const item of value) {
        open.push(item);
        depths.push(depth);
      }
    } else if (typeof value === 'object' && value !== null) {
      if (!isPlain(value)) return false;
      for (const [key, item] of Object.entries(value)) {
        bytes += key.length * 2;
        open.push(item);
        depths.push(depth);
      }
    } else if (value !== null && !['number', 'boolean', 'undefined'].includes(typeof value)) return false;
    if (bytes + open.length * 8 > limit) return false;
  }
  return true;
}
