import type { ChunkedWork } from '../../chunks/chunked-work.ts';
import type { AmazonUser, Directory, NeoUser } from '../../directory/directory.ts';
import { addDirectoryInformation, createDirectoryLeaverCheck, type DirectoryLeaverCheck } from '../company-directory/directory-findings.ts';
import { type DirectoryJoin, joinDirectory } from '../company-directory/directory-join.ts';
import type { Finding } from '../finding.ts';
import { getGateBit } from '../gates/order-state.ts';
import { createPurchasingAccessEvaluator, type PurchasingAccess } from '../gates/purchasing-groups.ts';
import { getPair, getPairedAccount, type Pairing, pairDirectories } from '../matching/pairing.ts';
import type { AuditPolicy } from '../policy.ts';
import { computeScopeMarks, type ScopeMarks } from '../scope.ts';
import type { AuditContext } from '../suggestions/suggestions.ts';
import { findSwappedAddresses } from '../suggestions/swapped-addresses.ts';
import { addAccountFindings, markAccountsWithoutFindings, NOTHING_TO_REPORT } from './account-findings.ts';
import { type AddressSharers, addAddressFindings, findAddressSharers } from './address-findings.ts';
import { createPairFinding } from './pair-findings.ts';

export const NO_FINDINGS: readonly Finding[] = [];
const [SECOND, FOURTH] = [getGateBit(2), getGateBit(4)];

/** Results of the lists that are computed once for all people. */
interface Groundwork {
  readonly directory: Directory;
  readonly context: AuditContext;
  readonly pairing: Pairing;
  readonly marks: ScopeMarks;
  readonly duplicates: ReadonlyMap<string, AddressSharers>;
  readonly sound: Uint8Array;
  readonly accessOf: (account: AmazonUser) => PurchasingAccess;
  readonly join: DirectoryJoin | null;
  readonly leavers: DirectoryLeaverCheck | null;
  /** Findings about swapped addresses, by NEO user. */
  readonly swapped: ReadonlyMap<number, Finding>;
  /** Bit mask of the unchecked gates of each evaluated person. */
  readonly unknown: Uint8Array;
  /** The directory finding about leaving, for each evaluated person; `null` = none. */
  readonly leaving: (Finding | null | undefined)[];
}

/**
 * Results of lists and policy without configuration: pairs, and findings of gates 2 to 4 and of addresses. People are evaluated on
 * demand, once.
 */
export class ListFindings {
  readonly policy: AuditPolicy;
  readonly #ground: Groundwork;
  readonly #parts: (readonly Finding[] | undefined)[];

  private constructor(ground: Groundwork, policy: AuditPolicy, parts: (readonly Finding[] | undefined)[]) {
    this.#ground = ground;
    this.policy = policy;
    this.#parts = parts;
  }

  static *of(directory: Directory, policy: AuditPolicy, context: AuditContext): ChunkedWork<ListFindings> {
    const { neoUsers } = directory;
    const marks = yield* computeScopeMarks(neoUsers, policy);
    const pairing = yield* pairDirectories(directory, policy);
    const join =
      context.directoryPeople === undefined ? null : yield* joinDirectory(context.directoryPeople, directory, pairing, marks.able);
    const ground: Groundwork = {
      directory,
      context,
      pairing,
      marks,
      // Excluded people also occupy their address, with which no other person can order.
      duplicates: yield* findAddressSharers(directory, pairing, marks.able),
      sound: yield* markAccountsWithoutFindings(directory, pairing, policy),
      accessOf: createPurchasingAccessEvaluator(policy),
      join,
      swapped: findSwappedAddresses(directory, pairing, marks.able, join),
      leavers: join === null ? null : createDirectoryLeaverCheck(join, directory, pairing),
      unknown: new Uint8Array(neoUsers.length),
      leaving: new Array(neoUsers.length),
    };
    return new ListFindings(ground, policy, new Array(neoUsers.length));
  }

  /** Returns the results for another day; only open invitations change. */
  onDay(today: string): ListFindings {
    const { directory, pairing } = this.#ground;
    const parts = this.#parts.map((part, i) =>
      directory.amazonUsers[getPairedAccount(i, pairing)]?.state === 'invited' ? undefined : part,
    );
    return new ListFindings(this.#ground, { ...this.policy, today }, parts);
  }

  get directory(): Directory {
    return this.#ground.directory;
  }

  get context(): AuditContext {
    return this.#ground.context;
  }

  get pairing(): Pairing {
    return this.#ground.pairing;
  }

  get marks(): ScopeMarks {
    return this.#ground.marks;
  }

  get join(): DirectoryJoin | null {
    return this.#ground.join;
  }

  /** Bit masks (`getGateBit`) of the unchecked gates, for people whose `part` was requested. */
  get unknown(): Uint8Array {
    return this.#ground.unknown;
  }

  /** Findings of one person as if in scope, ordered by gate. Findings of the configuration follow them. */
  part(i: number): readonly Finding[] {
    let part = this.#parts[i];
    if (part === undefined) {
      part = this.#look(i);
      this.#parts[i] = part;
    }
    return part;
  }

  /** The directory finding about a leaver; `null` if there is none. */
  leaver(i: number): Finding | null {
    const { leavers, leaving } = this.#ground;
    if (leavers === null) return null;
    let found = leaving[i];
    if (found === undefined) {
      const findings: Finding[] = [];
      leavers.add(i, findings);
      found = findings[0] ?? null;
      leaving[i] = found;
    }
    return found;
  }

  /** Findings about accounts of leavers who are not in NEO. */
  leavingAccounts(): readonly Finding[] {
    const findings: Finding[] = [];
    this.#ground.leavers?.addAccounts(findings);
    return findings;
  }

  #look(i: number): readonly Finding[] {
    const { directory, pairing, duplicates, sound, join, unknown, accessOf } = this.#ground;
    const { policy } = this;
    const found: Finding[] = [];
    let open = stateFinding(directory.neoUsers[i] as NeoUser, i, found) ? SECOND : 0;
    const pair = getPair(i, pairing);
    const isUsable = addAddressFindings(i, pair, directory, pairing, duplicates, policy, found);
    const swapped = this.#ground.swapped.get(i);
    if (swapped !== undefined) found.push(swapped);
    if (pair !== null && pair.kind !== 'exact') found.push(createPairFinding(pair, i, directory, pairing, policy));
    if (pair !== null && sound[pair.amazonIndex] !== NOTHING_TO_REPORT) {
      const account = directory.amazonUsers[pair.amazonIndex] as AmazonUser;
      const { inGroup, punchout } = accessOf(account);
      if (account.state === 'unknown' || punchout === null || inGroup === 'unknown') open |= FOURTH;
    }
    if (pair === null || sound[pair.amazonIndex] === 0) addAccountFindings(i, pair, isUsable, directory, pairing, policy, accessOf, found);
    unknown[i] = open;
    if (found.length === 0) return NO_FINDINGS;
    // A copy, because an array filled by `push` reserves space for seventeen elements.
    return join === null ? found.slice() : addDirectoryInformation(found, join, directory);
  }
}

/** Adds a finding for an unknown state word; returns whether it did. */
function stateFinding({ state, unclear }: NeoUser, neoIndex: number, findings: Finding[]): boolean {
  if (state !== 'unknown') return false;
  const word = Object.values(unclear ?? {})[0] || 'none';
  findings.push({
    code: 'user-state-unknown',
    neoIndex,
    amazonIndex: -1,
    reason: { key: 'user-state-unknown', params: { word } },
    suggestion: null,
  });
  return true;
}
