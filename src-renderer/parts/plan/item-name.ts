import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import { objectPhrase } from '#shared/domain/sync/wording/label.ts';
import { type Phrase, phrase } from '#shared/domain/sync/wording/phrase.ts';

/** How the keys of secrets begin; their ids are their names. */
const SECRET = 'secret ';

/** What an item of a plan or a run is called: an object by kind and name, a secret by its own. */
export const itemName = (item: {
  readonly key: string;
  readonly section: GatewaySection;
  readonly id: string;
  readonly name: string;
}): Phrase => (item.key.startsWith(SECRET) ? phrase(`plan.secret.${item.id}`) : objectPhrase(item));
