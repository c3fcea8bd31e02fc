import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeFolderLock } from '#main/storage/data-folder/folder-lock.ts';
import { CLI } from '../../support/built.ts';
import { writeMorning } from '../../support/morning-lists.ts';
import { listen } from '../../support/network/servers.ts';
import { requirePrinted } from '../../support/printed-json.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
const closing: { close(): Promise<void> }[] = [];
beforeEach(() => {
  folder = temporaryFolder('failing');
});
afterEach(async () => {
  for (const server of closing.splice(0)) await server.close();
});

/** Starts a webhook that records received messages. `answers` are the next response statuses; later ones are 200. */
async function service(answers: number[] = []): Promise<{ readonly port: number; readonly posted: string[] }> {
  const posted: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      posted.push(body);
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  const listening = await listen(server);
  closing.push(listening);
  return { port: listening.port, posted };
}

/** Runs the watch command with a webhook, as a scheduler does. */
function watch(port: number, ...more: string[]): Promise<{ readonly exit: number | null; readonly said: string }> {
  const words = ['watch', '--state', 'state', '--neo', 'neo.csv', '--amazon', 'amazon.csv', '--webhook', 'it', ...more];
  return new Promise((done, failed) => {
    const env = { TSUNAGI_WEBHOOK: `http://localhost:${port}/T0KEN` };
    const child = spawn(process.execPath, [CLI, ...words], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on('error', failed);
    child.on('close', (exit) => {
      requirePrinted(['watch'], out, err);
      done({ exit, said: out + err });
    });
  });
}

describe('a run that could check nothing', () => {
  it.each([
    ['empty', (last: string) => writeFileSync(last, '')],
    ['cut', (last: string) => writeFileSync(last, readFileSync(last, 'utf8').slice(0, -40))],
    ['of a newer version', (last: string) => writeFileSync(last, readFileSync(last, 'utf8').replace('"version":1', '"version":2'))],
    ['a folder', (last: string) => [rmSync(last), mkdirSync(last)]],
  ])('reports each time that the last run is %s, and sends the delayed messages', async (_, damage) => {
    const { port, posted } = await service([404]);
    writeMorning(folder);
    expect(await watch(port)).toMatchObject({ exit: 3 });
    const before = posted.length;
    damage(join(folder, 'state/last.json'));
    for (const night of [1, 2]) {
      const failed = await watch(port);
      expect(failed).toMatchObject({ exit: 2, said: expect.stringContaining('last.json') });
      // The waiting message is delivered first, and once.
      const told = posted.slice(before);
      expect(told).toHaveLength(night + 1);
      expect(told[0]).toContain('初回');
      expect(told[night]).toContain('last.json');
    }
    expect(readdirSync(join(folder, 'state/outbox'))).toEqual([]);
  });

  it('reports an unreadable words file, and leaves the report to another run that holds the folder', async () => {
    const { port, posted } = await service();
    writeMorning(folder);
    writeFileSync(join(folder, 'words.json'), 'words');
    expect(await watch(port, '--words', 'words.json')).toMatchObject({ exit: 2 });
    const held = takeFolderLock(join(folder, 'state'));
    expect(await watch(port)).toMatchObject({ exit: 2 });
    held?.release();
    expect(posted.map((body) => (JSON.parse(body) as { title: string }).title)).toEqual([expect.stringContaining('確認できませんでした')]);
  });
});
