/** One small change in a place where a fault does harm, and the tests that have to notice it. */
export interface DangerousChange {
  /** What the console does with the change. */
  readonly name: string;
  readonly file: string;
  /** Stands once in the file. */
  readonly from: string;
  readonly to: string;
  /**
   * Project of vitest and the beginning of file names, the nearest first. The tests must load the file themselves: the built application, which
   * the contract tests start, does not contain the change.
   */
  readonly tests: readonly (readonly [project: string, files: string])[];
}
