import type { AmazonUser, NeoUser } from '../../directory/directory.ts';
import {
  classifyAddressDomain,
  describeTypo,
  type EmailPolicy,
  findAddressError,
  getAddressDomain,
  hasLookalike,
  isBlankAddress,
  isSharedMailboxAddress,
  splitAddresses,
  toCanonicalAddress,
} from '../../email/index.ts';
import { createAliasStep, removePlusTag } from '../../email/match-rules/mailbox-rules.ts';
import { getAddressAgreement } from '../company-directory/directory-agreement.ts';
import { type AddressConventions, isSpellingVariant } from '../evidence/company-writing.ts';
import { type Confidence, SIDE_EVIDENCE, type SideEvidence } from '../evidence/evidence.ts';

/** The side with the right address. */
export type RightSide = 'neo' | 'amazon';

/** Former addresses of both sides; `null` if the person or account did not exist. */
export interface FormerAddresses {
  readonly neo: string | null;
  readonly amazon: string | null;
}

/** One person's two addresses and further facts for the decision. */
export interface NeoAmazonAddresses {
  readonly neo: AddressTraits;
  readonly amazon: AddressTraits;
  /** True if the match is based only on the addresses, so that the name can show which spelling is intended. */
  readonly isOneSpelling: boolean;
  readonly person: Pick<NeoUser, 'kana'>;
  readonly account: Pick<AmazonUser, 'state'>;
  readonly former: FormerAddresses | null;
  /** The directory's address for the person; omitted or `null` if there is none. */
  readonly directoryAddress?: string | null;
}

export interface FixAdvice {
  /** The side with the right address; `null` if the evidence does not decide or supports both, so that nothing is suggested. */
  readonly right: RightSide | null;
  /** The reasons in the order of `EVIDENCE_KEYS`; empty if `right` is `null`. */
  readonly reasons: readonly SideEvidence[];
  readonly confidence: Confidence;
  /** Whether each side's address may be written to the other side. */
  readonly fit: { readonly neo: boolean; readonly amazon: boolean };
  /** The directory's decision; omitted if it did not decide. */
  readonly byDirectory?: RightSide | 'neither';
}

export interface FixAdvisor {
  /** Computes the properties of an address, once for all comparisons. */
  look(address: string, canonical: string): AddressTraits;
  /** Decides which of two addresses is right and which may be written to the other side. Swapping the inputs swaps the result. */
  decide(two: NeoAmazonAddresses): FixAdvice;
}

/**
 * True if an address may be written: one well-formed address in canonical form (case aside), without look-alike characters and without the
 * `?` that a Shift_JIS export leaves for an unsupported character.
 */
export const isWritableAddress = (address: string, canonical: string = toCanonicalAddress(address)): boolean =>
  !isBlankAddress(address) && isWellFormed(address, canonical) && canonical === address.toLowerCase() && !hasLookalike(canonical);

const isWellFormed = (address: string, canonical: string): boolean =>
  !address.includes('?') && findAddressError(address, canonical) === undefined;

/** Properties of one address. */
export interface AddressTraits {
  readonly address: string;
  readonly canonical: string;
  readonly domain: string;
  readonly isBlank: boolean;
  readonly isWellFormed: boolean;
  readonly hasLookalike: boolean;
  /** True if the address has no blanks, invisible characters, or width or dash variants. */
  readonly isClean: boolean;
  readonly place: 'inside' | 'outside' | 'private' | 'unknown';
}

