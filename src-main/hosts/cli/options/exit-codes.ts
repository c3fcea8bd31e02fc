/** Exit codes shared by all commands. */
export const EXIT_CODES = {
  /** The command succeeded, and nothing blocks. */
  fine: 0,
  /** The command succeeded, but something blocks an order, or a check failed. */
  blocked: 1,
  /** Bad usage, or an input that cannot be read (named with file, row and column). */
  badInput: 2,
  serverUnreachable: 3,
  refusedByGuard: 4,
  /** An error of the console itself: its data folder, its disk, or a bug. */
  ownFault: 5,
} as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];
