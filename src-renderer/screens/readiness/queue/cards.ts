import type { ScreenId, ScreenParams } from '#renderer/navigation/index.ts';
import type { CauseRow } from '#shared/contract/fixes/causes.ts';
import { ACTORS, type Actor } from '#shared/domain/fixes/causes.ts';
import type { ActionKind } from '#shared/domain/readiness/next-actions.ts';

/** A screen with its parameters. */
export type Target = { readonly [S in ScreenId]: { readonly screen: S; readonly params: ScreenParams[S] } }[ScreenId];

/** What the one button of a card does; texts below `readiness.queue.do.`. */
export type CardAction = 'arrived' | 'import' | 'written' | 'open' | 'files' | 'set' | 'fix' | 'see';

export interface CardWork {
  readonly action: CardAction;
  readonly target: Target;
}

/** Screens on which everyone of a cause is helped at once. */
const SCREEN_OF: Readonly<Partial<Record<ActionKind, Target>>> = {
  integration: { screen: 'integration', params: {} },
  checkout: { screen: 'amazonGroups', params: {} },
  invoiceGroup: { screen: 'invoicing', params: { tab: 'coverage' } },
  invoiceCode: { screen: 'invoicing', params: {} },
  route: { screen: 'routes', params: {} },
  approver: { screen: 'routes', params: {} },
  serial: { screen: 'serials', params: {} },
};
const LIST_KINDS = { neo: 'neo-users', amazon: 'amazon-users' } as const;

/** The next step of the work on a cause. */
export function getCardWork({ kind, codes, state, progress, awaitedSides, root, curable }: CauseRow): CardWork {
  if (state === 'arrived') return { action: 'arrived', target: { screen: 'fixes', params: { tab: 'list', states: ['arrived'] } } };
  if (state === 'awaiting-import') {
    const [side] = awaitedSides;
    return { action: 'import', target: { screen: 'import', params: side === undefined ? {} : { kind: LIST_KINDS[side] } } };
  }
  if (root !== null) return { action: 'open', target: { screen: root.screen, params: { id: root.id } } };
  const set = SCREEN_OF[kind];
  if (set !== undefined) return { action: 'set', target: set };
  if (progress.adopted > 0 && progress.none === 0) return { action: 'files', target: { screen: 'fixes', params: { tab: 'files' } } };
  if (progress.missed > 0 && progress.none === 0)
    return { action: 'written', target: { screen: 'fixes', params: { tab: 'list', states: ['written'] } } };
  return { action: curable > 0 ? 'fix' : 'see', target: { screen: 'matching', params: { codes: [...codes], firstGateOnly: true } } };
}

/** Parties that must act, most people first. */
export const listActors = ({ actors }: Pick<CauseRow, 'actors'>): readonly { readonly actor: Actor; readonly people: number }[] =>
  ACTORS.map((actor) => ({ actor, people: actors[actor] }))
    .filter(({ people }) => people > 0)
    .toSorted((a, b) => b.people - a.people);

/** Facts about fixes that the state alone does not say; texts below `readiness.queue.progress.`. */
export function listProgress({
  state,
  people,
  progress: { adopted, awaiting, missed },
  arrived,
}: CauseRow): readonly { readonly key: 'adopted' | 'inFile' | 'missed' | 'arrived'; readonly count: number }[] {
  const inFile = awaiting + missed;
  return [
    { key: 'adopted' as const, count: adopted },
    { key: 'inFile' as const, count: state === 'file-made' && inFile < people ? inFile : 0 },
    { key: 'missed' as const, count: missed },
    { key: 'arrived' as const, count: state === 'arrived' ? 0 : arrived },
  ].filter(({ count }) => count > 0);
}
