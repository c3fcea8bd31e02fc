/** Every message that crosses between the window and the main process. */
export const CHANNELS = { call: 'tsunagi:call', cancel: 'tsunagi:cancel', event: 'tsunagi:event', drop: 'tsunagi:drop' } as const;

const CALLS_ARGUMENT = '--tsunagi-calls=';
const EVENTS_ARGUMENT = '--tsunagi-events=';

/** Call and event names that the preload script permits; it is too small for the contract's schemas. */
export interface KnownNames {
  readonly calls: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
}

/** Arguments that pass the names to the preload script. */
export const namesAsArguments = (calls: readonly string[], events: readonly string[]): string[] => [
  `${CALLS_ARGUMENT}${calls.join(',')}`,
  `${EVENTS_ARGUMENT}${events.join(',')}`,
];

const namesAfter = (prefix: string, argv: readonly string[]): ReadonlySet<string> =>
  new Set(
    argv
      .find((argument) => argument.startsWith(prefix))
      ?.slice(prefix.length)
      .split(',')
      .filter((name) => name !== ''),
  );

/** Reads the names; without them every call is refused. */
export const namesFromArguments = (argv: readonly string[]): KnownNames => ({
  calls: namesAfter(CALLS_ARGUMENT, argv),
  events: namesAfter(EVENTS_ARGUMENT, argv),
});
