import { type ChunkedWork, runToEnd } from '#shared/domain/chunks/chunked-work.ts';
import type { Directory, NeoUser } from '#shared/domain/directory/directory.ts';
import type { DirectoryPerson } from '#shared/domain/directory/directory-people.ts';
import { type Audit, IncrementalAudit } from '#shared/domain/readiness/audit.ts';
import type { Configuration } from '#shared/domain/readiness/gates/configuration.ts';
import type { AuditPolicy } from '#shared/domain/readiness/policy.ts';
import type { AuditContext } from '#shared/domain/readiness/suggestions/suggestions.ts';
import { createExclusions } from '#shared/domain/triage/exclusions.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { FormerEmails } from '../../storage/lists/people-store.ts';
import type { CompanySource } from '../company-source.ts';
import { buildConfiguration } from '../configuration.ts';
import type { DraftCache } from '../drafts/draft-cache.ts';
import type { LastIssuedNumbers } from '../drafts/serial-standings.ts';
import { getCurrentAmazonList } from '../lists/amazon-account.ts';
import type { OrderCache } from '../orders/order-cache.ts';
import { getExclusions, getGroupsToCheck, getMatchingPolicy, listGatesWithoutColumn } from '../policies.ts';

/** Inputs of an audit. */
interface AuditSource extends CompanySource {
  readonly orders: OrderCache;
  readonly serials: LastIssuedNumbers;
  readonly draftCache: DraftCache;
  /** Returns the people of the company directory; `null` if none was imported. */
  directoryPeople(): readonly DirectoryPerson[] | null;
  loginOf(user: NeoUser): string;
}

/** Lists and policies of an audit; `key` identifies them. */
interface Grounds {
  readonly lists: readonly string[];
  readonly domains: ReturnType<CompanyFile['domains']>;
  readonly matching: ReturnType<typeof getMatchingPolicy>;
  readonly groups: ReturnType<typeof getGroupsToCheck>;
  readonly openGates: ReturnType<typeof listGatesWithoutColumn>;
  readonly exclusions: ReturnType<typeof getExclusions>;
  readonly key: string;
}

/** Runs audits of an open company and reuses results while lists and policies are unchanged. */
export class AuditRunner {
  readonly #source: AuditSource;
  #begun: { readonly key: string; readonly audit: IncrementalAudit } | null = null;

  constructor(source: AuditSource) {
    this.#source = source;
  }

  /** Whether both sides have a list, Amazon's for the account in use. */
  hasBothLists(): boolean {
    const file = this.#source.file();
    return getCurrentAmazonList(file) !== null && file.people.current().some(({ side }) => side === 'neo');
  }

  /** Returns the audit of the current drafts; `null` if one side has no list. */
  of(today: string): Audit | null {
    return runToEnd(this.#begin(today))?.of(this.#configuration()) ?? null;
  }

  /** Returns the audit of a modified configuration; `null` if one side has no list. */
  aside(today: string, change: (drafts: Configuration) => Configuration): Audit | null {
    const configuration = this.#configuration();
    return runToEnd(this.#begin(today))?.aside(configuration === null ? null : change(configuration)) ?? null;
  }

  /** Computes the next result of `of` in pieces. If `of` is called in between, it computes the rest at once with the same result. */
  *prepare(today: string): ChunkedWork<void> {
    const audit = yield* this.#begin(today);
    if (audit === null) return;
    yield;
    const configuration = this.#configuration();
    yield* audit.prepare(configuration);
  }

  /** Starts an audit of the current lists and policies; `null` if one side has no list. */
  *#begin(today: string): ChunkedWork<IncrementalAudit | null> {
    if (!this.hasBothLists()) return null;
    const grounds = this.#grounds();
    if (this.#begun?.key !== grounds.key) {
      const audit = yield* this.#beginOn(grounds, today);
      // Another call may have created it in the meantime, or a list or policy may have changed.
      if (this.#begun?.key !== grounds.key && this.#grounds().key === grounds.key) this.#begun = { key: grounds.key, audit };
    }
    if (this.#begun?.key !== grounds.key) return null;
    const { audit } = this.#begun;
    audit.turnTo(today);
    return audit;
  }

  /** Returns the current lists and policies with their key. */
  #grounds(): Grounds {
    const file = this.#source.file();
    const parts = {
      lists: file.people.currentNames(),
      domains: file.domains(),
      matching: getMatchingPolicy(file),
      groups: getGroupsToCheck(file),
      openGates: listGatesWithoutColumn(file),
      exclusions: getExclusions(file),
    };
    return { ...parts, key: JSON.stringify(parts) };
  }

  *#beginOn({ domains, matching, groups, openGates, exclusions }: Grounds, today: string): ChunkedWork<IncrementalAudit> {
    const file = this.#source.file();
    const directory = this.#source.directory();
    const directoryPeople = this.#source.directoryPeople();
    const excludedBy = createExclusions(exclusions, (user) => this.#source.loginOf(user));
    const { caseComparison, amazonUsersFrom } = matching;
    const policy: AuditPolicy = {
      email: { ...domains, caseComparison },
      today,
      excluded: (user) => excludedBy(user) >= 0,
      ...groups,
      amazonUsersFrom,
      openGates,
    };
    const former = formerAddresses(directory, file.people.formerEmails());
    const context = { former, ...(directoryPeople !== null && { directoryPeople }) };
    return yield* IncrementalAudit.beginInPieces(directory, policy, context);
  }

  /** Returns the drafts as configuration; `null` if there are none, so that no people are looked up. */
  #configuration(): Configuration | null {
    const { orders, serials, draftCache } = this.#source;
    const file = this.#source.file();
    const company = file.drafts.state().drafts.size === 0 ? null : draftCache.company();
    if (company === null) return null;
    return buildConfiguration(
      file,
      company,
      (route) => orders.pastOrdersOf(route),
      (id, serial) => serials.of(id, serial),
    );
  }
}

/** Returns the previous addresses of a pair if one of them changed, else `null`. For unchanged addresses the current one is returned. */
const formerAddresses =
  ({ neoUsers, amazonUsers }: Directory, former: FormerEmails): NonNullable<AuditContext['former']> =>
  (neoIndex, amazonIndex) =>
    former.neo.has(neoIndex) || former.amazon.has(amazonIndex)
      ? {
          neo: former.neo.has(neoIndex) ? (former.neo.get(neoIndex) ?? null) : (neoUsers[neoIndex]?.workEmail ?? null),
          amazon: former.amazon.has(amazonIndex) ? (former.amazon.get(amazonIndex) ?? null) : (amazonUsers[amazonIndex]?.email ?? null),
        }
      : null;
