import { describe, expect, it } from 'vitest';
import {
  findNextStep,
  findStep,
  formatDayParams,
  getNeighbourStep,
  getStepScreen,
  groupStepsByTurn,
  isDone,
  listAssignees,
  listWaits,
  sortStepLocations,
} from '#renderer/screens/setup/view-model.ts';
import type { SetupGuide, SetupState, SetupStepView } from '#shared/contract/setup.ts';
import { FINDING_KINDS } from '#shared/domain/readiness/finding.ts';
import { SETUP_STEPS, type SetupStepId } from '#shared/domain/setup/guide.ts';

const AHEAD: SetupState = { kind: 'todo' };
const SAID: SetupState = { kind: 'recorded', at: '2026-11-24T00:00:00.000Z', by: '', day: '2026-11-24' };
const waiting = (kind: 'invoice-review' | 'checkout-activation', until: string | null): SetupState => ({
  kind: 'waiting',
  waiting: { kind, since: null, until },
});

/** Returns a guide in which all steps except the given ones are done. */
function guideWith(states: Partial<Record<SetupStepId, Partial<SetupStepView>>>, next: SetupStepId | null = null): SetupGuide {
  const steps = SETUP_STEPS.map(
    (step): SetupStepView => ({
      id: step.id,
      section: step.section,
      manual: null,
      side: step.side,
      optional: step.optional,
      firstOrder: step.firstOrder,
      state: SAID,
      check: null,
      unmet: [],
      turn: null,
      blocksFirstOrder: false,
      may: { start: false, say: false, decline: false },
      mark: null,
      overdue: null,
      screens: [],
      menus: [],
      followUps: [],
      entries: [],
      links: [],
      readable: false,
      places: [...step.places],
      responsible: '',
      note: '',
      ...states[step.id],
    }),
  );
  return {
    steps,
    sections: [],
    done: 0,
    total: 0,
    firstOrder: { possible: false, blockers: [], ready: null, notChecked: null },
    left: { waits: 0, people: null },
    next,
    branches: { account: null, otherIntegration: null },
    today: '2026-11-24',
  };
}

describe('the way through the guide', () => {
  it('opens the guide’s next step, and then the next open one, continuing at the start of the list', () => {
    const guide = guideWith({ route: { state: AHEAD }, 'group-add': { state: AHEAD }, safeguards: { state: AHEAD } }, 'group-add');
    expect(findNextStep(guide, 'choose')).toBe('group-add');
    // Optional steps are skipped.
    expect(findNextStep(guide, 'group-add')).toBe('route');
    expect(findNextStep({ ...guide, next: 'route' }, 'route')).toBe('group-add');
    expect(findNextStep(guideWith({ route: { state: AHEAD } }, 'route'), 'route')).toBeNull();
    expect(findNextStep(guideWith({}), 'route')).toBeNull();
  });

  it('skips steps left open, prefers steps that can be started, and returns to where it began', () => {
    const guide = guideWith(
      {
        register: { state: AHEAD },
        'account-mail': { state: AHEAD, unmet: ['register'] },
        'company-payment': { state: AHEAD },
        route: { state: AHEAD },
      },
      'register',
    );
    const way: (SetupStepId | null)[] = ['register'];
    for (let at = 0; at < 3; at++) way.push(findNextStep(guide, way.at(-1) as SetupStepId));
    expect(way).toEqual(['register', 'company-payment', 'route', 'register']);
    expect(findNextStep(guide, 'account-mail')).toBe('company-payment');
    const waits = guideWith({ 'account-mail': { state: AHEAD, unmet: ['register'] }, route: { state: AHEAD } });
    expect(findNextStep(waits, 'route')).toBe('account-mail');
  });

  it('keeps the arrows within the list', () => {
    const guide = guideWith({});
    const [first, second] = guide.steps.map(({ id }) => id) as [SetupStepId, SetupStepId];
    const last = guide.steps.at(-1)?.id as SetupStepId;
    expect([getNeighbourStep(guide, first, 1), getNeighbourStep(guide, first, -1), getNeighbourStep(guide, last, 1)]).toEqual([
      second,
      first,
      last,
    ]);
    expect([getNeighbourStep(guide, second, -1_000), getNeighbourStep(guide, second, 1_000)]).toEqual([first, last]);
    expect(findStep(guide, null)).toBeUndefined();
  });
});

