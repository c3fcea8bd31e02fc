import type { JsonLimits } from '#shared/contract/call/bounded-json.ts';

/** Limits of one response. */
export interface AnswerLimits extends JsonLimits {
  /** Bytes on the wire. */
  readonly bytes: number;
}

const MiB = 1024 * 1024;
/** NEO's responses are five levels deep; branch conditions of a route add more. */
const DEPTH = 64;

/** A response about one object: server description, lease, one written object. */
export const SMALL_ANSWER: AnswerLimits = { bytes: MiB, depth: DEPTH, entries: 50_000 };
/** A page of a list, or all objects of a section: 1,000 roles that have most of a large company for members are below it. */
export const PAGE_ANSWER: AnswerLimits = { bytes: 32 * MiB, depth: DEPTH, entries: 3_000_000 };

/** A whole list in one response that is parsed while it arrives: a million people with long names fit. */
export const MAX_LIST_BYTES = 512 * MiB;
/** Most items of any list of a server; as many rows as a file may have. */
export const MAX_LISTED = 1_000_000;
