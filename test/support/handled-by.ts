import type { Handle } from '#main/app/dispatcher.ts';

/** Answers calls with a few handlers, for any company; every other call is a bug. */
export const handledBy = (handlers: object): Handle => {
  const byName = handlers as Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
  return async (name, _company, input, context) => {
    const handler = byName[name];
    if (handler === undefined) throw new Error(`no handler for ${name}`);
    return handler(input, context);
  };
};
