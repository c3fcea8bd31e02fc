import { useCall, useShownCompany } from '../client/index.ts';
import type { Possessions } from './doors.ts';

/**
 * What the shown company has, and whether all of it was answered: until then what is open counts as nothing, so that no door is shown that
 * would have to go again. What fails to be asked folds nothing away.
 */
export const usePossessions = (): Possessions & { readonly isKnown: boolean } => {
  const hasPeople = (useShownCompany()?.sources.length ?? 0) > 0;
  const orders = useCall('orders.summary', {});
  const drafts = useCall('drafts.summary', {});
  const plan = useCall('plan.state', {});
  const isKnown = [orders, drafts, plan].every(({ value, error }) => value !== undefined || error !== null);
  return {
    isKnown,
    hasPeople,
    hasOrders: orders.value === undefined ? (isKnown ? undefined : false) : orders.value.source !== null,
    drafts: drafts.value?.sections ?? (isKnown ? undefined : []),
    isServerRead: plan.value === undefined ? (isKnown ? undefined : false) : plan.value.read !== null,
  };
};
