import type { GatewaySection } from '#shared/domain/sync/gateway-section.ts';
import { describeObject } from '#shared/domain/sync/wording/label.ts';
import { createPhrase, type Phrase } from '#shared/domain/sync/wording/phrase.ts';

/** Prefix of the keys of secrets; their ids are their names. */
const SECRET = 'secret ';

/** Display name of a plan or run item: an object by kind and name, a secret by its own name. */
export const getItemName = (item: {
  readonly key: string;
  readonly section: GatewaySection;
  readonly id: string;
  readonly name: string;
}): Phrase => (item.key.startsWith(SECRET) ? createPhrase(`plan.secret.${item.id}`) : describeObject(item));
