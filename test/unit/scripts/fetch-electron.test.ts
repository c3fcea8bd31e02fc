import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

// The installed package `electron`, with a local mirror that offers a small archive instead of the program's. Everything else is used as in
// `npm start`: the library, the digest, the unpacking, the limits and the saved state.
const ROOT = resolve(import.meta.dirname, '../../..');
const SCRIPT = join(ROOT, 'scripts/electron.mjs');
const { version } = JSON.parse(readFileSync(join(ROOT, 'node_modules/electron/package.json'), 'utf8')) as { version: string };
const ARCHIVE = `electron-v${version}-${process.platform}-${process.arch}.zip`;
const PROGRAM = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[process.platform as string] ?? 'electron';
// The content is incompressible, so that it arrives in several chunks.
const archive = zipSync(
  { version: strToU8(version), [PROGRAM]: strToU8(Array.from({ length: 90_000 }, (_, at) => at).join()) },
  { level: 0 },
);

let folder = '';
let server: Server | null = null;
let asked: string[] = [];

beforeEach(() => {
  mkdirSync(join(ROOT, 'node_modules/.cache'), { recursive: true });
  // Inside the project, where the package finds its library.
  folder = mkdtempSync(join(ROOT, 'node_modules/.cache/tsunagi-fetch-'));
  for (const file of ['package.json', 'install.js']) cpSync(join(ROOT, 'node_modules/electron', file), join(folder, 'electron', file));
  writeFileSync(join(folder, 'electron/checksums.json'), JSON.stringify({ [ARCHIVE]: createHash('sha256').update(archive).digest('hex') }));
  asked = [];
});
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
  rmSync(folder, { recursive: true, force: true });
});

