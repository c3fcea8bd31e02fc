import type { CallParsedInput } from '#shared/contract/calls.ts';
import { ExpectedError } from '#shared/contract/expected-error.ts';
import type { SetupGuide } from '#shared/contract/setup.ts';
import { dayNumber } from '#shared/domain/checkout/days.ts';
import { entriesOf } from '#shared/domain/setup/entries.ts';
import { evaluateGuide, type Guide, type StepStatus } from '#shared/domain/setup/evaluate.ts';
import type { SetupFacts } from '#shared/domain/setup/facts.ts';
import { type StepId, stepOf } from '#shared/domain/setup/guide.ts';
import type { SetupMark } from '#shared/domain/setup/marks.ts';
import type { SetupCard, SetupStore } from '../storage/setup-store.ts';
import { calendarOf } from './configuration.ts';
import type { CompanySession } from './session.ts';
import { setupFacts } from './setup-facts.ts';

/** Where the company stands in the set-up guide, and what people say of its steps. */
export interface SetupService {
  setupGuide(): Promise<SetupGuide>;
  markSetup(word: CallParsedInput<'setup.mark'>): Promise<SetupGuide>;
  unmarkSetup(at: CallParsedInput<'setup.unmark'>): Promise<SetupGuide>;
  assignSetup(change: CallParsedInput<'setup.assign'>): Promise<SetupGuide>;
  noteSetup(change: CallParsedInput<'setup.note'>): Promise<SetupGuide>;
  chooseSetup(branches: CallParsedInput<'setup.branch'>): Promise<SetupGuide>;
}

/** The steps to which the manual goes back where an account is registered anew. */
const REGISTRATION = ['register', 'account-mail'] as const satisfies readonly StepId[];

/** Where the open company stands; what checks find done is kept, so that it can be seen when it no longer is. */
export function evaluateSetup(session: CompanySession): { readonly guide: Guide; readonly facts: SetupFacts } {
  const file = session.file();
  const facts = setupFacts(session);
  const guide = evaluateGuide({
    branches: file.setup.branches(),
    marks: file.setup.marks(),
    proofs: file.setup.proofs(),
    facts,
    now: session.timestamp(),
    calendar: calendarOf(file),
  });
  file.setup.prove(guide.proofs, session.timestamp());
  return { guide, facts };
}

export function setupService(session: CompanySession): SetupService {
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
      next,
      branches: { ...store().branches() },
      today: session.today(),
    };
  }

  return {
    async setupGuide() {
      await session.ready();
      return describeGuide();
    },
    async markSetup({ step, kind, day, saidBy }) {
      const { guide } = evaluated();
      const status = guide.steps.find(({ id }) => id === step) as StepStatus;
      if (!(kind === 'done' ? status.may.say : status.may.start)) throw new ExpectedError('setup-word-refused');
      const today = session.today();
      const on = day ?? today;
      if (dayNumber(on) === null || on > today) throw new ExpectedError('setup-day-invalid');
      store().mark(step, { kind, at: session.timestamp(), by: session.operator, saidBy, day: on, about: status.about });
      return describeGuide();
    },
    async unmarkSetup({ step }) {
      if (!store().unmark(step, session.timestamp())) throw new ExpectedError('setup-nothing-said');
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
      store().choose(branches, session.timestamp(), session.operator);
      // What was said of a registration was of the account before: a list of that one would else show the new one.
      if (isAnew) for (const step of REGISTRATION) while (store().unmark(step, session.timestamp()));
      return describeGuide();
    },
  };
}

function describeStep(
  { id, state, check, unmet, turn, blocksFirstOrder, may, overdue }: StepStatus,
  facts: SetupFacts,
  mark: SetupMark | undefined,
  card: SetupCard | undefined,
) {
  const { section, manual, side, optional, firstOrder, proof, screens, links, places } = stepOf(id);
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
            lacks: check.lacks.map(plainReason),
            found: check.found.map(plainReason),
            people: check.people === null ? null : { ...check.people },
          },
    unmet: [...unmet],
    turn,
    blocksFirstOrder,
    may: { ...may },
    mark: mark === undefined ? null : { kind: mark.kind, at: mark.at, by: mark.by, saidBy: mark.saidBy, day: mark.day },
    overdue,
    screens: [...screens],
    entries: entriesOf(id, facts).map((entry) => ({ ...entry })),
    links: links.map((link) => ({ ...link })),
    readable: proof === 'entered',
    places: [...places],
    responsible: card?.responsible ?? '',
    note: card?.note ?? '',
  } satisfies SetupGuide['steps'][number];
}

type Reason = { readonly key: string; readonly params: Readonly<Record<string, string | number>> };
const plainReason = ({ key, params }: Reason) => ({ key, params: { ...params } });
const plainState = (state: StepStatus['state']): SetupGuide['steps'][number]['state'] =>
  state.kind === 'reopened'
    ? { ...state, reason: plainReason(state.reason) }
    : state.kind === 'waiting'
      ? { ...state, waiting: { ...state.waiting } }
      : { ...state };
