import { ExpectedError } from '#shared/contract/call/expected-error.ts';
import type { Drafts } from '#shared/domain/drafts/draft.ts';
import { isSameJson } from '#shared/domain/drafts/stable-json.ts';
import type { Staleness } from '#shared/domain/sync/guards/stale.ts';
import type { ServerState } from '#shared/domain/sync/server-state.ts';
import type { CachedPlan } from '../../company/plan/plan-cache.ts';

/**
 * Returns why a plan changed after the server was read again; `null` = unchanged. The server is named as the reason only if it changed;
 * otherwise an edit made here is the reason.
 */
export function findPlanChangeError(
  shown: CachedPlan,
  digest: string,
  now: { readonly server: ServerState; readonly drafts: Drafts; readonly stale: Staleness },
): ExpectedError | null {
  const [first] = now.stale.touching;
  if (first !== undefined)
    return new ExpectedError('plan-stale', { changes: now.stale.touching.length, name: first.name === '' ? 'none' : first.name });
  if (digest === shown.digest) return null;
  const isServers = now.stale.elsewhere.length > 0 || !isReadAsMuch(shown.plan.server, now.server);
  return isServers && !isEdited(shown, now.drafts)
    ? new ExpectedError('plan-stale', { changes: 'none', name: 'none' })
    : new ExpectedError('plan-changed');
}

/** Whether a selected draft was edited; a server read does not change existing drafts. */
const isEdited = ({ plan, selection }: CachedPlan, drafts: Drafts): boolean =>
  [...selection].some((key) => {
    const item = plan.byKey.get(key);
    return item !== undefined && item.secret === null && !isSameJson(item.draft, drafts.get(key)?.draft ?? null);
  });

/** Whether two reads covered the same sections; the plan contains no items of uncovered sections. */
const isReadAsMuch = (before: ServerState, now: ServerState): boolean =>
  before.complete.length === now.complete.length && before.complete.every((section) => now.complete.includes(section));
