import type { z } from 'zod';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import type { Transport, TransportAnswer } from './transport.ts';

/** Returns the fields of a successful response. Throws the server's refusal, or `server-not-gateway` if the module is missing. */
export function requireSuccessFields(answer: TransportAnswer): Readonly<Record<string, unknown>> {
  if (answer.kind === 'ok') return answer.body;
  throw answer.kind === 'refused' ? answer.failure : new ExpectedError('server-not-gateway');
}

/** Parses a response. Throws `server-answer-invalid` with the position of the first difference from the schema. */
export function parseGroupwareAnswer<T>(schema: z.ZodType<T>, body: unknown, transport: Transport): T {
  const result = safeParseUntrusted(schema, body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw transport.invalidAnswer('other-shape', issue?.path.join('.') ?? '');
}
