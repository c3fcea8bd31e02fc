import type { Transport } from '#renderer/client/index.ts';
import type { Result } from '#shared/contract/call/result.ts';
import type { Readiness } from '#shared/contract/readiness/readiness.ts';
import { announceDecision, type UndoResult, wrapDecision } from '../decisions/decisions.ts';
import { announceFailure } from '../undo/undo-notice.ts';

export type FormerDomain = NonNullable<Readiness['formerDomains']>[number];

/** Registers a former domain; can be undone. */
export const registerFormerDomain = wrapDecision(async (client: Transport, pair: FormerDomain): Promise<void> => {
  const result = await changeRegistration(client, pair, true);
  if (!result.ok) return announceFailure(result.error);
  announceDecision(client, 'domains', pair.people, 0, {
    undo: () => changeRegistration(client, pair, false),
    redo: () => changeRegistration(client, pair, true),
  });
});

/** Adds or removes the pair; all other domains stay unchanged. */
async function changeRegistration(
  client: Transport,
  { from, to, people }: FormerDomain,
  isRegistered: boolean,
): Promise<Result<UndoResult>> {
  const current = await client.call('companies.current', {});
  if (!current.ok) return current;
  const { companyDomains, aliasDomains } = current.value;
  const others = aliasDomains.filter((alias) => alias.from !== from || alias.to !== to);
  const changed = await client.call('companies.changeDomains', {
    companyDomains,
    aliasDomains: isRegistered ? [...others, { from, to }] : others,
  });
  return changed.ok ? { ok: true, value: { count: people, back: true } } : changed;
}
