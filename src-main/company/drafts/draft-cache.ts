import type { PastVolume } from '#shared/domain/checkout/order-history.ts';
import type { Directory } from '#shared/domain/directory/directory.ts';
import type { Draft, DraftState } from '#shared/domain/drafts/draft.ts';
import { DraftLint } from '#shared/domain/drafts/lint.ts';
import { parseCalendarDay } from '#shared/domain/serials/day.ts';
import { ASSUMED_MONTHLY_VOLUME } from '#shared/domain/serials/forecast.ts';
import type { LastIssued } from '#shared/domain/serials/last-issued.ts';
import type { Serial } from '#shared/domain/serials/serial.ts';
import type { CompanyFile } from '../../storage/company-file.ts';
import type { CompanySource } from '../company-source.ts';
import { CompanyPeople } from '../directory/company-people.ts';
import { getMissingFacts } from '../directory/missing-facts.ts';
import type { PeoplePicker } from '../directory/people-picker.ts';
import type { OrderCache } from '../orders/order-cache.ts';
import { getCompanyRules } from '../policies.ts';
import { DraftSearch } from './draft-search.ts';
import { createDraftStateGetter } from './draft-states.ts';
import type { LastIssuedNumbers } from './serial-standings.ts';

/** A company source that also provides the people in scope. */
export interface DraftSource extends CompanySource {
  /** A flag per person of the drafts (1 = in scope), see `createScope`. */
  scope(): Uint8Array;
}

/** People, search, lint and similar data for calls about drafts; each is computed once while its inputs are unchanged. */
export class DraftCache {
  readonly #source: DraftSource;
  readonly #orders: OrderCache;
  readonly #serials: LastIssuedNumbers;
  #company: { readonly directory: Directory; readonly made: CompanyPeople | null } | null = null;
  #search: { readonly picker: PeoplePicker | null; readonly made: DraftSearch } | null = null;
  #lint: { readonly key: string; readonly company: CompanyPeople | null; readonly lint: DraftLint } | null = null;

  constructor(source: DraftSource, orders: OrderCache, serials: LastIssuedNumbers) {
    this.#source = source;
    this.#orders = orders;
    this.#serials = serials;
  }

  /** The indexed people; `null` without a NEO user list. */
  company(): CompanyPeople | null {
    const directory = this.#source.directory();
    if (this.#company?.directory !== directory) this.#company = { directory, made: this.#makeCompany(this.#source.file(), directory) };
    return this.#company.made;
  }

  /** A flag per person in `company().people` (1 = in scope). */
  scope(): Uint8Array {
    return this.#source.scope();
  }

  #makeCompany(file: CompanyFile, { neoUsers, organizations, approvers }: Directory): CompanyPeople | null {
    const lists = file.people.current();
    if (!lists.some(({ side }) => side === 'neo')) return null;
    const missingFacts = getMissingFacts(lists, { neoUsers });
    return new CompanyPeople({ neoUsers, organizations, approvers, roles: file.people.roles(), workflowAdmins: [], missingFacts });
  }

  /** Returns a function that compares a draft with the server; reuse it for many drafts. */
  states(): (draft: Draft) => DraftState {
    return createDraftStateGetter(this.#source.file());
  }

  /** Returns the search over drafts, which uses the current names of people and objects. */
  search(): DraftSearch {
    const picker = this.company()?.picker ?? null;
    if (this.#search === null || this.#search.picker !== picker) this.#search = { picker, made: new DraftSearch(picker) };
    return this.#search.made;
  }

  /** Returns the number of applications per month for serial numbers; `orders: 0` marks an assumed volume. */
  volume(): PastVolume {
    return this.#orders.volume() ?? { perMonth: ASSUMED_MONTHLY_VOLUME, orders: 0, days: 0, until: '' };
  }

  /** Returns the last number issued by a rule; `null` = unknown. */
  lastIssued(id: string, serial: Serial): LastIssued | null {
    return this.#serials.of(id, serial);
  }

  /** Returns the lint for the current state; reuse it for many drafts. */
  lint(): DraftLint {
    const file = this.#source.file();
    const { revision, drafts } = file.drafts.state();
    const company = this.company();
    const today = this.#source.today();
    const rules = getCompanyRules(file);
    const { perMonth: monthlyVolume, orders: counted } = this.volume();
    const isVolumeAssumed = counted === 0;
    const key = `${file.revision()} ${revision} ${today} ${monthlyVolume} ${isVolumeAssumed} ${JSON.stringify(rules)}`;
    if (this.#lint?.key !== key || this.#lint.company !== company) {
      const outlook = { today: parseCalendarDay(today) ?? { year: 2000, month: 1, day: 1 }, monthlyVolume, isVolumeAssumed };
      const lint = new DraftLint(
        drafts,
        {
          people: company?.people ?? null,
          company: company?.index ?? null,
          rules,
          outlook,
          lastIssued: (id, serial) => this.lastIssued(id, serial),
        },
        this.#lint?.lint,
      );
      this.#lint = { key, company, lint };
    }
    return this.#lint.lint;
  }
}
