import { spawn } from 'node:child_process';
import { ExpectedError } from '#shared/contract/call/expected-error.ts';

export interface ProgramResult {
  /** Exit code; `null` if the program does not exist. */
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Standard input. */
  readonly input?: string;
  readonly signal?: AbortSignal;
  /** Passes the arguments as they are, because cmd does not parse the quotes that Node adds. */
  readonly verbatim?: boolean;
}

/** Maximum duration of a program of the scheduler in milliseconds; a run of `watch` has its own limit. */
const PATIENCE_MS = 20_000;
/** Maximum number of characters that are kept of each output. */
const MOST_CHARACTERS = 200_000;

/** Runs a program and waits for its end. Throws AbortError if it was canceled. */
export function runProgram(program: string, args: readonly string[], options: RunOptions): Promise<ProgramResult> {
  const { env, input, signal, verbatim = false } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env,
      stdio: 'pipe',
      windowsHide: true,
      windowsVerbatimArguments: verbatim,
      signal: signal ?? AbortSignal.timeout(PATIENCE_MS),
    });
    const said = { out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (said.out.length < MOST_CHARACTERS) said.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (said.err.length < MOST_CHARACTERS) said.err += text;
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') resolve({ exit: null, ...said });
      else if (error.name === 'AbortError' && signal === undefined) resolve({ exit: 124, out: said.out, err: 'timeout' });
      else reject(error);
    });
    child.on('close', (exit) => resolve({ exit: exit ?? 128, ...said }));
    // A program that ends before it has read its input closes the pipe.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
}

/** Runs a program of the scheduler. Throws `schedule-refused` with its message if it fails. */
export async function runScheduler(program: string, args: readonly string[], options: RunOptions): Promise<string> {
  const { exit, out, err } = await runProgram(program, args, options);
  if (exit !== 0) throw refuseSchedule(program, err.trim() === '' ? out : err);
  return out;
}

/** Returns the failure of a program of the scheduler, with the first line of what it said. */
export const refuseSchedule = (program: string, said: string): ExpectedError =>
  new ExpectedError('schedule-refused', { program, detail: said.trim().split('\n')[0]?.trim().slice(0, 300) || 'none' });
