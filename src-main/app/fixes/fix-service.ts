import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallOutput, CallParsedInput } from '#shared/contract/calls.ts';
import { type FixRow, MAX_LISTED_SKIPPED_ROWS, PREVIEW_ROWS } from '#shared/contract/fixes/fixes.ts';
import type { NeoUser } from '#shared/domain/directory/directory.ts';
import { foldForSearch } from '#shared/domain/directory/names.ts';
import { toCanonicalAddress } from '#shared/domain/email/index.ts';
import { type AccountAdvice, getAccountReason, isRemovalReason } from '#shared/domain/fixes/account-changes.ts';
import { FIX_STATES } from '#shared/domain/fixes/fix-state.ts';
import {
  BULK_ACTIONS,
  type Fix,
  type FixAction,
  type FixOptionFacts,
  getAccountKey,
  getAddressAction,
  getFormerValue,
  hasNeoKey,
  listFixOptions,
} from '#shared/domain/fixes/fixes.ts';
import {
  checkTypedAddress,
  createAccountFix,
  createAddressFix,
  createSwapFixes,
  type FixPlan,
  type FixPlanOptions,
  type PlannedFix,
  type PlannedRow,
  planFixes,
} from '#shared/domain/fixes/fixes-plan.ts';
import type { Finding, FindingCode, SuggestedAddress, Suggestion, WritableAddress } from '#shared/domain/readiness/finding.ts';
import { isWritableAddress } from '#shared/domain/readiness/suggestions/which-side.ts';
import { compareText } from '#shared/domain/text-order/compare-text.ts';
import type { FindingsView } from '../../company/findings/findings-view.ts';
import { toFixRow } from '../../company/findings/fix-views.ts';
import { getMatchingPolicy } from '../../company/policies.ts';
import type { CompanySession } from '../../company/session.ts';
import { type AmazonUserService, createAmazonUserService } from './amazon-user-service.ts';
import { buildAccountRows, createChosenAccountFixes, isSameAccountChange } from './fix-accounts.ts';
import { createCauses } from './fix-causes.ts';
import { FixContext } from './fix-context.ts';
import { createFixFileService } from './fix-files.ts';
import { createWorklist, listSelectedRows } from './fix-worklist.ts';

type FixCalls = FixService & ReturnType<typeof createFixFileService> & AmazonUserService;
type Bulk = CallParsedInput<'fixes.preview'>;
type FixFilter = CallParsedInput<'fixes.list'>['filter'];

const DEFAULT_SORT = { by: 'severity', direction: 'ascending' } as const;
const SAMPLE = 20;

/** Adopts, drops and lists fixes for both sides, with undo and redo. */
export interface FixService {
  fixOptions(place: CallParsedInput<'fixes.options'>): Promise<CallOutput<'fixes.options'>>;
  checkFix(typed: CallParsedInput<'fixes.check'>): Promise<CallOutput<'fixes.check'>>;
  previewFixes(bulk: CallParsedInput<'fixes.preview'>): Promise<CallOutput<'fixes.preview'>>;
  worklist(list: CallParsedInput<'fixes.worklist'>): Promise<CallOutput<'fixes.worklist'>>;
  causes(): Promise<CallOutput<'fixes.causes'>>;
  adoptFix(choice: CallParsedInput<'fixes.adopt'>): Promise<CallOutput<'fixes.adopt'>>;
  adoptFixes(bulk: CallParsedInput<'fixes.adoptMany'>): Promise<CallOutput<'fixes.adoptMany'>>;
  accountChanges(): Promise<CallOutput<'fixes.accounts'>>;
  adoptAccounts(chosen: CallParsedInput<'fixes.adoptAccounts'>): Promise<CallOutput<'fixes.adoptAccounts'>>;
  dropFixes(which: CallParsedInput<'fixes.drop'>): Promise<CallOutput<'fixes.drop'>>;
  undoFixes(stepId: number): Promise<CallOutput<'fixes.undo'>>;
  redoFixes(stepId: number): Promise<CallOutput<'fixes.redo'>>;
  fixes(window: CallParsedInput<'fixes.list'>): Promise<CallOutput<'fixes.list'>>;
}

