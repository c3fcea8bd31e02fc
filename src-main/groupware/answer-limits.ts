import type { JsonLimits } from '#shared/contract/bounded-json.ts';

/** What one answer may take. */
export interface AnswerLimits extends JsonLimits {
  /** Bytes as they come over the wire. */
  readonly bytes: number;
}

const MiB = 1024 * 1024;
/** NEO's own answers are five levels deep; the data of a branch condition adds what a route may have. */
const DEPTH = 64;

/** An answer about one thing: what the server is, a lease, one object written. */
export const SMALL_ANSWER: AnswerLimits = { bytes: MiB, depth: DEPTH, entries: 50_000 };
/** A page of a list, or all objects of a section: 1,000 roles that have most of a large company for members are below it. */
export const PAGE_ANSWER: AnswerLimits = { bytes: 32 * MiB, depth: DEPTH, entries: 3_000_000 };

/** The whole of a list that comes in one answer and is read as it comes: a million people with long names are below it. */
export const MAX_LIST_BYTES = 512 * MiB;
/** Most items of any list of a server; as many rows as a file may have. */
export const MAX_LISTED = 1_000_000;
