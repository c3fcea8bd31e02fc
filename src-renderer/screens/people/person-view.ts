import type { CallOutput } from '#shared/contract/calls.ts';
import type { MessageKey } from '#shared/messages/keys.ts';

export type PersonView = CallOutput<'people.look'>;
export type PersonGate = PersonView['gates'][number];

/** A text below `people`, with its arguments. */
export interface Line {
  readonly key: MessageKey<'people'>;
  readonly params: Readonly<Record<string, string | number>>;
}
