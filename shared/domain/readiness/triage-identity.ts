import type { AmazonUser, Directory } from '../directory/directory.ts';
import { canonicalAddress } from '../email/index.ts';
import { concernsCompany, type Finding, type FindingCode } from './finding.ts';

/**
 * The identity of a finding: its code and whom it is about, the same in every later run and whatever the order of rows.
 * A person is known by the key of `recognise`, by place in the list (`people`); what concerns Amazon alone by the canonical address of
 * the account; what concerns everybody by the part of the set-up.
 */
export function findingKey(finding: Finding, directory: Directory, people: readonly string[]): string {
  if (finding.neoIndex >= 0) return `${finding.code} ${people[finding.neoIndex] as string}`;
  if (concernsCompany(finding)) return `${finding.code} company:${finding.subject ?? ''}`;
  return `${finding.code} amazon:${canonicalAddress((directory.amazonUsers[finding.amazonIndex] as AmazonUser).email)}`;
}

/** The code that a key made by `findingKey` begins with. */
export const codeOfKey = (key: string): FindingCode => key.slice(0, key.indexOf(' ')) as FindingCode;

/**
 * Whom a list names beside a key, also after the person has left: the person, else the account, else its address. Where it is everybody, the
 * organisation above all others; no one where there are several of them.
 */
export function findingName(finding: Finding, directory: Directory): string {
  if (concernsCompany(finding)) {
    const [top, another] = directory.organizations.filter(({ parentId }) => parentId === null);
    return another === undefined ? (top?.name ?? '') : '';
  }
  const { neoIndex, amazonIndex } = finding;
  const person = neoIndex < 0 ? '' : (directory.neoUsers[neoIndex]?.name ?? '');
  if (person !== '') return person;
  const account = directory.amazonUsers[amazonIndex];
  return account?.name || account?.email || '';
}

/** Days that are left grow fewer by themselves: the passing of time is no other evidence. */
const PASSING = 'days';

/**
 * A short fingerprint of what was seen: both addresses verbatim and what the reason says. Another one under the same key
 * means that the same finding is there for another cause.
 */
export function findingEvidence({ neoIndex, amazonIndex, reason }: Finding, directory: Directory): string {
  const params = Object.entries(reason.params)
    .filter(([name]) => name !== PASSING)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const seen = [directory.neoUsers[neoIndex]?.workEmail ?? null, directory.amazonUsers[amazonIndex]?.email ?? null, reason.key, params];
  return fingerprint(JSON.stringify(seen));
}

/** 64 bits of FNV-1a in two lanes, as 16 hexadecimal digits: stable, not a secret. */
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
