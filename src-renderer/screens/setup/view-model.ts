import type { ScreenId, ScreenParams } from '#renderer/navigation/index.ts';
import type { SetupGuide, SetupStepView } from '#shared/contract/setup.ts';
import { FINDING_CODES, FINDING_KINDS, type FindingCode } from '#shared/domain/readiness/finding.ts';
import { isDone as isStateDone } from '#shared/domain/setup/evaluate.ts';
import { isOfAccount, type StepId } from '#shared/domain/setup/guide.ts';

export const isDone = ({ state }: SetupStepView): boolean => isStateDone(state);
/** Something that somebody here could do: neither done nor waiting nor of another way. */
export const isOpen = ({ state }: SetupStepView): boolean => state.kind === 'todo' || state.kind === 'reopened';

export const stepIn = (guide: SetupGuide, id: StepId | null | undefined): SetupStepView | undefined =>
  guide.steps.find((step) => step.id === id);

/**
 * The step after the one that is looked at: behind a step that is done the guide's own next; past one that is left open, the next open one
 * round the list, what can be begun before what waits for others - nobody is led back and forth between two. `null` when none is open.
 */
export function nextAfter(guide: SetupGuide, id: StepId): StepId | null {
  const here = stepIn(guide, id);
  if (guide.next !== null && guide.next !== id && (here === undefined || !isOpen(here))) return guide.next;
  const at = guide.steps.findIndex((step) => step.id === id);
  const round = [...guide.steps.slice(at + 1), ...guide.steps.slice(0, at)];
  const open = round.filter((step) => isOpen(step) && (!step.optional || step.may.decline));
  return (open.find(({ unmet }) => unmet.length === 0) ?? open[0])?.id ?? null;
}

/** The step `by` places further in the list, never past its ends. */
export function neighbour(guide: SetupGuide, id: StepId, by: number): StepId {
  const at = guide.steps.findIndex((step) => step.id === id);
  return (guide.steps[Math.min(guide.steps.length - 1, Math.max(0, at + by))] as SetupStepView).id;
}

/** Whose move it is, most steps first; only steps that can be begun or that wait, each turn's in the manual's order. */
export function turns(
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

/** People who see to these steps, each once; `''` where nobody is named. */
export const responsibleOf = (steps: readonly SetupStepView[]): readonly string[] => [
  ...new Set(steps.map(({ responsible }) => responsible)),
];

/** How many steps registering anew would reopen. */
export const doneForAccount = ({ steps }: SetupGuide): number => steps.filter((step) => isOfAccount(step.id) && isDone(step)).length;

/** What runs by itself, what ends first before what has no day. */
export function waits(guide: SetupGuide): readonly { readonly step: SetupStepView; readonly until: string | null }[] {
  return guide.steps
    .flatMap((step) => (step.state.kind === 'waiting' ? [{ step, until: step.state.waiting.until }] : []))
    .toSorted((a, b) => ((a.until ?? '9999') < (b.until ?? '9999') ? -1 : 1));
}

type Target = { readonly [S in ScreenId]: readonly [S, ScreenParams[S]] }[ScreenId];

const isAccountCode = (code: FindingCode): boolean =>
  FINDING_KINDS[code].gate === 4 && code !== 'person-match' && !code.startsWith('email-differs-') && !code.startsWith('amazon-invitation-');

/** The codes of people who are left in a step, for exactly its people in the matching. */
const CODES: Readonly<Partial<Record<StepId, (code: FindingCode) => boolean>>> = {
  'work-emails': (code) => FINDING_KINDS[code].gate === 3 || code === 'person-match' || code.startsWith('email-differs-'),
  invitations: (code) => code.startsWith('amazon-invitation-'),
  'add-users': isAccountCode,
  'grant-roles': isAccountCode,
};

/** Where a step is worked on; once people are counted, what is left of them first. */
export const placesOf = ({ places, check }: SetupStepView): SetupStepView['places'] =>
  check?.people == null
    ? places
    : places.toSorted((a, b) => Number(b === 'matching' || b === 'coverage') - Number(a === 'matching' || a === 'coverage'));

/** The screen of the console on which a step is worked on. */
export function targetOf(step: StepId, place: SetupStepView['places'][number]): Target {
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
      return ['fixes', { tab: 'amazon' }];
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

/** A day of a message's arguments, told as the reader's language writes days. */
export const readableParams = (
  params: Readonly<Record<string, string | number>>,
  date: (iso: string) => string,
): Readonly<Record<string, string | number>> => (typeof params['day'] === 'string' ? { ...params, day: date(params['day']) } : params);
