import type { CallName } from '#shared/contract/calls.ts';
import type { Handlers } from '../dispatcher.ts';

/** The handlers of one contract namespace. */
export type HandlersOf<Namespace extends string> = Pick<Handlers, Extract<CallName, `${Namespace}.${string}`>>;
