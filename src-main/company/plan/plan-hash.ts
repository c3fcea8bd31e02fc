import { createHash } from 'node:crypto';
import { toStableJson } from '#shared/domain/drafts/stable-json.ts';
import type { PlanDocument } from '#shared/domain/sync/plan/document.ts';
import { formatSealText, type SealContext, type SealedCall } from '#shared/domain/sync/plan/seal.ts';

/** Returns the SHA-256 of a text in hexadecimal. */
export const hashText = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Returns the hash of a sequence of calls to one server (`formatSealText`). */
export const hashCalls = (calls: readonly SealedCall[], about: SealContext): string => hashText(formatSealText(calls, about));

/** Returns the hash of a plan file, independent of JSON formatting. */
export const hashPlanDocument = (document: PlanDocument): string => hashText(toStableJson(document));
