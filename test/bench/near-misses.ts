import { distance } from 'fastest-levenshtein';
import { DEFAULT_EMAIL_POLICY } from '#shared/domain/email/index.ts';
import { auditDirectory } from '#shared/domain/readiness/audit.ts';
import { amazonUser, directoryOf, neoUser } from '../support/directories.ts';
import { type Measurement, timed } from './measure.ts';

const POLICY = { email: DEFAULT_EMAIL_POLICY, today: '2026-11-24' };
const address = (i: number): string => `member.${(i * 7919).toString(36)}.x@example.co.jp`;
/** Two letters change places. */
const mistyped = (text: string): string => `${text.slice(0, 2)}${text[3]}${text[2]}${text.slice(4)}`;

/** Duplicates among 40,000 addresses, all in one list. */
export function measureDuplicates(): Measurement {
  const users = Array.from({ length: 40_000 }, (_, i) => neoUser({ id: String(i), workEmail: address(i % 39_000) }));
  const directory = directoryOf(users, []);
  const value = timed(5, () => auditDirectory(directory, POLICY));
  return { name: 'duplicates among 40,000 addresses (whole audit of one list)', value, unit: 'ms', budget: 40, peer: null };
}

/** Suggestions for 2,000 people whose address is one mistake away, among 100,000 accounts; all pairs as the peer, on a tenth. */
export function measureNearMisses(): Measurement {
  const ACCOUNTS = 100_000;
  const UNMATCHED = 2_000;
  const accounts = Array.from({ length: ACCOUNTS }, (_, i) => amazonUser({ email: address(i) }));
  const users = Array.from({ length: UNMATCHED }, (_, i) => neoUser({ id: String(i), workEmail: mistyped(address(i * 50)) }));
  const directory = directoryOf(users, accounts);
  const found = auditDirectory(directory, POLICY).summary.byCode['email-differs-typo'] ?? 0;
  const value = timed(3, () => auditDirectory(directory, POLICY));
  const TENTH = UNMATCHED / 10;
  const start = performance.now();
  let near = 0;
  for (let i = 0; i < TENTH; i++)
    for (const account of accounts) if (distance((users[i] as { workEmail: string }).workEmail, account.email) <= 2) near++;
  const peer = (performance.now() - start) * (UNMATCHED / TENTH);
  return {
    name: 'near-miss suggestions for 2,000 unmatched among 100,000 (whole audit)',
    value,
    unit: 'ms',
    budget: 500,
    peer: { name: 'fastest-levenshtein, all pairs (a tenth, times ten)', value: peer },
    note: `${found} found; the peer saw ${near} pairs in its tenth`,
  };
}
