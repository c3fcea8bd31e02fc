import type { AmazonUser, Directory, NeoUser } from '../../directory/directory.ts';
import {
  checkAddress,
  classifyAddressDomain,
  DEFAULT_EMAIL_POLICY,
  type EmailPolicy,
  getAddressDomain,
  isSharedMailboxAddress,
  toCanonicalAddress,
} from '../../email/index.ts';
import { compareText } from '../../text-order/compare-text.ts';
import type { Audit } from '../audit.ts';
import { compareCodes, createIdentities, getNameEvidence, type Identities } from '../evidence/identities.ts';

/** Two domains that seem to be the former and the present one of the same people. */
export interface FormerDomain {
  readonly from: string;
  readonly to: string;
  /** Number of people whose addresses on both sides differ only in these domains. */
  readonly people: number;
}

/** Minimum number of people. Fewer equal local parts are no evidence, because common ones exist at every company. Project choice. */
const FEWEST_PEOPLE = 5;
/** Minimum number of agreeing people for each person whose name or code contradicts. Project choice. */
const AGREEING_PER_OTHER = 10;

/** Domains of a NEO address and of an account without a match, and the evidence from their local parts. */
interface DomainPair {
  readonly neo: string;
  readonly amazon: string;
  /** Local parts instead of people, because several people with one address are one account. */
  readonly people: Set<string>;
  readonly others: Set<string>;
}

/**
 * Pairs of domains that are not registered yet but would match people without an account, most people first. The result is only a question
 * to the user, who knows whether it is a former domain; nothing is matched by it.
 */
export function findFormerDomains(
  directory: Directory,
  { findings }: Pick<Audit, 'findings'>,
  policy: EmailPolicy,
): readonly FormerDomain[] {
  const accounts = unmatchedAccounts(directory, findings);
  if (accounts.size === 0) return [];
  const identities = createIdentities(directory);
  const pairs = new Map<string, DomainPair>();
  for (const { code, neoIndex } of findings) {
    if (code !== 'amazon-user-missing' && code !== 'person-match') continue;
    const own = partsOf((directory.neoUsers[neoIndex] as NeoUser).workEmail);
    for (const { domain, amazonIndex } of (own && accounts.get(own.local)) ?? []) {
      if (own === null || own.domain === domain) continue;
      const key = JSON.stringify([own.domain, domain]);
      const pair = pairs.get(key) ?? { neo: own.domain, amazon: domain, people: new Set(), others: new Set() };
      pairs.set(key, pair);
      (isOther(neoIndex, amazonIndex, identities) ? pair.others : pair.people).add(own.local);
    }
  }
  const offers = unitePairs([...pairs.values()]).filter(
    ({ people, others, neo, amazon }) =>
      people.size >= FEWEST_PEOPLE && people.size >= others.size * AGREEING_PER_OTHER && isOpen(neo, amazon, policy),
  );
  return offers
    .flatMap((pair) => directionOf(pair, directory, policy) ?? [])
    .sort((a, b) => b.people - a.people || compareText(a.from, b.from));
}

interface FreeAccount {
  readonly domain: string;
  readonly amazonIndex: number;
}

/** Accounts without a match, or matched only by name or code, by local part. */
function unmatchedAccounts({ amazonUsers }: Directory, findings: Audit['findings']): ReadonlyMap<string, readonly FreeAccount[]> {
  const accounts = new Map<string, FreeAccount[]>();
  for (const { code, amazonIndex } of findings) {
    if (amazonIndex < 0 || (code !== 'amazon-orphan' && code !== 'person-match')) continue;
    const parts = partsOf((amazonUsers[amazonIndex] as AmazonUser).email);
    if (parts === null) continue;
    const known = accounts.get(parts.local);
    if (known === undefined) accounts.set(parts.local, [{ domain: parts.domain, amazonIndex }]);
    else known.push({ domain: parts.domain, amazonIndex });
  }
  return accounts;
}

/** Local part and domain of a well-formed personal address whose domain can belong to a company; `null` for others. */
function partsOf(address: string): { readonly local: string; readonly domain: string } | null {
  const canonical = toCanonicalAddress(address);
  const domain = getAddressDomain(canonical);
  if (domain === '' || isSharedMailboxAddress(canonical, '') || checkAddress(canonical).length > 0) return null;
  const kind = classifyAddressDomain(canonical, DEFAULT_EMAIL_POLICY);
  return kind === 'free-mail' || kind === 'carrier' ? null : { local: canonical.slice(0, -domain.length - 1), domain };
}

/** True if the employee codes differ or, if a side has none, the names contradict. */
function isOther(neoIndex: number, amazonIndex: number, identities: Identities): boolean {
  const [person, account] = [identities.person(neoIndex), identities.account(amazonIndex)];
  const codes = compareCodes(person.employeeCode, account.employeeCode);
  return codes === 'unknown' ? getNameEvidence(person, account) === 'other-name' : codes === 'other';
}

/** Combines both directions of a pair, because the former domain may remain on both sides. The direction with more people is kept. */
function unitePairs(pairs: readonly DomainPair[]): readonly DomainPair[] {
  const united = new Map<string, DomainPair>();
  for (const pair of pairs.toSorted((a, b) => b.people.size - a.people.size || compareText(a.neo, b.neo))) {
    const key = [pair.neo, pair.amazon].sort().join(' ');
    const known = united.get(key);
    const people = new Set([...(known?.people ?? []), ...pair.people]);
    const others = new Set([...(known?.others ?? []), ...pair.others]);
    united.set(key, { ...(known ?? pair), people, others });
  }
  return [...united.values()];
}

/** True if neither domain is registered as a former domain, which a second entry would contradict. */
function isOpen(neo: string, amazon: string, { aliasDomains }: EmailPolicy): boolean {
  const registered = aliasDomains.map(({ from }) => getAddressDomain(`@${from}`));
  return !registered.includes(neo) && !registered.includes(amazon);
}

/**
 * Determines the present domain: the company's domain. If both or neither are known as such, the one with more addresses in both lists; if
 * equal, NEO's, because a company keeps its own groupware up to date. `null` if only other domains belong to the company.
 */
function directionOf({ neo, amazon, people }: DomainPair, directory: Directory, policy: EmailPolicy): FormerDomain | null {
  const [isNeo, isAmazon] = [neo, amazon].map((domain) => classifyAddressDomain(`a@${domain}`, policy) === 'company');
  if (policy.companyDomains.length > 0 && !isNeo && !isAmazon) return null;
  const isNeoPresent = isNeo === isAmazon ? countOf(neo, directory) >= countOf(amazon, directory) : isNeo;
  return isNeoPresent ? { from: amazon, to: neo, people: people.size } : { from: neo, to: amazon, people: people.size };
}

function countOf(domain: string, { neoUsers, amazonUsers }: Directory): number {
  let count = 0;
  for (const { workEmail } of neoUsers) if (getAddressDomain(workEmail) === domain) count++;
  for (const { email } of amazonUsers) if (getAddressDomain(email) === domain) count++;
  return count;
}