export function createFixService(session: CompanySession): FixCalls {
  const context = new FixContext(session);
  const amazonUsersFrom = () => getMatchingPolicy(session.file()).amazonUsersFrom;

  /** Returns the function that plans the adoption of rows under the present fixes and policies. */
  function planner(view: FindingsView, rules: Omit<FixPlanOptions, 'amazonUsersFrom'>): (rows: readonly number[]) => FixPlan {
    const register = context.register(view);
    const adopted = new Set(context.open().map(({ person }) => person));
    const all = { ...rules, amazonUsersFrom: amazonUsersFrom() };
    return (rows) => planFixes(rows, view, register, adopted, all);
  }

  function plan({ selection, invite, ticked }: Bulk): { readonly view: FindingsView; readonly plan: FixPlan } {
    const view = session.requireFindings();
    if (view.revision !== selection.revision) throw new ExpectedError('run-not-found');
    const planOf = planner(view, { invite, ticked: new Set(ticked), accepted: acceptedOf(selection, view) });
    return { view, plan: planOf(listSelectedRows(selection, view)) };
  }

  /** Returns the account change for a finding that a sheet can request; `null` = none. */
  const accountOf = (view: FindingsView, { code, amazonIndex }: Finding): AccountAdvice | null => {
    const why = getAccountReason(code);
    return (
      (why === undefined ? undefined : context.accounts(view).find((one) => one.amazonIndex === amazonIndex && one.why === why)) ?? null
    );
  };

  /** Whether the finding would end an account whose address an open fix assigns to a person. */
  const isBeingGiven = (view: FindingsView, finding: Finding): boolean => {
    const why = getAccountReason(finding.code);
    const account = view.account(finding);
    return why !== undefined && isRemovalReason(why) && account !== null && context.given().has(toCanonicalAddress(account.email));
  };

  /** Whether another person has the work address or is assigned it by a fix, so that Amazon would refuse an invitation. */
  const isTaken = (view: FindingsView, { neoIndex, amazonIndex }: Finding, { workEmail }: NeoUser): boolean =>
    context.register(view).collisions(workEmail, { neoIndex, amazonIndex, side: 'amazon' }).length > 0;

  /** Throws `fix-address-taken` if an open fix assigns one of the addresses to another person. */
  function refuseTaken(planned: readonly PlannedFix[]): void {
    const people = new Set(planned.map(({ person }) => person));
    const wanted = new Set(planned.map(({ to }) => toCanonicalAddress(to)));
    const other = context
      .open()
      .find(({ person, to, account }) => account === null && !people.has(person) && wanted.has(toCanonicalAddress(to)));
    if (other !== undefined) throw new ExpectedError('fix-address-taken', { address: other.to, where: 'fix', name: other.name });
  }

  function adopt(planned: readonly PlannedFix[]): number | null {
    if (planned.length === 0) return null;
    const at = session.timestamp();
    return context.store.apply(
      'adopt',
      at,
      planned.map((fix) => [fix.person, { ...fix, adoptedAt: at, written: null, state: 'adopted' }]),
    );
  }

  return {
    async fixOptions(place) {
      const { view, finding, person } = context.at(place);
      const fixes = context.current();
      const adopted = () =>
        fixes.get(getAccountKey(account)) ??
        (person === null || advised !== null ? undefined : fixes.get(view.people[finding.neoIndex] as string));
      const advised = accountOf(view, finding);
      const account = advised === null ? '' : (view.directory.amazonUsers[advised.amazonIndex]?.email ?? '');
      const options = isBeingGiven(view, finding)
        ? []
        : listFixOptions(finding, {
            ...choicesOf(view, finding),
            isTaken: person !== null && isTaken(view, finding, person),
            accounts: advised?.changes ?? [],
            amazonUsersFrom: amazonUsersFrom(),
          });
      return {
        options: options.map((option) => ({
          ...option,
          account: option.account === null ? null : { ...option.account },
          effects: [...option.effects],
          doubts: option.doubts.map((doubt) => ({ ...doubt })),
        })),
        withheld: view.audit.withheld.get(finding.neoIndex) ?? null,
        adopted: plainFixOrNull(adopted()),
      };
    },
    async checkFix({ side, address, ...place }) {
      const { view, finding, person } = context.at(place);
      if (person === null) throw new ExpectedError('fix-not-offered');
      const typed = { side, address, amazonUsersFrom: amazonUsersFrom() };
      const checked = checkTypedAddress(finding, view.directory, context.register(view), typed);
      const { problems, collisions, onOtherSide, unchanged, effects, writable } = checked;
      return {
        adoptable:
          writable && !unchanged && collisions.length === 0 && address !== '' && problems.every(({ severity }) => severity !== 'error'),
        problems: problems.map(({ code, severity, params }) => ({ code, severity, params: { ...params } })),
        collisions: collisions.slice(0, SAMPLE).map((collision) => ({ ...collision })),
        onOtherSide,
        unchanged,
        effects: [...effects],
      };
    },
    async previewFixes(bulk) {
      const { view, plan: made } = plan(bulk);
      const open = made.toLookAt.filter(({ ticked }) => !ticked);
      const count = (rows: readonly PlannedRow[], action: FixAction): number =>
        rows.filter(({ fix }) => getAddressAction(fix) === action).length;
      return {
        adoptable: made.planned.length,
        actions: BULK_ACTIONS.map((action) => ({ action, adoptable: count(made.planned, action), open: count(open, action) })).filter(
          (one) => one.adoptable + one.open > 0,
        ),
        asksToInvite: made.asksToInvite,
        leftOut: leftOutCounts(made, view),
        sample: made.planned.slice(0, SAMPLE).map(plainRow),
        toLookAt: {
          total: made.toLookAt.length,
          first: made.toLookAt.slice(0, PREVIEW_ROWS).map(({ row, fix, ticked }) => ({
            ...plainRow({ row, fix }),
            code: (view.audit.findings[row] as Finding).code,
            workEmail: fix.from,
            amazonEmail: view.account(view.audit.findings[row] as Finding)?.email ?? (fix.side === 'neo' ? fix.to : ''),
            confidence: fix.confidence ?? 'low',
            reasons: [...fix.reasons],
            ticked,
          })),
        },
      };
    },
    async worklist({ filter, by }) {
      const view = session.requireFindings();
      const selection = { revision: view.revision, filter, except: [] };
      const planOf = planner(view, { invite: true, ticked: new Set(), accepted: acceptedOf(selection, view) });
      return createWorklist(view, by, listSelectedRows(selection, view), planOf);
    },
    causes: async () => createCauses(session, context),
    async adoptFix({ choice, ...place }) {
      const { view, finding, person } = context.at(place);
      if (choice.kind === 'account') {
        const advised = accountOf(view, finding);
        if (advised === null || !advised.changes.some((change) => isSameAccountChange(change, choice.account)))
          throw new ExpectedError('fix-not-offered');
        return { stepId: adopt([createAccountFix(advised, choice.account, view.directory, view.people)]), adopted: 1, leftOut: [] };
      }
      if (person === null) throw new ExpectedError('fix-not-offered');
      if (finding.code === 'work-email-swapped' && choice.kind === 'suggestion') {
        const planned = createSwapFixes(finding, view.audit, view.directory, view.people);
        if (planned === null) throw new ExpectedError('fix-not-offered');
        refuseTaken(planned);
        return { stepId: adopt(planned), adopted: planned.length, leftOut: [] };
      }
      if (!hasNeoKey(person)) throw new ExpectedError('fix-no-identity', { name: person.name });
      const address = chosenAddress(choice, finding.code, finding.suggestion, choicesOf(view, finding));
      const { problems, collisions, unchanged, writable } = checkTypedAddress(finding, view.directory, context.register(view), {
        ...address,
        amazonUsersFrom: amazonUsersFrom(),
      });
      if (!writable) throw new ExpectedError('fix-not-offered');
      const problem = address.address === '' ? 'empty' : problems.find(({ severity }) => severity === 'error')?.code;
      if (problem !== undefined) throw new ExpectedError('fix-address-malformed', { address: address.address, problem });
      if (unchanged && choice.kind !== 'invitation') throw new ExpectedError('fix-not-offered');
      const [other] = collisions;
      if (other !== undefined)
        throw new ExpectedError('fix-address-taken', { address: address.address, where: other.where, name: other.name });
      return {
        stepId: adopt([createAddressFix(finding, view.directory, view.people[finding.neoIndex] as string, address, choice.kind)]),
        adopted: 1,
        leftOut: [],
      };
    },
    async adoptFixes(bulk) {
      const { view, plan: made } = plan(bulk);
      return { stepId: adopt(made.planned.map(({ fix }) => fix)), adopted: made.planned.length, leftOut: leftOutCounts(made, view) };
    },
    async accountChanges() {
      const view = session.requireFindings();
      return { revision: view.revision, ...buildAccountRows(session, view, context.accounts(view), context.current()) };
    },
    async adoptAccounts({ revision, changes }) {
      const view = session.requireFindings();
      if (view.revision !== revision) throw new ExpectedError('run-not-found');
      const planned = createChosenAccountFixes(changes, view, context.accounts(view), new Set(context.open().map(({ person }) => person)));
      return { stepId: adopt(planned), adopted: planned.length, leftOut: [] };
    },
    async dropFixes(which) {
      const all = context.current();
      const people =
        'people' in which
          ? which.people.filter((person) => all.has(person))
          : filtered([...all.values()], which.filter).map(({ person }) => person);
      if (people.length === 0) return { stepId: null, dropped: 0 };
      const stepId = context.store.apply(
        'drop',
        session.timestamp(),
        people.map((person) => [person, null]),
      );
      return { stepId, dropped: people.length };
    },
    async undoFixes(stepId) {
      const undone = context.store.undo(stepId, session.timestamp());
      if (undone === null) throw new ExpectedError('command-not-found');
      context.judgeAgain();
      return undone;
    },
    async redoFixes(stepId) {
      const redone = context.store.redo(stepId, session.timestamp());
      if (redone === null) throw new ExpectedError('command-not-found');
      context.judgeAgain();
      return redone;
    },
    async fixes({ filter, offset, limit }) {
      const found = filtered([...context.current().values()], { ...filter, states: [] });
      const counts = Object.fromEntries(FIX_STATES.map((state) => [state, 0])) as Record<Fix['state'], number>;
      for (const { state } of found) counts[state]++;
      const shown = filtered(found, filter).sort((a, b) => compareText(a.name, b.name) || compareText(a.person, b.person));
      return { total: shown.length, counts, fixes: shown.slice(offset, offset + limit).map(toFixRow), lastStep: context.store.lastStep() };
    },
    ...createFixFileService(session, context),
    ...createAmazonUserService(session, context),
  };
}

