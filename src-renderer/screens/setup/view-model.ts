import type { ScreenId, ScreenParams } from '#renderer/navigation/index.ts';
import type { SetupGuide, SetupStepView } from '#shared/contract/setup.ts';
import { FINDING_CODES, FINDING_KINDS, type FindingCode } from '#shared/domain/readiness/finding.ts';
import { isStepDone as isStateDone } from '#shared/domain/setup/evaluate.ts';
import { isAccountStep, type SetupStepId } from '#shared/domain/setup/guide.ts';

export const isDone = ({ state }: SetupStepView): boolean => isStateDone(state);
/** Returns whether a step can be done here: neither done, waiting, nor of another branch. */
export const isOpen = ({ state }: SetupStepView): boolean => state.kind === 'todo' || state.kind === 'reopened';

export const findStep = (guide: SetupGuide, id: SetupStepId | null | undefined): SetupStepView | undefined =>
  guide.steps.find((step) => step.id === id);

/**
 * The next step: after a done one the guide's own; after a skipped one the next open step in the list, startable ones before those
 * waiting for others, without going back and forth. `null` = none open.
 */
export function findNextStep(guide: SetupGuide, id: SetupStepId): SetupStepId | null {
  const here = findStep(guide, id);
  if (guide.next !== null && guide.next !== id && (here === undefined || !isOpen(here))) return guide.next;
  const at = guide.steps.findIndex((step) => step.id === id);
  const round = [...guide.steps.slice(at + 1), ...guide.steps.slice(0, at)];
  const open = round.filter((step) => isOpen(step) && (!step.optional || step.may.decline));
  return (open.find(({ unmet }) => unmet.length === 0) ?? open[0])?.id ?? null;
}

/** The step `by` positions further, within the list. */
export function getNeighbourStep(guide: SetupGuide, id: SetupStepId, by: number): SetupStepId {
  const at = guide.steps.findIndex((step) => step.id === id);
  return (guide.steps[Math.min(guide.steps.length - 1, Math.max(0, at + by))] as SetupStepView).id;
}

/** Responsible parties, most steps first; only startable or waiting steps, in the manual's order. */
export function groupStepsByTurn(
  guide: SetupGuide,
): readonly { readonly turn: NonNullable<SetupStepView['turn']>; readonly steps: readonly SetupStepView[] }[] {
  const byTurn = new Map<NonNullable<SetupStepView['turn']>, SetupStepView[]>();
  for (const step of guide.steps) {
    if (step.turn === null || (step.optional && step.state.kind !== 'waiting')) continue;
    if (isOpen(step) && step.unmet.length > 0) continue;
    byTurn.set(step.turn, [...(byTurn.get(step.turn) ?? []), step]);
  }
  return [...byTurn].map(([turn, steps]) => ({ turn, steps })).toSorted((a, b) => b.steps.length - a.steps.length);
}

/** Assignees of these steps, each once; `''` = none. */
export const listAssignees = (steps: readonly SetupStepView[]): readonly string[] => [
  ...new Set(steps.map(({ responsible }) => responsible)),
];

/** Number of steps that a new registration would reopen. */
export const countDoneAccountSteps = ({ steps }: SetupGuide): number =>
  steps.filter((step) => isAccountStep(step.id) && isDone(step)).length;

/** Running waiting times, earliest end first, unknown ends last. */
export function listWaits(guide: SetupGuide): readonly { readonly step: SetupStepView; readonly until: string | null }[] {
  return guide.steps
    .flatMap((step) => (step.state.kind === 'waiting' ? [{ step, until: step.state.waiting.until }] : []))
    .toSorted((a, b) => ((a.until ?? '9999') < (b.until ?? '9999') ? -1 : 1));
}

type Target = { readonly [S in ScreenId]: readonly [S, ScreenParams[S]] }[ScreenId];

const isAccountCode = (code: FindingCode): boolean =>
  FINDING_KINDS[code].gate === 4 && code !== 'person-match' && !code.startsWith('email-differs-') && !code.startsWith('amazon-invitation-');

/** Finding codes of people left in a step, for the link to matching. */
const CODES: Readonly<Partial<Record<SetupStepId, (code: FindingCode) => boolean>>> = {
  'work-emails': (code) => FINDING_KINDS[code].gate === 3 || code === 'person-match' || code.startsWith('email-differs-'),
  invitations: (code) => code.startsWith('amazon-invitation-'),
  'add-users': isAccountCode,
  'grant-roles': isAccountCode,
};

/** Locations where a step is done; if people are counted, the remaining ones first. */
export const sortStepLocations = ({ places, check }: SetupStepView): SetupStepView['places'] =>
  check?.people == null
    ? places
    : places.toSorted((a, b) => Number(b === 'matching' || b === 'coverage') - Number(a === 'matching' || a === 'coverage'));

/** The screen of the console on which a step is worked on. */
export function getStepScreen(step: SetupStepId, place: SetupStepView['places'][number]): Target {
  switch (place) {
    case 'amazon-groups':
      return ['amazonGroups', {}];
    case 'invoice-groups':
      return ['invoicing', { tab: 'groups' }];
    case 'coverage':
      return ['invoicing', { tab: 'coverage' }];
    case 'import-amazon':
      return ['import', { kind: 'amazon-users' }];
    case 'import-neo':
      return ['import', { kind: 'neo-users' }];
    case 'import-organizations':
      return ['import', { kind: 'organizations' }];
    case 'amazon-sheet':
      return ['fixes', { tab: 'files' }];
    case 'manual-entry':
      return ['plan', {}];
    case 'lock-policy':
      return ['calendar', {}];
    case 'matching':
      return ['matching', { codes: FINDING_CODES.filter((code) => CODES[step]?.(code) ?? false) }];
    case 'routes':
      return ['routes', {}];
    case 'serials':
      return ['serials', {}];
    case 'integration':
      return ['integration', {}];
    case 'server':
    case 'connection':
      return ['server', {}];
  }
}

/** Day arguments of a message, formatted. */
export const formatDayParams = (
  params: Readonly<Record<string, string | number>>,
  date: (iso: string) => string,
): Readonly<Record<string, string | number>> => (typeof params['day'] === 'string' ? { ...params, day: date(params['day']) } : params);
