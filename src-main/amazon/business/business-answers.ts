import { z } from 'zod';
import { safeParseUntrusted } from '#shared/contract/call/read-shape.ts';
import type { JsonAnswer } from '../../network/json-http.ts';
import { BusinessProblem } from './business-problem.ts';

/** Differences of the clocks above this are the reason of a refusal. */
const LARGEST_SKEW_MS = 5 * 60_000;
const LONGEST_TEXT = 20_000;

const tokenSchema = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,16000}$/),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.coerce.number().positive().max(31_536_000),
});
const tokenErrorSchema = z.object({ error: z.string().max(200), error_description: z.string().max(LONGEST_TEXT).optional() });
const apiErrorSchema = z.object({
  errors: z
    .array(z.object({ code: z.string().max(200).optional(), message: z.string().max(LONGEST_TEXT).optional() }))
    .min(1)
    .max(100),
});

export interface AccessToken {
  readonly value: string;
  readonly lifeMs: number;
}

/** Reads the answer to a token request. Throws `business-unreadable`. */
export function parseToken({ body }: JsonAnswer): AccessToken {
  const token = safeParseUntrusted(tokenSchema, body);
  if (!token.success) throw new BusinessProblem('business-unreadable', { part: 'token' });
  return { value: token.data.access_token, lifeMs: token.data.expires_in * 1_000 };
}

/** Returns the vendor's own code and text in an error response; `''` = none. Still contains secrets that a server repeats. */
export function readErrorTexts({ body }: JsonAnswer): { readonly code: string; readonly message: string } {
  const token = safeParseUntrusted(tokenErrorSchema, body);
  if (token.success) return { code: token.data.error, message: token.data.error_description ?? '' };
  const api = safeParseUntrusted(apiErrorSchema, body);
  const [first] = api.success ? api.data.errors : [];
  return { code: first?.code ?? '', message: first?.message ?? '' };
}

/** An error response with masked and shortened texts. */
export interface RefusedAnswer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Absolute difference of the clocks in milliseconds; 0 = unknown. */
  readonly skewMs: number;
}

/** Returns the problem of a refused token request. Amazon does not distinguish an expired refresh token from a revoked one. */
export function toTokenProblem({ status, code, message }: RefusedAnswer): BusinessProblem {
  const params = { httpStatus: status, code, message };
  if (code === 'invalid_client') return new BusinessProblem('business-client-refused', params);
  if (code === 'unauthorized_client') return new BusinessProblem('business-client-unauthorized', params);
  if (code === 'invalid_grant') return new BusinessProblem('business-token-refused', params);
  return new BusinessProblem('business-sign-in-refused', params);
}

/** Returns the problem of a call that was refused with a new access token. */
export function toCallProblem({ status, code, message, skewMs }: RefusedAnswer): BusinessProblem {
  const params = { httpStatus: status, code, message };
  if (skewMs > LARGEST_SKEW_MS) return new BusinessProblem('business-clock-skew', { ...params, minutes: Math.round(skewMs / 60_000) });
  if (status === 401) return new BusinessProblem('business-access-rejected', params);
  return new BusinessProblem(status === 403 ? 'business-role-missing' : 'business-refused', params);
}