/**
 * Returns the accepted rows under a filter, which are not changed. Empty if the filter itself asks for accepted rows, or rows were
 * selected individually.
 */
function acceptedOf(selection: Bulk['selection'], view: FindingsView): ReadonlySet<number> {
  if ('rows' in selection || selection.filter.triage === 'accepted' || selection.filter.triage === 'accepted-changed') return new Set();
  return new Set(view.select({ ...selection.filter, triage: 'accepted' }, DEFAULT_SORT).order);
}

function choicesOf({ audit, directory }: FindingsView, { neoIndex }: Finding): FixOptionFacts {
  return {
    workEmail: directory.neoUsers[neoIndex]?.workEmail ?? '',
    ways: audit.ways.get(neoIndex) ?? [],
    doubts: audit.doubts.get(neoIndex) ?? [],
  };
}

/** Returns the address selected by a choice. Throws `fix-not-offered` if the row does not offer it. */
function chosenAddress(
  choice: Exclude<CallParsedInput<'fixes.adopt'>['choice'], { kind: 'account' }>,
  code: FindingCode,
  suggestion: Suggestion | null,
  { workEmail, ways }: FixOptionFacts,
): WritableAddress & Partial<SuggestedAddress> {
  if (choice.kind === 'typed') return { side: choice.side, address: choice.address };
  if (choice.kind === 'invitation') {
    if (code === 'amazon-user-missing' && isWritableAddress(workEmail)) return { side: 'amazon', address: workEmail };
  } else if (choice.kind === 'suggestion') {
    if (suggestion !== null) return suggestion;
  } else {
    const other = [...(suggestion?.alternatives ?? []), ...ways].find(({ address }) => address === choice.address);
    if (other !== undefined) return other;
  }
  throw new ExpectedError('fix-not-offered');
}

