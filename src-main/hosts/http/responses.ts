import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { readBoundedJson } from '#shared/contract/call/bounded-json.ts';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { fail, type Result } from '#shared/contract/call/result.ts';
import type { ReportBug } from '../../app/failures.ts';
import { toStorageFailure } from '../../storage/storage-failure.ts';
import { BodyIncompleteError, BodyTooLargeError, readBody } from './body.ts';
import { REQUEST_LIMITS } from './request-limits.ts';

export type HostEnv = { Bindings: HttpBindings; Variables: { nonce: string } };
export type HostContext = Context<HostEnv>;

type Status = 200 | 400 | 401 | 403 | 404 | 405 | 413 | 415 | 421 | 429 | 500;

export const respond = (c: HostContext, status: Status, result: Result<unknown>): Response => c.json(result, status);

/** Refuses a request. `reason`: technical words, never shown to users. */
export const refused = (c: HostContext, status: Exclude<Status, 200 | 413 | 500>, reason: string): Response =>
  respond(c, status, fail('not-allowed', { reason }));

/** Reads the body as a JSON object of limited size and depth. Throws `BodyTooLargeError`, `BodyIncompleteError` or `SyntaxError`. */
export async function readJsonBody(c: HostContext, timeoutMs: number): Promise<Record<string, unknown>> {
  const text = (await readBody(c.env.incoming, REQUEST_LIMITS.jsonBytes, timeoutMs)).toString('utf8');
  const reading = readBoundedJson(text, { depth: REQUEST_LIMITS.jsonDepth, entries: REQUEST_LIMITS.jsonBytes });
  if (reading.kind === 'refused') throw new SyntaxError(reading.why);
  const body = reading.value;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new SyntaxError('not an object');
  return body as Record<string, unknown>;
}

/** Returns the response for an error of a route; an unexpected error is logged. */
export function toErrorResponse(error: unknown, c: HostContext, reportBug: ReportBug): Response {
  // Closes the connection, so that the rest of an unread body is not awaited.
  if (error instanceof BodyTooLargeError || error instanceof BodyIncompleteError) c.header('Connection', 'close');
  if (error instanceof BodyTooLargeError)
    return respond(c, 413, fail('file-too-large', { limitMb: REQUEST_LIMITS.uploadBytes / 1024 / 1024 }));
  if (error instanceof BodyIncompleteError) return refused(c, 400, 'incomplete');
  if (error instanceof SyntaxError) return refused(c, 400, 'not JSON');
  if (error instanceof ExpectedError)
    return respond(c, error.failure.code === 'file-token-unknown' ? 404 : 200, { ok: false, error: error.failure });
  const disk = toStorageFailure(error);
  if (disk !== null) return respond(c, 200, { ok: false, error: disk.failure });
  const ref = reportBug(`${c.req.method} ${c.req.path}`, error);
  return respond(c, 500, { ok: false, error: { code: 'internal', params: { ref }, ref } });
}