describe('the area next to the step', () => {
  it('sorts waits by their day, those without a day last', () => {
    const guide = guideWith({
      'invoice-payment': { state: waiting('invoice-review', null) },
      'enhanced-checkout': { state: waiting('checkout-activation', '2026-11-27') },
    });
    expect(listWaits(guide).map(({ step, until }) => [step.id, until])).toEqual([
      ['enhanced-checkout', '2026-11-27'],
      ['invoice-payment', null],
    ]);
    expect(guide.steps.filter(isDone).length).toBe(guide.steps.length - 2);
  });

  it('counts per responsible side the steps that can be started or wait, not those blocked by another step', () => {
    const guide = guideWith({
      route: { state: AHEAD, turn: 'neo-admin', responsible: '情報システム部' },
      serial: { state: AHEAD, turn: 'neo-admin' },
      'common-settings': { state: AHEAD, turn: 'neo-admin', unmet: ['route', 'serial'] },
      safeguards: { state: AHEAD, turn: 'amazon-admin' },
      'late-orders': { state: waiting('invoice-review', null), turn: 'amazon' },
    });
    expect(groupStepsByTurn(guide).map(({ turn, steps }) => [turn, steps.map(({ id }) => id)])).toEqual([
      ['neo-admin', ['route', 'serial']],
      ['amazon', ['late-orders']],
    ]);
    expect(listAssignees(groupStepsByTurn(guide)[0]?.steps ?? [])).toEqual(['情報システム部', '']);
  });
});

describe('the way to the console’s own screens', () => {
  it('opens the matching with exactly the codes of the people who are left', () => {
    const codesOf = (step: SetupStepId): readonly string[] => {
      const [screen, params] = getStepScreen(step, 'matching');
      return screen === 'matching' && 'codes' in params ? (params.codes ?? []) : [];
    };
    expect(codesOf('work-emails')).toContain('work-email-missing');
    expect(codesOf('add-users')).toContain('punchout-role-missing');
    expect(codesOf('invitations')).toContain('amazon-invitation-expired');
    // Every code of gates 3 and 4 belongs to exactly one step; other codes belong to none.
    const readableParams = ['work-emails', 'add-users', 'invitations'].flatMap((step) => codesOf(step as SetupStepId));
    const gates = Object.entries(FINDING_KINDS).filter(([, { gate }]) => gate === 3 || gate === 4);
    expect(readableParams.toSorted()).toEqual(gates.map(([code]) => code).toSorted());
  });

  it('has a screen for every target, and the screen of the people first once they are counted', () => {
    for (const { id, places } of SETUP_STEPS) for (const place of places) expect(getStepScreen(id, place)[0], place).toMatch(/^[a-zA-Z]+$/);
    const guide = guideWith({ 'work-emails': { check: { level: 'none', lacks: [], found: [], people: { done: 1, of: 2 } } } });
    expect(sortStepLocations(findStep(guide, 'work-emails') as SetupStepView)[0]).toBe('matching');
    expect(sortStepLocations(findStep(guideWith({}), 'work-emails') as SetupStepView)[0]).toBe('server');
  });

  it('writes days as the reader’s language does, and leaves other arguments alone', () => {
    expect(formatDayParams({ day: '2026-11-24', count: 2 }, (iso) => `<${iso}>`)).toEqual({ day: '<2026-11-24>', count: 2 });
    expect(formatDayParams({ count: 2 }, () => '')).toEqual({ count: 2 });
  });
});