const plainRow = ({ row, fix }: PlannedRow) => ({
  row,
  name: fix.name,
  side: fix.side,
  action: getAddressAction(fix),
  from: getFormerValue(fix),
  to: fix.to,
});

/** Returns the fixes left out grouped by reason, most frequent first, with the first people of each. */
function leftOutCounts({ leftOut }: FixPlan, { audit, directory }: FindingsView): CallOutput<'fixes.preview'>['leftOut'] {
  const groups = new Map<string, CallOutput<'fixes.preview'>['leftOut'][number]>();
  for (const { row, why, found } of leftOut) {
    const group = groups.get(why) ?? { why, rows: 0, first: [] };
    groups.set(why, group);
    group.rows++;
    const name = directory.neoUsers[audit.findings[row]?.neoIndex ?? -1]?.name;
    if (name !== undefined && group.first.length < MAX_LISTED_SKIPPED_ROWS) group.first.push({ row, name, found });
  }
  return [...groups.values()].sort((a, b) => b.rows - a.rows);
}

function filtered(fixes: readonly Fix[], { states, sides, search }: FixFilter): Fix[] {
  const words = foldForSearch(search)
    .split(' ')
    .filter((word) => word !== '');
  return fixes.filter((fix) => {
    if (states.length > 0 && !states.includes(fix.state)) return false;
    if (sides.length > 0 && !sides.includes(fix.side)) return false;
    if (words.length === 0) return true;
    const text = [fix.name, fix.name.replace(/\s/gu, ''), fix.loginId, fix.from, fix.to, fix.oldAccount].map(foldForSearch).join('\n');
    return words.every((word) => text.includes(word));
  });
}

const plainFixOrNull = (fix: Fix | undefined): FixRow | null => (fix === undefined ? null : toFixRow(fix));
