/** IPC channels between window and main process. */
export const CHANNELS = { call: 'tsunagi:call', cancel: 'tsunagi:cancel', event: 'tsunagi:event', drop: 'tsunagi:drop' } as const;

const CALLS_ARGUMENT = '--tsunagi-calls=';
const EVENTS_ARGUMENT = '--tsunagi-events=';

/**
 * Call and event names that the preload script forwards. Only names are passed, because the contract's schemas would make the script too
 * large.
 */
export interface KnownNames {
  readonly calls: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
}

/** Encodes the names as process arguments for the preload script. */
export const formatNameArguments = (calls: readonly string[], events: readonly string[]): string[] => [
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

/** Reads the names from process arguments; without them every call is refused. */
export const parseNameArguments = (argv: readonly string[]): KnownNames => ({
  calls: namesAfter(CALLS_ARGUMENT, argv),
  events: namesAfter(EVENTS_ARGUMENT, argv),
});
