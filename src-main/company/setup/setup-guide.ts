import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { CallParsedInput } from '#shared/contract/calls.ts';
import type { SetupGuide } from '#shared/contract/setup.ts';
import { parseDayNumber } from '#shared/domain/checkout/days.ts';
import type { DraftEdit } from '#shared/domain/drafts/commands.ts';
import { getDraftKey, listBodies } from '#shared/domain/drafts/draft.ts';
import type { Section } from '#shared/domain/drafts/sections.ts';
import { createAmazonGroup } from '#shared/domain/integration/settings.ts';
import { listSetupEntries } from '#shared/domain/setup/entries.ts';
import { evaluateGuide, type GuideEvaluation, isStepDone, type SetupStepStatus } from '#shared/domain/setup/evaluate.ts';
import type { SetupFacts } from '#shared/domain/setup/facts.ts';
import { getSetupStep, isAccountStep, SETUP_STEP_IDS, type SetupStepId } from '#shared/domain/setup/guide.ts';
import type { SetupRecord, SetupRecordBasis } from '#shared/domain/setup/marks.ts';
import { isLaterLine, type ManualEntryTask } from '#shared/domain/sync/manual-entry/manual-entry.ts';
import type { EnteredObject } from '../../storage/plan/manual-entry-store.ts';
import type { SetupAssignment, SetupStore } from '../../storage/setup-store.ts';
import { getBusinessCalendar } from '../configuration.ts';
import { applyToDrafts } from '../drafts/draft-apply.ts';
import { getCurrentAmazonList } from '../lists/amazon-account.ts';
import {
  listOpenTasks,
  type ManualEntryAttribution,
  recordManualEntry,
  requiresManualEntry,
  withdrawManualEntry,
} from '../plan/manual-entry-record.ts';
import type { CompanySession } from '../session.ts';
import { computePresentValuesFingerprint, getSetupFacts } from './setup-facts.ts';

/** State of the set-up guide and the administrators' records. */
export interface SetupService {
  setupGuide(): Promise<SetupGuide>;
  markSetup(word: CallParsedInput<'setup.mark'>): Promise<SetupGuide>;
  unmarkSetup(at: CallParsedInput<'setup.unmark'>): Promise<SetupGuide>;
  assignSetup(change: CallParsedInput<'setup.assign'>): Promise<SetupGuide>;
  noteSetup(change: CallParsedInput<'setup.note'>): Promise<SetupGuide>;
  chooseSetup(branches: CallParsedInput<'setup.branch'>): Promise<SetupGuide>;
}

/** Evaluates the guide. Steps found complete are stored, so that a later regression is noticed. */
export function evaluateSetup(session: CompanySession): { readonly guide: GuideEvaluation; readonly facts: SetupFacts } {
  const file = session.file();
  const facts = getSetupFacts(session);
  const guide = evaluateGuide({
    branches: file.setup.branches(),
    marks: file.setup.marks(),
    proofs: file.setup.proofs(),
    facts,
    now: session.timestamp(),
    calendar: getBusinessCalendar(file),
  });
  file.setup.prove(guide.proofs, session.timestamp());
  return { guide, facts };
}

/** Changes records of the guide. If this changes whether Amazon's list is in use, the findings are computed again. */
function changeRecords(session: CompanySession, change: () => void): void {
  const file = session.file();
  const usedBefore = getCurrentAmazonList(file) !== null;
  change();
  const isUsed = getCurrentAmazonList(file) !== null;
  if (isUsed === usedBefore) return;
  file.advance();
  if (!isUsed) file.glance.forget();
}

