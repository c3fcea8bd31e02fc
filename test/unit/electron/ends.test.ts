import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { describe, expect, test } from 'vitest';
import { type CrashChoice, installCrashHandlers } from '#main/hosts/electron/lifecycle/crash.ts';
import { createQuitHandler, type QuitChoice, type WriteProgress } from '#main/hosts/electron/lifecycle/quit.ts';
import { loadFirstPage, watchRenderer } from '#main/hosts/electron/window/renderer-watch.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('quit', () => {
  function quitting(
    answers: boolean[] = [],
    run: { writing: WriteProgress; choice: QuitChoice } | null = null,
    { silentMs = 60_000, looked = Promise.resolve() }: { silentMs?: number; looked?: Promise<void> } = {},
  ) {
    const done: string[] = [];
    const closed = Promise.withResolvers<void>();
    const written = Promise.withResolvers<void>();
    const quit = createQuitHandler({
      silentMs,
      writing: async () => {
        await looked;
        return run?.writing ?? null;
      },
      askWriting: async ({ done: steps, total }) => {
        done.push(`writing ${steps} of ${total}`);
        return run?.choice ?? 'stay';
      },
      finishWriting: () => {
        done.push('finish');
        return written.promise;
      },
      close: () => {
        done.push('close');
        return closed.promise;
      },
      askForce: async (over) => {
        done.push(over.aborted ? 'ask in vain' : 'ask');
        return answers.shift() ?? false;
      },
      onError: (error) => done.push(`error ${String((error as Error).message)}`),
      exit: (code) => done.push(`exit ${code}`),
    });
    const ask = () => {
      let held = false;
      quit({
        preventDefault: () => {
          held = true;
        },
      });
      return held;
    };
    return { ask, done, closed, written };
  }

  test('is held back until the console has closed', async () => {
    const { ask, done, closed } = quitting();
    expect(ask()).toBe(true);
    await settled();
    expect(done).toEqual(['close']);
    closed.resolve();
    await settled();
    expect(done).toEqual(['close', 'exit 0']);
    expect(ask()).toBe(false);
  });

  test('offers to quit at once when it is requested twice', async () => {
    const { ask, done } = quitting([false, true]);
    ask();
    await settled();
    expect(ask()).toBe(true);
    await settled();
    expect(done).toEqual(['close', 'ask']);
    ask();
    await settled();
    expect(done).toEqual(['close', 'ask', 'ask', 'exit 1']);
  });

  test('does not ask while it is asking', async () => {
    const { ask, done } = quitting();
    ask();
    await settled();
    ask();
    ask();
    await settled();
    expect(done).toEqual(['close', 'ask']);
  });

  describe('while a run writes', () => {
    const writing = { done: 2, total: 6 };

    test('the user may stay, and be asked again', async () => {
      const { ask, done } = quitting([], { writing, choice: 'stay' });
      expect(ask()).toBe(true);
      await settled();
      expect(ask()).toBe(true);
      await settled();
      expect(done).toEqual(['writing 2 of 6', 'writing 2 of 6']);
    });

    test('the user may wait for the write on its way', async () => {
      const { ask, done, written, closed } = quitting([], { writing, choice: 'finish' });
      ask();
      await settled();
      expect(done).toEqual(['writing 2 of 6', 'finish']);
      written.resolve();
      closed.resolve();
      await settled();
      expect(done).toEqual(['writing 2 of 6', 'finish', 'close', 'exit 0']);
    });

    test('the user may quit at once, also after waiting', async () => {
      const atOnce = quitting([], { writing, choice: 'now' });
      atOnce.ask();
      await settled();
      expect(atOnce.done).toEqual(['writing 2 of 6', 'exit 1']);
      const later = quitting([true], { writing, choice: 'finish' });
      later.ask();
      await settled();
      later.ask();
      await settled();
      expect(later.done).toEqual(['writing 2 of 6', 'finish', 'ask', 'exit 1']);
    });
  });

  test('offers to quit at once even if the state of the current write is unavailable', async () => {
    const hanging = new Promise<void>(() => {});
    const asked = quitting([false, true], null, { looked: hanging });
    asked.ask();
    asked.ask();
    await settled();
    expect(asked.done).toEqual(['ask']);
    asked.ask();
    await settled();
    expect(asked.done).toEqual(['ask', 'ask', 'exit 1']);

    const alone = quitting([true], null, { looked: hanging, silentMs: 1 });
    alone.ask();
    await expect.poll(() => alone.done).toEqual(['ask', 'exit 1']);
  });

  test('a late answer after the end starts nothing', async () => {
    const looked = Promise.withResolvers<void>();
    const { ask, done } = quitting([true], null, { looked: looked.promise });
    ask();
    ask();
    await settled();
    looked.resolve();
    await settled();
    expect(done).toEqual(['ask', 'exit 1']);
  });

  test('an error while quitting is logged and the process still ends', async () => {
    const { ask, done, closed } = quitting();
    ask();
    closed.reject(new Error('disk full'));
    await settled();
    expect(done).toEqual(['close', 'error disk full', 'exit 1']);
  });
});

