import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { NODE_HOST } from '../../support/built.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { onWindows, runsUnderWine } from '../../support/windows/on-windows.ts';

const folder = temporaryFolder('process');
const running: ChildProcess[] = [];

afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

interface Started {
  readonly child: ChildProcess;
  /** Everything printed until now. */
  readonly output: () => string;
  /** The printed address, which is on a separate line. */
  readonly address: Promise<URL>;
  readonly code: Promise<number | null>;
}

function start(args: string[], env: Record<string, string> = {}): Started {
  const child = spawn(process.execPath, [NODE_HOST, ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let output = '';
  const code = new Promise<number | null>((settle) => child.once('close', (value) => settle(value)));
  const address = new Promise<URL>((settle, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const line = /^http\S+$/m.exec(output)?.[0];
      if (line !== undefined && output.includes(`${line}\n`)) settle(new URL(line));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    void code.then(() => reject(new Error(`ended without an address: ${output}`)));
  });
  address.catch(() => {});
  return { child, output: () => output, address, code };
}

async function exchange(address: URL): Promise<number> {
  const response = await fetch(`${address.origin}/session`, {
    method: 'POST',
    headers: { Origin: address.origin, 'Content-Type': 'application/json' },
    body: JSON.stringify({ token: address.hash.slice('#token='.length) }),
  });
  return response.status;
}

describe('the Node host as a program', () => {
  it('starts, answers, and ends without leaving temporary files', async () => {
    const data = join(folder, 'one');
    const host = start(['--no-open', `--data-dir=${data}`]);
    const address = await host.address;
    expect(address.hostname).toBe('127.0.0.1');
    expect(await exchange(address)).toBe(200);
    if (!onWindows) expect(['node-host.json', ''].map((name) => statSync(join(data, name)).mode & 0o777)).toEqual([0o600, 0o700]);
    host.child.kill('SIGTERM');
    expect(await host.code).toBe(0);
    for (const gone of ['node-host.json', 'temporary', 'console.lock-journal']) {
      const isThere = (): boolean => existsSync(join(data, gone));
      // Windows removes a file when the last program that opened it closes it.
      if (onWindows) await expect.poll(isThere, { message: gone }).toBe(false);
      else expect(isThere(), gone).toBe(false);
    }
    const log = readFileSync(join(data, 'log', 'tsunagi.log'), 'utf8');
    expect(log).toContain('"message":"ended"');
    expect(log).not.toContain(address.hash.slice('#token='.length));
  });

  it('is started once per data folder: the second start answers a new address of the first', async () => {
    const data = join(folder, 'two');
    const first = start(['--no-open', `--data-dir=${data}`]);
    const firstAddress = await first.address;
    const second = start(['--no-open', `--data-dir=${data}`]);
    const secondAddress = await second.address;
    expect(await second.code).toBe(0);
    expect(secondAddress.origin).toBe(firstAddress.origin);
    expect(secondAddress.hash).not.toBe(firstAddress.hash);
    expect(await exchange(secondAddress)).toBe(200);
    expect(await exchange(firstAddress), 'an address that was not used gives way to the newer one').toBe(401);
    expect(first.child.exitCode).toBeNull();
  });

  it('makes exactly one of two concurrent starts the host', async () => {
    const data = join(folder, 'race');
    const both = [start(['--no-open', `--data-dir=${data}`]), start(['--no-open', `--data-dir=${data}`])];
    const [one, other] = await Promise.all(both.map((each) => each.address));
    expect(one?.origin).toBe(other?.origin);
    await Promise.race(both.map((each) => each.code));
    expect(both.filter((each) => each.child.exitCode === null)).toHaveLength(1);
  });

  it('starts again at once after it was killed', async () => {
    const data = join(folder, 'killed');
    const first = start(['--no-open', `--data-dir=${data}`]);
    await first.address;
    first.child.kill('SIGKILL');
    await first.code;
    // Creates the files in case the application had not written any.
    mkdirSync(join(data, 'temporary'), { recursive: true });
    writeFileSync(join(data, 'temporary', 'upload'), 'left behind by the crash');
    expect(existsSync(join(data, 'node-host.json'))).toBe(true);
    const second = start(['--no-open', `--data-dir=${data}`]);
    expect(await exchange(await second.address)).toBe(200);
    await expect.poll(() => existsSync(join(data, 'temporary', 'upload'))).toBe(false);
  });

  it('uses the given port, and reports that it is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((settle) => other.once('listening', settle));
    const { port } = other.address() as AddressInfo;
    const refused = start(['--no-open', `--port=${port}`, `--data-dir=${join(folder, 'port')}`]);
    expect(await refused.code).toBe(1);
    expect(refused.output()).toContain(String(port));
    await new Promise((settle) => other.close(settle));
    const given = start(['--no-open', `--port=${port}`, `--data-dir=${join(folder, 'port')}`]);
    expect((await given.address).port).toBe(String(port));
  });

  // `NODE_OPTIONS` apply to the program that starts Wine.
  it.skipIf(onWindows)('reports a port refused by the system, without a stack trace', async () => {
    const refusing = `import { Server } from 'node:net';
Server.prototype.listen = function () {
  setImmediate(() => this.emit('error', Object.assign(new Error('listen EACCES'), { code: 'EACCES', syscall: 'listen' })));
  return this;
};`;
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(refusing)}`;
    const host = start(['--no-open', '--port=80', `--data-dir=${join(folder, 'refused')}`], { NODE_OPTIONS });
    expect(await host.code).toBe(1);
    expect(host.output().trim()).toBe(
      'Port 80 cannot be used: the system does not allow it. Specify another port with `--port`, or omit the option.',
    );
  });

  it('reports unknown arguments in the language of the terminal', async () => {
    const others = ['--port=70000', '--port=x', '--data-dir=', '--idle-minutes=0', 'word'];
    // The same result on every system, because arguments are checked before the system is used; only the language differs.
    for (const argument of runsUnderWine ? ['--unknown'] : ['--unknown', ...others]) {
      const host = start([argument], { LANG: 'en_US.UTF-8' });
      expect(await host.code).toBe(2);
      expect(host.output()).toMatch(/^Usage: /);
    }
    const japanese = start(['--unknown'], { LANG: 'ja_JP.UTF-8' });
    expect(await japanese.code).toBe(2);
    expect(japanese.output()).toMatch(/^使い方: /);
  });

  it('keeps its data below a folder with a Japanese name and spaces', async () => {
    const host = start(['--no-open', `--data-dir=${join(folder, '日本語 の フォルダー')}`]);
    expect(await exchange(await host.address)).toBe(200);
    host.child.kill('SIGINT');
    expect(await host.code).toBe(0);
  });

  it('never loads electron', () => {
    expect(readFileSync(NODE_HOST, 'utf8')).not.toMatch(/from\s*["']electron["']|require\(["']electron["']\)/);
  });
});
