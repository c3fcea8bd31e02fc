import type { AmazonUser, Directory } from '../directory/directory.ts';
import { toCanonicalAddress } from '../email/index.ts';
import { type Finding, type FindingCode, isAboutCompany } from '../readiness/finding.ts';

/**
 * The identity of a finding: its code and subject, independent of runs and row order. A person is identified by the key of
 * `recognizePeople`, by list position (`people`); Amazon-only findings by the account's canonical address; company findings by the part of
 * the configuration.
 */
export function getFindingKey(finding: Finding, directory: Directory, people: readonly string[]): string {
  if (finding.neoIndex >= 0) return `${finding.code} ${people[finding.neoIndex] as string}`;
  if (isAboutCompany(finding)) return `${finding.code} company:${finding.subject ?? ''}`;
  return `${finding.code} amazon:${toCanonicalAddress((directory.amazonUsers[finding.amazonIndex] as AmazonUser).email)}`;
}

/** The finding code at the beginning of a key from `getFindingKey`. */
export const parseFindingCode = (key: string): FindingCode => key.slice(0, key.indexOf(' ')) as FindingCode;

/**
 * Display name stored with a key, so that it is available after the person left: the person's name, else the account's name or address. For
 * company findings the top organization; empty if there are several.
 */
export function getFindingName(finding: Finding, directory: Directory): string {
  if (isAboutCompany(finding)) {
    const [top, another] = directory.organizations.filter(({ parentId }) => parentId === null);
    return another === undefined ? (top?.name ?? '') : '';
  }
  const { neoIndex, amazonIndex } = finding;
  const person = neoIndex < 0 ? '' : (directory.neoUsers[neoIndex]?.name ?? '');
  if (person !== '') return person;
  const account = directory.amazonUsers[amazonIndex];
  return account?.name || account?.email || '';
}

/** Excluded from the evidence, because remaining days decrease without a change of the cause. */
const PASSING = 'days';

/**
 * Fingerprint of a finding's cause: both addresses and the parameters of the reason. Another fingerprint under the same key means that the
 * cause has changed.
 */
export function computeFindingEvidence({ neoIndex, amazonIndex, reason }: Finding, directory: Directory): string {
  const params = Object.entries(reason.params)
    .filter(([name]) => name !== PASSING)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const seen = [directory.neoUsers[neoIndex]?.workEmail ?? null, directory.amazonUsers[amazonIndex]?.email ?? null, reason.key, params];
  return fingerprint(JSON.stringify(seen));
}

/** 64 bits of FNV-1a in two lanes, as 16 hexadecimal digits. Stable; not suitable for secrets. */
function fingerprint(text: string): string {
  let a = 0x811c9dc5;
  let b = 0xcbf29ce4;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x01000193);
    b = Math.imul(b ^ (unit + i), 0x01000193) ^ (b >>> 15);
  }
  return hex(a) + hex(b);
}

const hex = (value: number): string => (value >>> 0).toString(16).padStart(8, '0');
