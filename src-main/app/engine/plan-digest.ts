import { createHash } from 'node:crypto';
import { type SealedCall, sealText } from '#shared/domain/sync/seal.ts';

/** Names a sequence of calls to one server: SHA-256 of the text that is sealed (`sealText`), hexadecimal. */
export const digestOf = (calls: readonly SealedCall[], about: { readonly profileId: string; readonly server: string }): string =>
  createHash('sha256').update(sealText(calls, about)).digest('hex');
