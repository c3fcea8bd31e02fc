import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Directory, NeoUser } from '#shared/domain/directory/directory.ts';
import { toCanonicalAddress } from '#shared/domain/email/index.ts';
import { type AccountAdvice, isRemovalReason, listAccountAdvice } from '#shared/domain/fixes/account-changes.ts';
import { type Fix, getFixState } from '#shared/domain/fixes/fixes.ts';
import { type AddressIndex, type AddressRegister, createAddressRegister, indexAddresses } from '#shared/domain/fixes/fixes-plan.ts';
import type { Finding } from '#shared/domain/readiness/finding.ts';
import type { FindingsView } from '../../company/findings/findings-view.ts';
import { createFixStateFacts } from '../../company/findings/fix-views.ts';
import { getMatchingPolicy, hasAmazonGroups } from '../../company/policies.ts';
import type { CompanySession } from '../../company/session.ts';
import type { FixStore } from '../../storage/findings/fix-store.ts';
import { getAccountGroups } from './fix-accounts.ts';
import { findOutdatedFixes } from './fix-grounds.ts';

export const isOpenFix = ({ state }: Fix): boolean => state === 'adopted' || state === 'written';

/** Fixes of a company with the data to evaluate them; computed once per revision. */
export class FixContext {
  readonly #session: CompanySession;
  #settledFor: FindingsView | null = null;
  #listed: { readonly view: FindingsView; readonly users: ReadonlyMap<string, NeoUser> } | null = null;
  #addresses: { readonly directory: Directory; readonly index: AddressIndex } | null = null;

  #accounts: {
    readonly view: FindingsView;
    readonly fixes: number;
    readonly drafts: number;
    readonly company: object | null;
    readonly policy: string;
    readonly advice: readonly AccountAdvice[];
  } | null = null;

  constructor(session: CompanySession) {
    this.#session = session;
  }

  get store(): FixStore {
    return this.#session.file().fixes;
  }

  /** Updates the states of all fixes by the current lists (arrived, overtaken, lost) and returns the fixes by person. */
  current(): ReadonlyMap<string, Fix> {
    const view = this.#session.findings();
    const fixes = this.store.all();
    if (view !== null && view !== this.#settledFor) {
      // Without fixes nothing is indexed, which takes 0.1 s for 100,000 people.
      if (fixes.size > 0) this.#updateStates(fixes, view);
      this.#settledFor = view;
    }
    return this.store.all();
  }

  #updateStates(fixes: ReadonlyMap<string, Fix>, view: FindingsView): void {
    const facts = createFixStateFacts(view, hasAmazonGroups(this.#session.file()));
    const moved: Fix[] = [];
    for (const fix of fixes.values()) {
      const state = getFixState(fix, facts);
      if (state !== fix.state) moved.push({ ...fix, state });
    }
    this.store.settle(moved);
  }

  /** Forces a new evaluation, because undo and redo restore former states although the lists may have changed. */
  judgeAgain(): void {
    this.#settledFor = null;
  }

  open(): readonly Fix[] {
    return [...this.current().values()].filter(isOpenFix);
  }

  /** Returns the addresses that open fixes write into NEO, in canonical form. */
  given(): ReadonlySet<string> {
    return new Set(this.open().flatMap(({ side, account, to }) => (side === 'neo' && account === null ? [toCanonicalAddress(to)] : [])));
  }

  /**
   * Returns all account changes advised by the current lists and drafts. An account whose address an open fix assigns to a person is never
   * ended.
   */
  accounts(view: FindingsView): readonly AccountAdvice[] {
    const file = this.#session.file();
    const fixes = this.store.version();
    const drafts = file.drafts.state().revision;
    const company = this.#session.draftCache.company();
    const policy = JSON.stringify(getMatchingPolicy(file));
    const known = this.#accounts;
    if (known?.view !== view || known.fixes !== fixes || known.drafts !== drafts || known.company !== company || known.policy !== policy) {
      const given = this.given();
      const advice = listAccountAdvice(view, getAccountGroups(this.#session), getMatchingPolicy(file).amazonUsersFrom).filter(
        ({ amazonIndex, why }) =>
          !isRemovalReason(why) || !given.has(toCanonicalAddress(view.directory.amazonUsers[amazonIndex]?.email ?? '')),
      );
      this.#accounts = { view, fixes, drafts, company, policy, advice };
    }
    return this.#accounts?.advice ?? [];
  }

  /** Returns those of the fixes that the current lists and policies no longer support, with the reason. */
  outdated(fixes: readonly Fix[]): ReturnType<typeof findOutdatedFixes> {
    const view = this.#session.findings();
    if (view === null) return new Map();
    const { amazonUsersFrom } = getMatchingPolicy(this.#session.file());
    return findOutdatedFixes(fixes, { view, register: this.register(view), accounts: this.accounts(view), amazonUsersFrom });
  }

  /**
   * Returns the people of the current NEO list by persistent identity. Reuse the result, because each call checks whether the findings are
   * current.
   */
  listed(): ReadonlyMap<string, NeoUser> {
    const view = this.#session.findings();
    if (view === null) return new Map();
    if (this.#listed?.view !== view)
      this.#listed = { view, users: new Map(view.people.map((key, at) => [key, view.directory.neoUsers[at] as NeoUser])) };
    return this.#listed.users;
  }

  register({ directory, people }: FindingsView): AddressRegister {
    if (this.#addresses?.directory !== directory) this.#addresses = { directory, index: indexAddresses(directory) };
    return createAddressRegister(directory, people, this.open(), this.#addresses.index);
  }

  /** Returns the finding of a row. Throws `run-not-found` for another revision or an unknown row. */
  at(place: { readonly revision: number; readonly row: number }): {
    readonly view: FindingsView;
    readonly finding: Finding;
    readonly person: NeoUser | null;
  } {
    const view = this.#session.requireFindings();
    const finding = view.audit.findings[place.row];
    if (view.revision !== place.revision || finding === undefined) throw new ExpectedError('run-not-found');
    return { view, finding, person: view.person(finding) };
  }
}
