import { type ChildProcess, spawn } from 'node:child_process';
import { NODE_HOST } from './built.ts';

/** The built Node host as a separate process. */
export interface StartedHost extends AsyncDisposable {
  readonly child: ChildProcess;
  /** Everything printed so far. */
  output(): string;
  /** The printed address; rejects if the host ends without printing one. */
  readonly address: Promise<URL>;
  readonly code: Promise<number | null>;
}

/** Starts the host; it is ended when the scope ends. `node` is the command that starts Node, for another user or with other rights. */
export function startHostProgram(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  node: readonly [string, ...string[]] = [process.execPath],
): StartedHost {
  const [program, ...before] = node;
  const child = spawn(program, [...before, NODE_HOST, ...args], {
    env: { PATH: process.env['PATH'] ?? '', LANG: 'ja_JP.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const code = new Promise<number | null>((settle) => child.once('close', settle));
  const address = new Promise<URL>((settle, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const line = /^(http\S+)\n/m.exec(output)?.[1];
      if (line !== undefined) settle(new URL(line));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    void code.then(() => reject(new Error(`ended without an address: ${output}`)));
  });
  address.catch(() => undefined);
  return {
    child,
    output: () => output,
    address,
    code,
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      await code;
    },
  };
}
