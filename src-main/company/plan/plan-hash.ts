import { createHash } from 'node:crypto';
import { stableJson } from '#shared/domain/drafts/stable-json.ts';
import type { PlanDocument } from '#shared/domain/sync/plan/document.ts';
import { type SealedCall, type SealedFor, sealText } from '#shared/domain/sync/plan/seal.ts';

/** SHA-256 of a text, hexadecimal. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Identifies a sequence of calls to one server: the hash of the sealed text (`sealText`). */
export const digestOf = (calls: readonly SealedCall[], about: SealedFor): string => hashOf(sealText(calls, about));

/** Identifies a plan file, independent of its JSON layout. */
export const fileDigestOf = (document: PlanDocument): string => hashOf(stableJson(document));
