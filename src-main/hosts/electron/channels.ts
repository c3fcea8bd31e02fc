/** Every message that crosses between the window and the main process. */
export const CHANNELS = { call: 'tsunagi:call', cancel: 'tsunagi:cancel', event: 'tsunagi:event', drop: 'tsunagi:drop' } as const;

const CALLS_ARGUMENT = '--tsunagi-calls=';
const EVENTS_ARGUMENT = '--tsunagi-events=';

/** The names the preload script lets through; it is too small to carry the contract's schemas itself. */
export interface KnownNames {
  readonly calls: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
}

/** The arguments that tell the preload script which names exist. */
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

/** Reads the names back; without them nothing is known and every call is refused. */
export const namesFromArguments = (argv: readonly string[]): KnownNames => ({
  calls: namesAfter(CALLS_ARGUMENT, argv),
  events: namesAfter(EVENTS_ARGUMENT, argv),
});
