import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { describeDesktop } from '../support/electron/desktop.ts';
import { startNodeHostProcess } from '../support/electron/node-host-process.ts';
import { changeOwner } from '../support/electron/plain-user.ts';

/** Every box of the console is titled like its window. */
const BOX = '^つなぎ$';

describeDesktop('a start that cannot be', ({ launch, press, dataFolder, windows, open }) => {
  test.each([
    ['a folder that is a file', (folder: string) => path.join(folder, 'file', 'data')],
    ['a folder that nobody may write in', (folder: string) => path.join(folder, 'closed', 'data')],
  ])('%s is reported in a dialog, and the process ends with an exit code', async (_name, place) => {
    const folder = dataFolder();
    writeFileSync(path.join(folder, 'file'), '');
    mkdirSync(path.join(folder, 'closed'), { mode: 0o500 });
    changeOwner(path.join(folder, 'closed'));
    const started = launch({ dataFolder: place(folder) });
    await press(BOX, 'Return');
    expect(await started.exited).toBe(5);
    expect(started.stderr()).toContain('データ');
  });

  test.each([
    // Without a log a fault would not be recorded anywhere; and Electron treats a lock that cannot be written as held by another process.
    ['log', 'ja', 'への書き込み権限がありません。'],
    ['browser', 'en', 'is not writable.'],
  ] as const)('a folder "%s" without write permission is reported in the system language (%s)', async (part, language, why) => {
    const closed = path.join(dataFolder(), part);
    mkdirSync(closed, { mode: 0o500 });
    changeOwner(closed);
    const started = launch({ env: { LANGUAGE: language } });
    await press(BOX, 'Return');
    expect(await started.exited).toBe(5);
    expect(started.stderr()).toContain(why);
    expect(started.stderr()).toContain(closed);
  });

  test('a folder for crash dumps without write permission does not prevent the start', async () => {
    const closed = path.join(dataFolder(), 'crashes');
    mkdirSync(closed, { mode: 0o500 });
    changeOwner(closed);
    const desktop = await open();
    expect(readFileSync(path.join(dataFolder(), 'log/tsunagi.log'), 'utf8')).toContain('"message":"crash dumps"');
    expect(await desktop.close()).toBe(0);
  });

  test('a data folder that is not an absolute path is reported, and the process ends with an exit code', async () => {
    const started = launch({ dataFolder: 'relative/folder' });
    await press(BOX, 'Return');
    expect(await started.exited).toBe(2);
    expect(started.stderr()).toContain('--data-dir');
  });

  test('a folder in use by the Node host is reported, and quitting ends the process', async () => {
    const other = await startNodeHostProcess(dataFolder());
    const started = launch();
    await press(BOX, 'Return');
    expect(await started.exited).toBe(1);
    await other.stop();
  });

  test('closing the box by its frame ends the process too', async () => {
    const started = launch({ dataFolder: 'relative/folder' });
    await press(BOX, 'alt+F4');
    expect(await started.exited).toBe(2);
  });

  test('an uncaught error is shown in a dialog of the window, and ends the process', async () => {
    const { app, exited } = await open();
    await app.evaluate(
      () =>
        void setTimeout(() => {
          throw new Error('nobody catches me');
        }),
    );
    await expect.poll(windows, { timeout: 30_000 }).toContain('つなぎ');
    await expect.poll(() => windows().length, { timeout: 30_000 }).toBe(2);
    await press(BOX, 'Return');
    expect(await exited).toBe(1);
  });
});
