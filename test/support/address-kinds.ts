import {
  classifyAddressDomain,
  type EmailPolicy,
  isSharedMailboxAddress,
  type SHARED_MAILBOX_WORDS,
  toCanonicalAddress,
} from '#shared/domain/email/index.ts';

/** Calls the classifiers with the canonical form of an address, as the audit does. */
export const classifyDomain = (address: string, policy: EmailPolicy) => classifyAddressDomain(toCanonicalAddress(address), policy);
export const isSharedMailbox = (address: string, name: string, words?: typeof SHARED_MAILBOX_WORDS): boolean =>
  isSharedMailboxAddress(toCanonicalAddress(address), name, words);