export function createSetupService(session: CompanySession): SetupService {
  const store = (): SetupStore => session.file().setup;

  const evaluated = () => evaluateSetup(session);

  function describeGuide(): SetupGuide {
    const { guide, facts } = evaluated();
    const { steps, sections, done, total, firstOrder, next } = guide;
    const [marks, cards] = [store().marks(), store().cards()];
    return {
      steps: steps.map((status) => describeStep(status, facts, marks.get(status.id), cards.get(status.id))),
      sections: sections.map((section) => ({ ...section })),
      done,
      total,
      firstOrder: { ...firstOrder, blockers: [...firstOrder.blockers] },
      left: { ...guide.left },
      next,
      branches: { ...store().branches() },
      today: session.today(),
    };
  }

  const statusOf = (step: SetupStepId): SetupStepStatus => evaluated().guide.steps.find(({ id }) => id === step) as SetupStepStatus;

  return {
    async setupGuide() {
      await session.ready();
      return describeGuide();
    },
    async markSetup({ step, kind, day, saidBy }) {
      const { may, about } = statusOf(step);
      if (!{ done: may.say, started: may.start, declined: may.decline }[kind]) throw new ExpectedError('setup-word-refused');
      const today = session.today();
      const on = day ?? today;
      if (parseDayNumber(on) === null || on > today) throw new ExpectedError('setup-day-invalid');
      if (kind === 'done') recordObjects(session, step, about, { saidBy, day: on });
      // A record of the step itself covers facts without an object record: values on a gateway, and the password, which NEO never shows.
      if (kind !== 'done' || statusOf(step).check?.level !== 'noted')
        changeRecords(session, () =>
          store().mark(step, { kind, at: session.timestamp(), by: session.operator, saidBy, day: on, about: statusOf(step).about }),
        );
      return describeGuide();
    },
    async unmarkSetup({ step }) {
      const records = recordsOf(session, step, statusOf(step).about);
      for (const record of records) withdrawManualEntry(session, record);
      const isForgotten = store().forgetFormer(step, session.operator);
      let isUnmarked = false;
      changeRecords(session, () => {
        isUnmarked = store().unmark(step, session.timestamp());
      });
      if (!isUnmarked && !isForgotten && records.length === 0) throw new ExpectedError('setup-nothing-said');
      return describeGuide();
    },
    async assignSetup({ step, person }) {
      store().changeCard(step, { responsible: person }, session.timestamp());
      return describeGuide();
    },
    async noteSetup({ step, text }) {
      store().changeCard(step, { note: text }, session.timestamp());
      return describeGuide();
    },
    async chooseSetup(branches) {
      const { account: before } = store().branches();
      const isAnew = branches.account === 'again' && before !== null && before !== 'again';
      const evaluatedBefore = evaluated();
      changeRecords(session, () => {
        store().choose(branches, session.timestamp(), session.operator);
        if (isAnew) beginAnew(session, evaluatedBefore.guide);
      });
      return describeGuide();
    },
  };
}

/** Section of the objects that a step enters. */
const SECTION_OF: Readonly<Partial<Record<SetupStepId, Section>>> = {
  'group-add': 'amazon_groups',
  route: 'routes',
  serial: 'serials',
  'integration-values': 'integration',
  'allowed-users': 'allowed_users',
  'common-settings': 'common_settings',
  'invoice-code': 'invoice_groups',
};

/** Returns the draft keys of a step. */
function keysOf(step: SetupStepId, { objects }: SetupRecordBasis): readonly string[] {
  const section = SECTION_OF[step];
  return section === undefined ? [] : objects.map(({ id }) => getDraftKey({ section, id }));
}

/** Records the step's objects as entered, like the manual entry sheet. Objects that a gateway can read are not recorded by hand. */
function recordObjects(session: CompanySession, step: SetupStepId, about: SetupRecordBasis, record: ManualEntryAttribution): void {
  if (step !== 'group-add' && !requiresManualEntry(session.file())) return;
  const wanted = new Set(keysOf(step, about));
  for (const task of listOpenTasks(session)) if (wanted.has(task.key)) recordManualEntry(session, forStep(step, task), record);
}

/** Limits a task to the step: adding an Amazon group does not include its address and purchasing system, which are separate steps. */
const forStep = (step: SetupStepId, task: ManualEntryTask): ManualEntryTask =>
  step === 'group-add' ? { ...task, lines: task.lines.filter(({ id }) => !isLaterLine(id)) } : task;

