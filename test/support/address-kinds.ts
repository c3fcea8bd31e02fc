import {
  canonicalAddress,
  classifyCanonical,
  type EmailPolicy,
  isSharedCanonical,
  type SHARED_MAILBOX_WORDS,
} from '#shared/domain/email/index.ts';

/** Calls the classifiers with the canonical form of an address, as the audit does. */
export const classifyDomain = (address: string, policy: EmailPolicy) => classifyCanonical(canonicalAddress(address), policy);
export const isSharedMailbox = (address: string, name: string, words?: typeof SHARED_MAILBOX_WORDS): boolean =>
  isSharedCanonical(canonicalAddress(address), name, words);
