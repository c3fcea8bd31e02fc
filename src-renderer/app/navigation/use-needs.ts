import type { CallInput } from '#shared/contract/calls.ts';
import type { Section } from '#shared/domain/drafts/sections.ts';
import { useCall } from '../../client/index.ts';
import type { ScreenId } from '../../navigation/index.ts';
import { createFixCountsInput } from '../../parts/fixes/fix-filter.ts';
import { useUnappliedChanges } from '../../parts/plan/use-unapplied.ts';
import { countToReview } from '../../screens/triage/ledger-view.ts';
import { useFormat, useText } from '../../ui/index.ts';
import type { NavigationEntryId } from './navigation-entries.ts';

/**
 * Number of items that need the administrator on a screen: people who cannot order, orders near the end of their lock, changes to apply,
 * decisions to review, invalid drafts, progress of the set-up guide. `null` = nothing.
 */
export interface OpenWork {
  readonly shown: string;
  readonly spoken: string;
}

const WHOLE_LEDGER = { filter: { states: [], kinds: [], search: '' }, offset: 0, limit: 1 } satisfies CallInput<'triage.ledger'>;
const ADOPTED = createFixCountsInput([]);

/** Draft screens with the sections whose blocking problems they count. Empty settings are reported by the set-up guide. */
const SECTIONS_OF: Readonly<Partial<Record<ScreenId, readonly Section[]>>> = {
  amazonGroups: ['amazon_groups'],
  routes: ['routes'],
  serials: ['serials'],
  invoicing: ['invoice_groups'],
};

/** The open work of a navigation entry: that of its first screen; for the drafts, the blocking problems of all of them. */
export const useEntryWork = (entry: NavigationEntryId): OpenWork | null =>
  useOpenWork(entry, entry === 'integration' ? Object.values(SECTIONS_OF).flat() : undefined);

/**
 * Open work of a screen, never a total: people who cannot order, orders close to the end of their lock, changes to send, decisions to
 * review, drafts with errors, and the progress of the set-up guide until it is complete. `null` = none.
 */
export const useOpenWork = (screen: ScreenId, sections = SECTIONS_OF[screen]): OpenWork | null => {
  const app = useText('app');
  const entries = useText('triageScreen');
  const fixes = useText('fixesScreen');
  const guideText = useText('setupScreen');
  const planText = useText('planScreen');
  const format = useFormat();
  const summary = useCall('readiness.summary', screen === 'matching' ? {} : null).value;
  const ledger = useCall('triage.ledger', screen === 'triage' ? WHOLE_LEDGER : null).value;
  const orders = useCall('orders.summary', screen === 'orders' ? {} : null).value;
  const adopted = useCall('fixes.list', screen === 'fixes' ? ADOPTED : null).value;
  const guide = useCall('setup.guide', screen === 'setup' ? {} : null).value;
  const unapplied = useUnappliedChanges(screen === 'plan');
  const drafts = useCall('drafts.summary', sections === undefined ? null : {}).value;

  const needs = (count: number, spoken: (params: { readonly count: number }) => string): OpenWork | null =>
    count === 0 ? null : { shown: format.count(count), spoken: spoken({ count }) };
  if (guide !== undefined) {
    const progress = { done: guide.done, total: guide.total };
    return guide.done === guide.total ? null : { shown: guideText('fraction', progress), spoken: guideText('needs', progress) };
  }
  if (drafts !== undefined) {
    const blocked = drafts.sections.filter(({ section }) => sections?.includes(section)).reduce((sum, each) => sum + each.blocked, 0);
    return needs(blocked, (params) => app('needsMending', params));
  }
  if (unapplied !== null) return needs(unapplied.count, (params) => planText('needs', params));
  if (orders !== undefined) return needs(orders.inDanger, (params) => app('needsOrders', params));
  if (adopted !== undefined) return needs(adopted.counts.adopted, (params) => fixes('needs', params));
  if (ledger !== undefined) return needs(countToReview(ledger.counts), (params) => entries('needs', params));
  return summary === undefined || summary === null ? null : needs(summary.blocked, (params) => app('needsCount', params));
};
