import { type ChunkedWork, forEachInChunks, runToEnd } from '../chunks/chunked-work.ts';
import type { Directory } from '../directory/directory.ts';
import type { DirectoryJoin } from './company-directory/directory-join.ts';
import type { Finding, FindingCode, WritableAddress } from './finding.ts';
import { ConfigurationAuditor, type ConfigurationFindings } from './findings/configuration-findings.ts';
import { ListFindings, NO_FINDINGS } from './findings/list-findings.ts';
import { areSameFindings, areSameItems, areSameMarks } from './findings/same-findings.ts';
import { ScopeFindings } from './findings/scope-findings.ts';
import { SuspendedFindings } from './findings/suspended-findings.ts';
import { type Configuration, getAllowedMarks, getDefaultRoute, listUncheckedGates, type UncheckedGate } from './gates/configuration.ts';
import { computeGateMasks, countPeople, getGateBit, getUncheckedGateMask, type PeopleCounts } from './gates/order-state.ts';
import { findDecisiveFindings } from './gates/reasons.ts';
import { NO_UNCHECKED_GATES } from './gates/unchecked-gates.ts';
import type { AuditPolicy } from './policy.ts';
import { createScope, type Scope } from './scope.ts';
import type { InvitationDoubt } from './suggestions/invitation-doubts.ts';
import type { AuditContext, WithheldReason } from './suggestions/suggestions.ts';

/** Result of the check whether each person can order, based on lists and configuration. */
export interface Audit {
  /** Findings about everyone; then by person in NEO's order, each person's findings by gate; then findings about Amazon only. */
  readonly findings: readonly Finding[];
  /** 1 for each NEO user in scope. */
  readonly inScope: Uint8Array;
  /** 1 for each NEO user excluded only by the exclusion list. */
  readonly excluded: Uint8Array;
  /** For each NEO user, the index of the finding under which the person counts, or `-1`. */
  readonly firstClosed: Int32Array;
  /** For each NEO user in scope, a bit mask of the unchecked gates (`getGateBit`). `getPersonOrderState` decides who can order. */
  readonly notChecked: Uint8Array;
  /** Why there is no suggestion, by NEO user with a finding. */
  readonly withheld: ReadonlyMap<number, WithheldReason>;
  /** Alternative addresses, with or without a suggestion, by NEO user. */
  readonly ways: ReadonlyMap<number, readonly WritableAddress[]>;
  /** Why an invitation needs a check, by NEO user without account. */
  readonly doubts: ReadonlyMap<number, readonly InvitationDoubt[]>;
  /** Gates that cannot be checked yet for anyone. */
  readonly unseen: readonly UncheckedGate[];
  /** Matches with the company directory; omitted if none was imported. */
  readonly join?: DirectoryJoin;
  readonly summary: AuditSummary;
}

/** `ready`, `blocked` and `notChecked` add up to `inScope`; the other `users` are out of scope. */
export interface AuditSummary extends PeopleCounts {
  readonly users: number;
  /** People excluded only by the exclusion list; omitted without such a list. */
  readonly excluded?: number;
  /** Findings per code; codes without findings are omitted. */
  readonly byCode: Readonly<Partial<Record<FindingCode, number>>>;
}

/** Audits both lists, and the configuration as far as known. Pure, deterministic, linear; never throws for any text. */
export const auditDirectory = (
  directory: Directory,
  policy: AuditPolicy,
  configuration: Configuration | null = null,
  context: AuditContext = {},
): Audit => IncrementalAudit.begin(directory, policy, context).of(configuration);

/** Number of scopes cached beside the present one: a plan audits the people before and after it. */
const KEPT_SCOPES = 4;

/**
 * Audits one set of lists and policy repeatedly while the configuration changes. Only affected parts are recomputed, and unchanged results
 * keep their identity. The result always equals that of `auditDirectory`. See docs/adr/0018-incremental-audit.md.
 */
