import type { CallHandler } from '#main/app/dispatcher.ts';

/** Answers calls with the given handlers, for any company. Any other call is reported as a bug. */
export const handledBy = (handlers: object): CallHandler => {
  const byName = handlers as Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
  return async (name, _company, input, context) => {
    const handler = byName[name];
    if (handler === undefined) throw new Error(`no handler for ${name}`);
    return handler(input, context);
  };
};
