import { createHash } from 'node:crypto';
import { stableJson } from '#shared/domain/drafts/stable-json.ts';
import type { PlanDocument } from '#shared/domain/sync/plan/document.ts';
import { type SealedCall, type SealedFor, sealText } from '#shared/domain/sync/plan/seal.ts';

/** Returns the SHA-256 of a text in hexadecimal. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Returns the hash of a sequence of calls to one server (`sealText`). */
export const digestOf = (calls: readonly SealedCall[], about: SealedFor): string => hashOf(sealText(calls, about));

/** Returns the hash of a plan file, independent of JSON formatting. */
export const fileDigestOf = (document: PlanDocument): string => hashOf(stableJson(document));