/** Creates the evaluation for one company. */
export function createFixAdvisor(policy: EmailPolicy, writing: AddressConventions): FixAdvisor {
  const withoutAlias = createAliasStep(policy);
  const placeOf = (canonical: string): AddressTraits['place'] => {
    const kind = classifyAddressDomain(canonical, policy);
    if (kind === 'company') return 'inside';
    if (kind === 'foreign') return 'outside';
    return kind === 'unknown' ? 'unknown' : 'private';
  };
  const look = (address: string, canonical: string): AddressTraits => {
    const places = splitAddresses(address).map((part) => placeOf(part === address ? canonical : toCanonicalAddress(part)));
    return {
      address,
      canonical,
      domain: getAddressDomain(canonical),
      isBlank: isBlankAddress(address),
      isWellFormed: isWellFormed(address, canonical),
      hasLookalike: hasLookalike(canonical),
      isClean: canonical === address.toLowerCase(),
      // A cell with several addresses counts as inside if one of them is.
      place: places.includes('inside') ? 'inside' : (places[0] ?? 'unknown'),
    };
  };

  /** Evidence if one domain is the company's and the other is not, as configured or, without configuration, as learned. */
  const isNearer = (one: AddressTraits, other: AddressTraits): SideEvidence | null => {
    if (one.domain === '' || other.isBlank || one.domain === other.domain) return null;
    if (one.place === 'inside' && other.place !== 'inside') return 'company-domain';
    if (policy.companyDomains.length === 0 && writing.isUsualDomain(one.domain) && !writing.isKnownDomain(other.domain))
      return 'usual-domain';
    return other.place === 'private' && one.place !== 'private' ? 'other-private' : null;
  };

  /** True if the domain clearly is not the company's. */
  const isElsewhere = ({ place, domain }: AddressTraits): boolean =>
    place === 'private' || place === 'outside' || (policy.companyDomains.length === 0 && writing.isStrangeDomain(domain));

  /** Evidence for one address and against the other. */
  const evidenceFor = (
    one: AddressTraits,
    other: AddressTraits,
    { person, former, account }: NeoAmazonAddresses,
    side: RightSide,
    isHabitAsked: boolean,
  ): SideEvidence[] => {
    const found: SideEvidence[] = [];
    if (one.isBlank) return found;
    if (other.isBlank) return isElsewhere(one) ? [] : ['other-empty'];
    const nearer = isNearer(one, other);
    if (nearer !== null) found.push(nearer);
    if (withoutAlias(other.canonical) !== other.canonical && getAddressDomain(withoutAlias(other.canonical)) === one.domain)
      found.push('new-domain');
    if (one.isWellFormed && !other.isWellFormed) found.push('other-malformed');
    // For a text that is not an address, look-alike characters are not the cause of the difference.
    if (!one.hasLookalike && other.hasLookalike && other.isWellFormed) found.push('other-lookalike');
    if (one.isClean && !other.isClean) found.push('other-unclean');
    if (one.canonical === other.canonical && one.isClean && other.isClean && one.address === one.canonical) found.push('other-capitals');
    if (other.canonical !== one.canonical && removePlusTag(other.canonical) === one.canonical && !isSharedMailboxAddress(one.canonical, ''))
      found.push('other-tagged');
    if (isHabitAsked) {
      const { kana } = person;
      if (writing.habitOf(one.canonical, kana) === 'usual' && writing.habitOf(other.canonical, kana) === 'strange')
        found.push('company-habit');
    }
    if (former !== null) {
      const changed = changeOf(one, other, former, side, account.state === 'active');
      if (changed !== null) found.push(changed);
    }
    return found;
  };

  const isFit = (one: AddressTraits, other: AddressTraits): boolean => {
    if (one.isBlank || !one.isWellFormed || !one.isClean || one.hasLookalike) return false;
    return other.isBlank || isNearer(other, one) === null;
  };

  const decide = (two: NeoAmazonAddresses): FixAdvice => {
    const { neo, amazon } = two;
    const fit = { neo: isFit(neo, amazon), amazon: isFit(amazon, neo) };
    const isHabitAsked = two.isOneSpelling && neo.domain === amazon.domain && !isSpellingVariant(neo.canonical, amazon.canonical);
    const forNeo = evidenceFor(neo, amazon, two, 'neo', isHabitAsked);
    const forAmazon = evidenceFor(amazon, neo, two, 'amazon', isHabitAsked);
    const agreement = two.directoryAddress == null ? 'both' : getAddressAgreement(two.directoryAddress, neo.address, amazon.address);
    if (agreement === 'neither')
      return { right: null, reasons: [], confidence: 'low', fit: { neo: false, amazon: false }, byDirectory: agreement };
    if (agreement !== 'both') {
      const [one, found, against] = agreement === 'neo' ? [neo, forNeo, forAmazon] : [amazon, forAmazon, forNeo];
      const isWritable = one.isWellFormed && one.isClean && !one.hasLookalike;
      const fitting = { neo: false, amazon: false, [agreement]: isWritable };
      if (!isWritable) return { right: null, reasons: [], confidence: 'low', fit: fitting, byDirectory: agreement };
      // The directory takes precedence over the form of an address; if they disagree, the confidence is lower.
      const confidence = against.length === 0 ? 'high' : 'medium';
      return { right: agreement, reasons: ['directory-address', ...found], confidence, fit: fitting, byDirectory: agreement };
    }
    const right: RightSide | null =
      forNeo.length > 0 === forAmazon.length > 0 ? null : forNeo.length > 0 ? (fit.neo ? 'neo' : null) : fit.amazon ? 'amazon' : null;
    if (right === null) return { right, reasons: [], confidence: 'low', fit };
    const reasons = right === 'neo' ? forNeo : forAmazon;
    const isSure = reasons.length > 1 || reasons.some((reason) => SIDE_EVIDENCE[reason] === 'decides');
    return { right, reasons, confidence: isSure ? 'high' : 'medium', fit };
  };
  return { look, decide };
}

/**
 * Evidence from former lists, if both sides were equal and one has changed since. If the account was used with the old address, a small
 * change is a typo; a completely new address is an update that the other side lacks.
 */
function changeOf(
  one: AddressTraits,
  other: AddressTraits,
  former: FormerAddresses,
  side: RightSide,
  isActive: boolean,
): SideEvidence | null {
  const [before, otherBefore] = side === 'neo' ? [former.neo, former.amazon] : [former.amazon, former.neo];
  if (before === null || otherBefore === null || toCanonicalAddress(before) !== toCanonicalAddress(otherBefore)) return null;
  const isSlip = describeTypo(one.canonical, other.canonical) !== null;
  if (isSlip) return one.address === before && other.address !== otherBefore && isActive ? 'same-as-before' : null;
  return one.address !== before && other.address === otherBefore && one.domain === other.domain ? 'newly-changed' : null;
}