/** Returns the records of manual entry of the step's objects. */
const recordsOf = (session: CompanySession, step: SetupStepId, about: SetupRecordBasis): readonly EnteredObject[] => {
  const keys = new Set(keysOf(step, about));
  return keys.size === 0
    ? []
    : session
        .file()
        .manualEntry.entered()
        .filter(({ key }) => keys.has(key));
};

/**
 * Reopens all steps that belong to the former account. Drafts of Amazon groups stay, but their addresses, purchasing system and manual
 * entry records are reset, because they described that account. Integration values stay until new ones are entered.
 */
function beginAnew(session: CompanySession, before: GuideEvaluation): void {
  const file = session.file();
  const done = before.steps.filter(({ id, state }) => isAccountStep(id) && isStepDone(state)).map(({ id }) => id);
  const steps = SETUP_STEP_IDS.filter(isAccountStep);
  file.setup.beginAnew(steps, { at: session.timestamp(), done, ...computePresentValuesFingerprint(file) }, session.operator);
  const amazonRecord = () => file.manualEntry.entered().find(({ section }) => section === 'amazon_groups');
  for (let record = amazonRecord(); record !== undefined; record = amazonRecord()) withdrawManualEntry(session, record);
  const commands = [...listBodies(file.drafts.state().drafts.values(), 'amazon_groups')].map(({ id, body }) => {
    const { addresses, purchasingSystem } = createAmazonGroup(body.name);
    return { kind: 'edit', section: 'amazon_groups', id, edit: { kind: 'set', fields: { addresses, purchasingSystem } } } as DraftEdit;
  });
  if (commands.length > 0) applyToDrafts(session, { kind: 'sequence', commands });
}

function describeStep(
  { id, state, check, unmet, turn, blocksFirstOrder, may, overdue }: SetupStepStatus,
  facts: SetupFacts,
  mark: SetupRecord | undefined,
  card: SetupAssignment | undefined,
) {
  const { section, manual, side, optional, firstOrder, proof, screens, menus, links, places, followUps } = getSetupStep(id);
  return {
    id,
    section,
    manual: manual === null ? null : { ...manual },
    side,
    optional,
    firstOrder,
    state: plainState(state),
    check:
      check === null
        ? null
        : {
            level: check.level,
            // A complete step lists no missing items, but remaining people are still listed.
            lacks: isStepDone(state) && check.people === null ? [] : check.lacks.map(plainReason),
            found: check.found.map(plainReason),
            people: check.people === null ? null : { ...check.people },
          },
    unmet: [...unmet],
    turn,
    blocksFirstOrder,
    may: { ...may },
    mark: markOf(check, mark),
    overdue,
    screens: [...screens],
    menus: [...menus],
    entries: listSetupEntries(id, facts).map((entry) => ({ ...entry })),
    links: links.map((link) => ({ ...link })),
    readable: proof === 'entered',
    places: [...places],
    followUps: followUps as SetupStepId[],
    responsible: card?.responsible ?? '',
    note: card?.note ?? '',
  } satisfies SetupGuide['steps'][number];
}

/** Returns the record that the user can withdraw: that of the objects, else that of the step. */
function markOf(check: SetupStepStatus['check'], mark: SetupRecord | undefined): SetupGuide['steps'][number]['mark'] {
  if (check?.entry != null) return { kind: 'done', ...check.entry, saidBy: '' };
  return mark === undefined ? null : { kind: mark.kind, at: mark.at, by: mark.by, saidBy: mark.saidBy, day: mark.day };
}

type Reason = { readonly key: string; readonly params: Readonly<Record<string, string | number>> };
const plainReason = ({ key, params }: Reason) => ({ key, params: { ...params } });
const plainState = (state: SetupStepStatus['state']): SetupGuide['steps'][number]['state'] =>
  state.kind === 'reopened'
    ? { ...state, reason: plainReason(state.reason) }
    : state.kind === 'waiting'
      ? { ...state, waiting: { ...state.waiting } }
      : { ...state };