export class IncrementalAudit {
  #lists: ListFindings;
  #scopes: readonly ScopeFindings[];
  readonly #gates = new ConfigurationAuditor();
  readonly #suspended = new SuspendedFindings();
  /** Inputs of each person's findings, in one array per input, because an object per person would cost more than caching saves. */
  readonly #of = {
    lists: [] as (readonly Finding[])[],
    invoice: [] as (Finding | null)[],
    route: [] as (readonly Finding[])[],
    leaving: [] as (Finding | null)[],
  };
  readonly #parts: (readonly Finding[])[] = [];
  #last: {
    readonly grounds: readonly unknown[];
    readonly everybody: readonly Finding[];
    readonly ofPeople: readonly Finding[];
    readonly answer: Audit;
  } | null = null;

  private constructor(lists: ListFindings, scopes: readonly ScopeFindings[]) {
    this.#lists = lists;
    this.#scopes = scopes;
  }

  static begin(directory: Directory, policy: AuditPolicy, context: AuditContext = {}): IncrementalAudit {
    return runToEnd(IncrementalAudit.beginInPieces(directory, policy, context));
  }

  static *beginInPieces(directory: Directory, policy: AuditPolicy, context: AuditContext = {}): ChunkedWork<IncrementalAudit> {
    return new IncrementalAudit(yield* ListFindings.of(directory, policy, context), []);
  }

  /** Computes the next result of `of` in pieces. A query between two pieces returns the same result as always. */
  *prepare(configuration: Configuration | null): ChunkedWork<void> {
    yield* this.#auditInPieces(configuration);
  }

  /** Changes the day, `YYYY-MM-DD`; the lists stay the same. */
  turnTo(today: string): void {
    if (this.#lists.policy.today === today) return;
    this.#lists = this.#lists.onDay(today);
    this.#scopes = this.#scopes.map((scope) => scope.on(this.#lists));
    this.#last = null;
  }

  /** Audits a configuration, which becomes the base of the next comparison. Returns the same object if nothing changed. */
  of(configuration: Configuration | null): Audit {
    return runToEnd(this.#auditInPieces(configuration));
  }

  *#auditInPieces(configuration: Configuration | null): ChunkedWork<Audit> {
    const lists = this.#lists;
    const { policy, join } = lists;
    const allowed = configuration === null ? null : getAllowedMarks(configuration);
    const scoped = yield* this.#under(lists, createScope(lists.marks, allowed));
    const { inScope, excluded, able } = scoped.scope;
    if (configuration !== null && getDefaultRoute(configuration)) {
      // Builds the lazy index in a piece of its own.
      void configuration.company;
      yield;
    }
    const gates = configuration === null ? null : this.#gates.look(configuration, allowed, inScope, policy.today);
    const suspended = this.#suspended.of(lists.directory, able, configuration);
    const everybody = gates?.everybody ?? NO_FINDINGS;
    const unchecked = gates?.unchecked ?? NO_UNCHECKED_GATES;
    const unseen = [...listUncheckedGates(configuration, policy.today), ...unchecked.parts];
    const grounds = [scoped, suspended, ...(gates?.grounds ?? [])];
    const last = this.#last;
    const isAsBefore = last !== null && areSameItems(last.grounds, grounds);
    if (isAsBefore && areSameItems(last.answer.unseen, unseen) && areSameFindings(last.everybody, everybody)) return last.answer;
    yield;
    const ofPeople = isAsBefore ? last.ofPeople : yield* this.#ofPeople(lists, scoped, gates, suspended);
    const findings = everybody.length === 0 ? ofPeople : [...everybody, ...ofPeople];
    yield;
    const firstClosed = findDecisiveFindings(findings, inScope);
    yield;
    const forAll = (policy.openGates ?? []).reduce((mask, gate) => mask | getGateBit(gate), getUncheckedGateMask(unseen));
    const masks = computeGateMasks(
      findings,
      inScope,
      unchecked.masks === null ? [lists.unknown] : [lists.unknown, unchecked.masks],
      forAll,
    );
    yield;
    const { notChecked } = masks;
    const counts = countPeople(findings, { inScope, firstClosed, notChecked }, masks);
    yield;
    const summary = { users: inScope.length, ...counts, byCode: countCodes(findings) };
    const { withheld, ways, doubts } = scoped.suggestions;
    const answer: Audit = {
      findings,
      inScope,
      excluded,
      firstClosed,
      notChecked,
      withheld,
      ways,
      doubts,
      unseen,
      ...(join !== null && { join }),
      summary: policy.excluded === undefined ? summary : { ...summary, excluded: countOnes(excluded) },
    };
    // If the day changed between two pieces, the result is that of the former day.
    if (this.#lists === lists) this.#last = { grounds, everybody, ofPeople, answer };
    return answer;
  }

  /** Audits another configuration without changing the base of the next comparison. */
  aside(configuration: Configuration | null): Audit {
    const other = new IncrementalAudit(this.#lists, this.#scopes);
    const answer = other.of(configuration);
    this.#scopes = other.#scopes;
    return answer;
  }

  /** Findings of the lists under a scope; reused if the scope equals a cached one. */
  *#under(lists: ListFindings, scope: Scope): ChunkedWork<ScopeFindings> {
    const known = this.#known(scope);
    if (known !== undefined) return this.#remember(known);
    const scoped = yield* ScopeFindings.of(lists, scope);
    return this.#lists === lists ? this.#remember(this.#known(scope) ?? scoped) : scoped;
  }

  #known({ inScope, excluded }: Scope): ScopeFindings | undefined {
    return this.#scopes.find(({ scope }) => areSameMarks(scope.inScope, inScope) && areSameMarks(scope.excluded, excluded));
  }

  #remember(found: ScopeFindings): ScopeFindings {
    this.#scopes = [found, ...this.#scopes.filter((other) => other !== found)].slice(0, KEPT_SCOPES);
    return found;
  }

  /** Findings of all people in list order, then those about Amazon only. */
  *#ofPeople(
    lists: ListFindings,
    scoped: ScopeFindings,
    gates: ConfigurationFindings | null,
    suspended: ReadonlyMap<number, Finding>,
  ): ChunkedWork<readonly Finding[]> {
    const { inScope, excluded, able } = scoped.scope;
    const findings: Finding[] = [];
    yield* forEachInChunks(inScope.length, (i) => {
      let part: readonly Finding[];
      if (inScope[i] === 1) {
        const [invoice, route] = gates === null ? [null, NO_FINDINGS] : [gates.invoice(i), gates.route(i)];
        part = this.#joined(i, scoped.part(i), invoice, route, lists.leaver(i));
      } else {
        const found = able[i] === 0 ? (suspended.get(i) ?? null) : excluded[i] === 0 ? lists.leaver(i) : null;
        part = this.#joined(i, NO_FINDINGS, null, NO_FINDINGS, found);
      }
      for (let at = 0; at < part.length; at++) findings.push(part[at] as Finding);
    });
    for (const finding of scoped.amazonOnly) findings.push(finding);
    return findings;
  }

  #joined(
    i: number,
    lists: readonly Finding[],
    invoice: Finding | null,
    route: readonly Finding[],
    leaving: Finding | null,
  ): readonly Finding[] {
    const of = this.#of;
    const known = this.#parts[i];
    if (known !== undefined && of.lists[i] === lists && of.invoice[i] === invoice && of.route[i] === route && of.leaving[i] === leaving)
      return known;
    of.lists[i] = lists;
    of.invoice[i] = invoice;
    of.route[i] = route;
    of.leaving[i] = leaving;
    const isOfListsAlone = invoice === null && route.length === 0 && leaving === null;
    const part = isOfListsAlone
      ? lists
      : [...lists, ...(invoice === null ? [] : [invoice]), ...route, ...(leaving === null ? [] : [leaving])];
    this.#parts[i] = part;
    return part;
  }
}

function countOnes(marks: Uint8Array): number {
  let ones = 0;
  for (let i = 0; i < marks.length; i++) ones += marks[i] as number;
  return ones;
}

function countCodes(findings: readonly Finding[]): AuditSummary['byCode'] {
  const byCode: Partial<Record<FindingCode, number>> = {};
  for (const { code } of findings) byCode[code] = (byCode[code] ?? 0) + 1;
  return byCode;
}