describe('uncaught errors', () => {
  function crashing(choices: (CrashChoice | Error)[]) {
    const process = new EventEmitter();
    const done: string[] = [];
    installCrashHandlers({
      process,
      report: (where, error) => {
        done.push(`${where}: ${(error as Error).message}`);
        return 'ref';
      },
      ask: async (ref) => {
        done.push(`ask ${ref}`);
        const choice = choices.shift() ?? 'quit';
        if (choice instanceof Error) throw choice;
        return choice;
      },
      copy: async (ref) => void done.push(`copy ${ref}`),
      restart: () => done.push('restart'),
      exit: (code) => done.push(`exit ${code}`),
    });
    return { process, done };
  }

  test.each([
    ['uncaughtException', 'uncaught exception'],
    ['unhandledRejection', 'unhandled rejection'],
  ])('%s is logged, shown and ends the process', async (name, where) => {
    const { process, done } = crashing(['quit']);
    process.emit(name, new Error('boom'));
    await settled();
    expect(done).toEqual([`${where}: boom`, 'ask ref', 'exit 1']);
  });

  test('copying shows the dialog again; a restart is scheduled before the exit', async () => {
    const { process, done } = crashing(['copy', 'copy', 'restart']);
    process.emit('uncaughtException', new Error('boom'));
    await settled();
    expect(done).toEqual(['uncaught exception: boom', 'ask ref', 'copy ref', 'ask ref', 'copy ref', 'ask ref', 'restart', 'exit 1']);
  });

  test('a hundred more are logged and not shown', async () => {
    const { process, done } = crashing(['quit']);
    for (let time = 0; time < 100; time += 1) process.emit('unhandledRejection', new Error('again'));
    await settled();
    expect(done.filter((line) => line.startsWith('ask'))).toHaveLength(1);
    expect(done.filter((line) => line.startsWith('unhandled'))).toHaveLength(100);
    expect(done.filter((line) => line.startsWith('exit'))).toHaveLength(1);
  });

  test('an error in the dialog does not open another', async () => {
    const { process, done } = crashing([new Error('no display')]);
    process.emit('uncaughtException', new Error('boom'));
    await settled();
    expect(done).toEqual(['uncaught exception: boom', 'ask ref', 'crash dialog: no display', 'exit 1']);
  });
});

describe('a window whose process died', () => {
  class FakeContents extends EventEmitter {
    readonly loaded: string[] = [];
    destroyed = false;
    isDestroyed = () => this.destroyed;
    loadURL(url: string): Promise<void> {
      this.loaded.push(url);
      return Promise.reject(new Error('a load that fails is not an error of ours'));
    }
  }
  function watched() {
    const contents = new FakeContents();
    const clock = { ms: 0 };
    const gone: string[] = [];
    watchRenderer(
      contents as unknown as WebContents,
      () => clock.ms,
      ({ reason }) => gone.push(reason),
    );
    const die = (atMs: number, reason = 'crashed') => {
      clock.ms = atMs;
      contents.emit('render-process-gone', {}, { reason, exitCode: 5 });
    };
    return { contents, gone, die };
  }

  test('is reloaded twice a minute, then shows a page without scripts', () => {
    const { contents, die } = watched();
    for (const at of [0, 10_000, 59_999]) die(at);
    expect(contents.loaded).toEqual(['app://ui/', 'app://ui/', 'app://ui/stopped']);
  });

  test('is reloaded again after a minute', () => {
    const { contents, die } = watched();
    for (const at of [0, 10_000, 60_000, 69_999]) die(at);
    expect(contents.loaded).toEqual(['app://ui/', 'app://ui/', 'app://ui/', 'app://ui/stopped']);
  });

  test('is not reloaded endlessly if the page without scripts crashes repeatedly', () => {
    const { contents, die } = watched();
    for (const at of [0, 1, 2, 3, 4]) die(at);
    expect(() => die(5)).toThrow(/process ended again and again: crashed 5/);
    expect(contents.loaded).toEqual(['app://ui/', 'app://ui/', 'app://ui/stopped', 'app://ui/stopped', 'app://ui/stopped']);
  });

  describe('while it loads for the first time', () => {
    const failed = new Error('ERR_ABORTED (-3)');
    const cut = () => ({ loadURL: () => Promise.reject(failed), webContents: new EventEmitter() as unknown as WebContents });

    test('keeps waiting: the page loaded instead counts as its page', async () => {
      const window = cut();
      const first = loadFirstPage(window);
      await settled();
      window.webContents.emit('did-finish-load');
      await expect(first).resolves.toBeUndefined();
    });

    test('ends the program if no page can be loaded instead', async () => {
      await expect(loadFirstPage(cut(), 1)).rejects.toBe(failed);
    });
  });

  test.each(['abnormal-exit', 'killed', 'crashed', 'oom', 'launch-failed', 'integrity-failure', 'memory-eviction'])(
    '%s counts',
    (reason) => {
      const { contents, gone, die } = watched();
      die(0, reason);
      expect([contents.loaded, gone]).toEqual([['app://ui/'], [reason]]);
    },
  );

  test('a clean exit and a destroyed window are left alone', () => {
    const { contents, gone, die } = watched();
    die(0, 'clean-exit');
    contents.destroyed = true;
    die(1);
    expect([contents.loaded, gone]).toEqual([[], []]);
  });
});
