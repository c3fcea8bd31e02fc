import type { Directory, NeoUser } from '#shared/domain/directory/directory.ts';
import type { DirectoryPerson } from '#shared/domain/directory/directory-people.ts';
import { atOnce, type InPieces } from '#shared/domain/pieces/in-pieces.ts';
import { type Audit, IncrementalAudit } from '#shared/domain/readiness/audit.ts';
import type { Configuration } from '#shared/domain/readiness/configuration.ts';
import { createExclusions } from '#shared/domain/readiness/exclusions.ts';
import type { AuditPolicy } from '#shared/domain/readiness/policy.ts';
import type { AuditContext } from '#shared/domain/readiness/suggestions.ts';
import type { CompanyFile } from '../storage/company-file.ts';
import type { FormerEmails } from '../storage/people-store.ts';
import { amazonListOf } from './amazon-account.ts';
import type { CompanySource } from './company-source.ts';
import { configurationOf } from './configuration.ts';
import type { DraftCache } from './draft-cache.ts';
import type { OrderCache } from './order-cache.ts';
import { exclusionsOf, gatesWithoutColumn, groupsToCheck, matchingPolicyOf } from './policies.ts';
import type { SerialStandings } from './serial-standings.ts';

/** What an audit is made from. */
interface AuditSource extends CompanySource {
  readonly orders: OrderCache;
  readonly serials: SerialStandings;
  readonly draftCache: DraftCache;
  /** The people of the company's own directory; `null` where none was taken in. */
  directoryPeople(): readonly DirectoryPerson[] | null;
  loginOf(user: NeoUser): string;
}

/** Lists and policies; `key` names them. */
interface Grounds {
  readonly lists: readonly string[];
  readonly domains: ReturnType<CompanyFile['domains']>;
  readonly matching: ReturnType<typeof matchingPolicyOf>;
  readonly groups: ReturnType<typeof groupsToCheck>;
  readonly openGates: ReturnType<typeof gatesWithoutColumn>;
  readonly exclusions: ReturnType<typeof exclusionsOf>;
  readonly key: string;
}

/** The audit of an open company, gone on with while its lists and policies are the same. */
export class Auditing {
  readonly #source: AuditSource;
  #begun: { readonly key: string; readonly audit: IncrementalAudit } | null = null;

  constructor(source: AuditSource) {
    this.#source = source;
  }

  /** Whether both sides have a list of the accounts in use. */
  hasBothLists(): boolean {
    const file = this.#source.file();
    return amazonListOf(file) !== null && file.people.current().some(({ side }) => side === 'neo');
  }

  /** What the drafts lead to; `null` while one side has no list. */
  of(today: string): Audit | null {
    return atOnce(this.#begin(today))?.of(this.#configuration()) ?? null;
  }

  /** What another configuration than that of the drafts leads to; `null` as above. */
  aside(today: string, change: (drafts: Configuration) => Configuration): Audit | null {
    const configuration = this.#configuration();
    return atOnce(this.#begin(today))?.aside(configuration === null ? null : change(configuration)) ?? null;
  }

  /** Works out what the next `of` asks. Whoever asks between two pieces has all of it worked out at once, and is answered the same. */
  *prepare(today: string): InPieces<void> {
    const audit = yield* this.#begin(today);
    if (audit === null) return;
    yield;
    const configuration = this.#configuration();
    yield* audit.prepare(configuration);
  }

  /** The audit of the current lists under the current policies; `null` while one side has no list. */
  *#begin(today: string): InPieces<IncrementalAudit | null> {
    if (!this.hasBothLists()) return null;
    const grounds = this.#grounds();
    if (this.#begun?.key !== grounds.key) {
      const audit = yield* this.#beginOn(grounds, today);
      // Somebody who could not wait may have begun the same meanwhile, and a list or a policy may be another by now.
      if (this.#begun?.key !== grounds.key && this.#grounds().key === grounds.key) this.#begun = { key: grounds.key, audit };
    }
    if (this.#begun?.key !== grounds.key) return null;
    const { audit } = this.#begun;
    audit.turnTo(today);
    return audit;
  }

  /** Lists and policies as they stand. */
  #grounds(): Grounds {
    const file = this.#source.file();
    const parts = {
      lists: file.people.currentNames(),
      domains: file.domains(),
      matching: matchingPolicyOf(file),
      groups: groupsToCheck(file),
      openGates: gatesWithoutColumn(file),
      exclusions: exclusionsOf(file),
    };
    return { ...parts, key: JSON.stringify(parts) };
  }

  *#beginOn({ domains, matching, groups, openGates, exclusions }: Grounds, today: string): InPieces<IncrementalAudit> {
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

  /** What is drafted; `null` while there are no drafts: then nobody has to be looked up for them. */
  #configuration(): Configuration | null {
    const { orders, serials, draftCache } = this.#source;
    const file = this.#source.file();
    const company = file.drafts.state().drafts.size === 0 ? null : draftCache.company();
    if (company === null) return null;
    return configurationOf(
      file,
      company,
      (route) => orders.pastOrdersOf(route),
      (id, serial) => serials.of(id, serial),
    );
  }
}

/**
 * What both sides said of a pair in the lists before, as far as one of them has changed since; `null` where neither has. Whoever is not
 * told of has the address that they had.
 */
const formerAddresses =
  ({ neoUsers, amazonUsers }: Directory, former: FormerEmails): NonNullable<AuditContext['former']> =>
  (neoIndex, amazonIndex) =>
    former.neo.has(neoIndex) || former.amazon.has(amazonIndex)
      ? {
          neo: former.neo.has(neoIndex) ? (former.neo.get(neoIndex) ?? null) : (neoUsers[neoIndex]?.workEmail ?? null),
          amazon: former.amazon.has(amazonIndex) ? (former.amazon.get(amazonIndex) ?? null) : (amazonUsers[amazonIndex]?.email ?? null),
        }
      : null;