async function mirror(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const made = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  server = made;
  await new Promise<void>((done) => made.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}/`;
}
const serve = (bytes: Uint8Array) => (_request: IncomingMessage, response: ServerResponse) =>
  void response.writeHead(200, { 'content-length': bytes.length }).end(bytes);

interface Start {
  readonly answer: { readonly program: string | null; readonly reason?: string };
  readonly said: string;
}
/** Runs the Electron part of `npm start` with a display and shorter limits. */
async function start(
  address: string,
  { quietSeconds = 10, mostSeconds = 30, wish = 'asked: false', env = {} as Record<string, string> } = {},
): Promise<Start> {
  const code = `const { electronForStart, FETCHING } = await import(${JSON.stringify(SCRIPT)});
const fetching = { ...FETCHING, folder: ${JSON.stringify(join(folder, 'electron'))}, note: ${JSON.stringify(join(folder, 'note/refused.json'))}, quietSeconds: ${quietSeconds}, mostSeconds: ${mostSeconds} };
process.stdout.write(JSON.stringify(await electronForStart({ why: null, settings: ${JSON.stringify(join(folder, 'sys'))}, fetching, ${wish} })));`;
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/proxy|electron/i.test(name)));
  const child = spawn(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: folder,
    env: {
      ...kept,
      LANG: 'C',
      LC_ALL: '',
      LC_MESSAGES: '',
      ELECTRON_MIRROR: address,
      electron_config_cache: join(folder, 'cache'),
      ...env,
    },
  });
  let [stdout, said] = ['', ''];
  child.stdout.on('data', (part) => {
    stdout += part;
  });
  child.stderr.on('data', (part) => {
    said += part;
  });
  await new Promise((done) => child.once('close', done));
  return { answer: JSON.parse(stdout), said };
}

describe('npm start without Electron', () => {
  it('downloads it once with progress, and uses its program from then on', async () => {
    const address = await mirror(serve(archive));
    const first = await start(address);
    expect(first.answer).toEqual({ program: join(folder, 'electron/dist', PROGRAM) });
    expect(existsSync(first.answer.program ?? '')).toBe(true);
    expect(first.said).toMatch(/fetching Electron for a window of its own, once\. At most 1 minutes; --host=node does without\./);
    expect(first.said).toMatch(new RegExp(`Electron ${version}  100 %`));
    expect(asked).toEqual([`/v${version}/${ARCHIVE}`]);
    const second = await start(address);
    expect(second).toEqual({ answer: first.answer, said: '' });
    expect(asked).toHaveLength(1);
  });

  it('waits for a slow mirror as long as data arrives', async () => {
    // A chunk every 200 ms for four seconds, which is longer than the maximum time without data.
    const pieces = Array.from({ length: 20 }, (_, at) => archive.subarray((at * archive.length) / 20, ((at + 1) * archive.length) / 20));
    const address = await mirror((_request, response) => {
      response.writeHead(200, { 'content-length': archive.length });
      const timer = setInterval(() => {
        const piece = pieces.shift();
        if (piece !== undefined) return response.write(piece);
        clearInterval(timer);
        return response.end();
      }, 200);
    });
    const { answer, said } = await start(address, { quietSeconds: 3 });
    expect(answer.program).toBe(join(folder, 'electron/dist', PROGRAM));
    const told = said.match(/\d+(?= %)/g)?.map((percent) => Math.floor(Number(percent) / 25));
    expect(told).toEqual([0, 1, 2, 3, 4]);
  });

  it('reports the downloaded size if the mirror gives no total', async () => {
    const address = await mirror((_request, response) => response.writeHead(200).end(archive));
    const { answer, said } = await start(address);
    expect(answer.program).not.toBeNull();
    expect(said).toMatch(new RegExp(`Electron ${version}  \\d+ MB`));
  });

  it('continues without it even if the refusal cannot be recorded, as in a folder of another user', async () => {
    writeFileSync(join(folder, 'note'), 'no folder');
    const address = await mirror((_request, response) => void response.writeHead(404).end());
    const { answer } = await start(address);
    expect(answer.program).toBeNull();
    expect(answer.reason).toContain('Electron could not be fetched.');
  });

  it('runs without it and downloads nothing if the system permits no sandbox', async () => {
    const setting = join(folder, 'sys/kernel/apparmor_restrict_unprivileged_userns');
    mkdirSync(join(setting, '..'), { recursive: true });
    writeFileSync(setting, '1\n');
    const address = await mirror(serve(archive));
    const { answer } = await start(address);
    expect(answer).toEqual({ program: null, reason: expect.stringContaining('Electron may have no sandbox here') });
    expect(asked).toEqual([]);
    // A user who explicitly requests the window may have given this program permission.
    expect((await start(address, { wish: 'asked: true' })).answer.program).not.toBeNull();
    expect((await start(address)).answer.program).toBeNull();
    writeFileSync(setting, '0\n');
    expect((await start(address)).answer.program).not.toBeNull();
  });

  const half = archive.subarray(0, archive.length / 2);
  it.each([
    { mirror: 'refuses', serving: (_: unknown, to: ServerResponse) => to.writeHead(403).end('no'), why: /Response code 403 \(Forbidden\)/ },
    { mirror: 'never answers', quietSeconds: 1, serving: () => {}, why: /nothing came for 1 seconds/ },
    {
      mirror: 'stops in the middle',
      quietSeconds: 1,
      serving: (_: unknown, to: ServerResponse) => to.writeHead(200, { 'content-length': archive.length }).write(half),
      why: /nothing came for 1 seconds/,
    },
    {
      mirror: 'hangs up in the middle',
      serving: (_: unknown, to: ServerResponse) => {
        to.writeHead(200, { 'content-length': archive.length });
        to.write(half, () => to.destroy());
      },
      why: /was not fetched: ./,
    },
    {
      mirror: 'serves another file',
      serving: serve(strToU8('<html>Sign in to the network</html>')),
      why: /another file than it should be/,
    },
    { mirror: 'serves a changed file', serving: serve(archive.with(200, 1)), why: /another file than it should be/ },
  ])(
    'prints one line with the reason if the mirror $mirror, and does not try again within a day',
    async ({ serving, why, quietSeconds = 20 }) => {
      const address = await mirror(serving);
      const { answer, said } = await start(address, { quietSeconds });
      expect(answer).toEqual({
        program: null,
        reason: 'Electron could not be fetched. To try again: npx install-electron',
      });
      expect(said).toMatch(why);
      expect(said).not.toMatch(/\n\s+at /);
      expect(existsSync(join(folder, 'electron/dist'))).toBe(false);

      const tried = asked.length;
      const again = await start(address, { quietSeconds });
      expect(again).toEqual({
        answer: {
          program: null,
          reason: 'Electron could not be fetched within the last day. To try again: npx install-electron',
        },
        said: '',
      });
      expect(asked).toHaveLength(tried);
    },
  );

  it('gives up on a mirror that would take too long', async () => {
    const address = await mirror((_request, response) => {
      response.writeHead(200, { 'content-length': 1e9 });
      const timer = setInterval(() => response.write('x'), 50);
      response.on('close', () => clearInterval(timer));
    });
    const { answer, said } = await start(address, { quietSeconds: 5, mostSeconds: 1 });
    expect(answer.program).toBeNull();
    expect(said).toContain('it took longer than 1 seconds.');
  });

  it('reports the reason if the mirror does not respond', async () => {
    const address = await mirror(serve(archive));
    await new Promise((done) => server?.close(done));
    const { answer, said } = await start(address);
    expect(answer.program).toBeNull();
    expect(said).toMatch(/was not fetched: .*ECONNREFUSED/);
  });

  it('tries again after a day, over another mirror, and when the window was asked for', async () => {
    const refusing = await mirror((_request, response) => response.writeHead(503).end());
    await start(refusing);
    expect((await start(refusing, { wish: 'asked: true' })).said).toContain('503');
    expect((await start(`${refusing}other/`)).said).toContain('503');
    expect(asked.map((path) => path.split('/v')[0])).toEqual(['', '', '/other']);
    const note = join(folder, 'note/refused.json');
    const noted = JSON.parse(readFileSync(note, 'utf8'));
    writeFileSync(note, JSON.stringify({ ...noted, at: noted.at - 25 * 60 * 60_000 }));
    expect((await start(`${refusing}other/`)).said).toContain('503');
    expect(asked).toHaveLength(4);
  });

  it('remembers no address of a proxy or a mirror', async () => {
    const refusing = await mirror((_request, response) => response.writeHead(503).end());
    await start(refusing, { env: { no_proxy: '127.0.0.1', HTTPS_PROXY: 'http://hanako:himitsu@127.0.0.1:9' } });
    expect(Object.keys(JSON.parse(readFileSync(join(folder, 'note/refused.json'), 'utf8'))).sort()).toEqual(['at', 'way']);
    expect(readFileSync(join(folder, 'note/refused.json'), 'utf8')).not.toMatch(/himitsu|127\.0\.0\.1/);
  });

  it('sends no request if no window is possible', async () => {
    const address = await mirror(serve(archive));
    const { answer } = await start(address, { wish: `asked: false, why: 'no display'` });
    expect(answer).toEqual({ program: null, reason: 'no display' });
    expect(asked).toEqual([]);
  });

  it('takes the Electron that is given', async () => {
    const address = await mirror(serve(archive));
    mkdirSync(join(folder, 'given', PROGRAM, '..'), { recursive: true });
    writeFileSync(join(folder, 'given', PROGRAM), '');
    const { answer } = await start(address, { env: { ELECTRON_OVERRIDE_DIST_PATH: join(folder, 'given') } });
    expect(answer).toEqual({ program: join(folder, 'given', PROGRAM) });
    expect(asked).toEqual([]);
  });
});
