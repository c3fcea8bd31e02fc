import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import { dateOfDay, dayNumber } from '#shared/domain/checkout/days.ts';

type Ask = <N extends CallName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>;

/** Begins an account review that ends on one of the next days, whatever day it is; answers the notice's key. */
export async function comingReview(ask: Ask): Promise<string> {
  const { today } = await ask('notices.list', {});
  for (let back = 0; back < 14; back++) {
    await ask('clocks.changeAccountReview', { startedOn: dateOfDay((dayNumber(today) ?? 0) - back) });
    const review = (await ask('notices.list', {})).coming.find(({ deadline }) => deadline.kind === 'account-review');
    if (review !== undefined) return review.key;
  }
  throw new Error('no account review ends within the week');
}
