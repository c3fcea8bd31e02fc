import type { JsonLimits } from '#shared/contract/call/bounded-json.ts';

/** Limits of one response. */
export interface AnswerLimits extends JsonLimits {
  /** Maximum bytes as transferred. */
  readonly bytes: number;
}

const MiB = 1024 * 1024;
/** Maximum nesting depth. NEO's responses are five levels deep; branch conditions of a route add more. */
const DEPTH = 64;

/** Limits of a response about one object: server description, lease, or one written object. */
export const SMALL_ANSWER_LIMITS: AnswerLimits = { bytes: MiB, depth: DEPTH, entries: 50_000 };
/** Limits of a page of a list, or of all objects of a section; enough for 1,000 roles that each contain most people of a large company. */
export const PAGE_ANSWER_LIMITS: AnswerLimits = { bytes: 32 * MiB, depth: DEPTH, entries: 3_000_000 };

/** Maximum bytes of a whole list in one response, which is parsed while it arrives; enough for a million people with long names. */
export const MAX_LIST_BYTES = 512 * MiB;
/** Maximum items of a list; equal to the maximum rows of a file. */
export const MAX_LIST_ITEMS = 1_000_000;
