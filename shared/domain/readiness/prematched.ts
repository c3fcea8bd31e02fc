import type { AmazonUser, Directory, NeoUser } from '../directory/directory.ts';
import { type Audit, auditDirectory } from './audit.ts';
import type { CountedAddresses } from './evidence/company-writing.ts';
import { getGateBit, getUncheckedGateMask, isReadyWithUnchecked, type PeopleCounts } from './gates/order-state.ts';
import type { AuditPolicy } from './policy.ts';

/**
 * Marks (1) of people and accounts that have no findings and on which no other finding depends. The person is in scope and has an ordinary
 * personal address of a company domain. Exactly one active account has this address character by character, and no other person or account
 * has it in any spelling. No other address of the person is a work address or an account's. The account does not seem to belong to another
 * person by name, employee code or login id (`rateMisplacement`).
 */
export interface PrematchedMarks {
  readonly neo: Uint8Array;
  readonly amazon: Uint8Array;
  /** The work addresses of these people, from which the company's conventions are also learned. */
  readonly addresses: CountedAddresses;
  /**
   * True if no account of the list has a state or role, so that those of all prematched accounts are unknown. Otherwise they are known for
   * each.
   */
  readonly accountsUnknown: boolean;
}

/** Equals `audit` of the whole directory, but evaluates only the other people, because most people are prematched. */
export function auditWithoutPrematched(directory: Directory, prematched: PrematchedMarks, policy: AuditPolicy): Audit {
  const { neoUsers, amazonUsers } = directory;
  const people = openIndices(prematched.neo);
  // An account in the wrong group is not prematched, and the byte comparison does not check groups.
  if (people.length === neoUsers.length || (policy.purchasingGroups ?? []).length > 0) return auditDirectory(directory, policy);
  const accounts = openIndices(prematched.amazon);
  const rest = auditDirectory(
    {
      ...directory,
      neoUsers: people.map((index) => neoUsers[index] as NeoUser),
      amazonUsers: accounts.map((index) => amazonUsers[index] as AmazonUser),
    },
    policy,
    null,
    { prematched: { ...prematched.addresses, users: neoUsers, marks: prematched.neo } },
  );
  const { summary } = rest;
  const sure = neoUsers.length - people.length;
  const forAll = (policy.openGates ?? []).reduce((mask, gate) => mask | getGateBit(gate), getUncheckedGateMask(rest.unseen));
  const open = forAll | (prematched.accountsUnknown ? getGateBit(4) : 0);
  const notChecked = prematched.neo.map((mark) => (mark === 1 ? open : 0));
  const inScope = prematched.neo.slice();
  const excluded = new Uint8Array(neoUsers.length);
  const firstClosed = new Int32Array(neoUsers.length).fill(-1);
  people.forEach((index, at) => {
    inScope[index] = rest.inScope[at] as number;
    excluded[index] = rest.excluded[at] as number;
    firstClosed[index] = rest.firstClosed[at] as number;
    notChecked[index] = rest.notChecked[at] as number;
  });
  return {
    findings: rest.findings.map((finding) => ({
      ...finding,
      neoIndex: people[finding.neoIndex] ?? -1,
      amazonIndex: accounts[finding.amazonIndex] ?? -1,
    })),
    inScope,
    excluded,
    firstClosed,
    notChecked,
    withheld: byPerson(rest.withheld, people),
    ways: byPerson(rest.ways, people),
    doubts: byPerson(rest.doubts, people),
    unseen: rest.unseen,
    summary: { ...summary, users: neoUsers.length, ...withOpen(summary, sure, open) },
  };
}

/** Adds `people` without closed gates to the counts; the gates in the mask `open` are not checked for them. */
function withOpen(counts: PeopleCounts, people: number, open: number): PeopleCounts {
  const { ready, blocked, notChecked, matched } = counts;
  const isReady = isReadyWithUnchecked(open);
  return {
    inScope: counts.inScope + people,
    ready: ready + (isReady ? people : 0),
    blocked,
    notChecked: notChecked + (isReady ? 0 : people),
    matched: matched + people,
    gates: counts.gates.map((count) =>
      (open & getGateBit(count.gate)) === 0
        ? { ...count, passed: count.passed + people }
        : { ...count, notChecked: count.notChecked + people },
    ),
  };
}

/** Converts indexes to those in the complete list. */
const byPerson = <T>(map: ReadonlyMap<number, T>, people: readonly number[]): ReadonlyMap<number, T> =>
  new Map([...map].map(([at, value]) => [people[at] as number, value]));

function openIndices(marks: Uint8Array): number[] {
  const open: number[] = [];
  for (let index = 0; index < marks.length; index++) if (marks[index] === 0) open.push(index);
  return open;
}
