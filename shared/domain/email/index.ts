export { SHARED_MAILBOX_WORDS } from './data/shared-mailboxes.ts';
export { listContributingRules as differencesOnTheWay } from './differences/differences.ts';
export {
  type AddressComparison,
  type AddressDifference,
  type CharacterCell,
  compareAddresses,
  type DifferenceCode,
} from './differences/explain.ts';
export {
  classifyAddressDomain,
  getAddressDomain,
  getSharedMailboxSigns,
  isSharedMailboxAddress,
} from './domains.ts';
export { checkAddress, findAddressError } from './grammar/grammar.ts';
export { ADDRESS_PROBLEM_CODES } from './grammar/problem.ts';
export { splitAddresses } from './grammar/split.ts';
export { isBlankAddress } from './match-rules/blanks.ts';
export { hasLookalike } from './match-rules/lookalike.ts';
export { createMatchRules, type MatchRules, toCanonicalAddress } from './match-rules/match-rules.ts';
export { isPlaceholder } from './placeholder.ts';
export { DEFAULT_EMAIL_POLICY, type EmailPolicy } from './policy.ts';
export { describeTypo, findTypoPairs } from './typo.ts';
