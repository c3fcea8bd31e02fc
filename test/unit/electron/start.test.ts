import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { becomeOnlyInstance } from '#main/hosts/electron/lifecycle/single-instance.ts';
import { parseStartArguments } from '#main/hosts/electron/lifecycle/start-arguments.ts';

describe('parseStartArguments', () => {
  test.each([
    [[], { ok: true, dataFolder: null, transferFile: null, ignored: 0 }],
    [['tsunagi', '.', '--original-process-start-time=1', '--unknown'], { ok: true, dataFolder: null, transferFile: null, ignored: 4 }],
    [['tsunagi', '--data-dir=/data/つなぎ 1'], { ok: true, dataFolder: '/data/つなぎ 1', transferFile: null, ignored: 1 }],
    [
      ['tsunagi', '/a/自社.tsunagi-bundle', 'b.tsunagi-bundle'],
      { ok: true, dataFolder: null, transferFile: '/a/自社.tsunagi-bundle', ignored: 1 },
    ],
    [['tsunagi', '../B.TSUNAGI-BUNDLE'], { ok: true, dataFolder: null, transferFile: '/home/B.TSUNAGI-BUNDLE', ignored: 1 }],
    [['--x.tsunagi-bundle', 'a\u0000.tsunagi-bundle'], { ok: true, dataFolder: null, transferFile: null, ignored: 2 }],
    [['tsunagi', 'https://example.com/', 'app://ui/', 'file.csv'], { ok: true, dataFolder: null, transferFile: null, ignored: 4 }],
    [['--data-dir=relative'], { ok: false, problem: 'bad-data-folder' }],
    [['--data-dir='], { ok: false, problem: 'bad-data-folder' }],
    [['--data-dir=/a\u0000b'], { ok: false, problem: 'bad-data-folder' }],
    [['--data-dir=/a', '--data-dir=/b'], { ok: false, problem: 'bad-data-folder' }],
    [new Array(65).fill('x'), { ok: false, problem: 'too-many' }],
    [['x'.repeat(4_097)], { ok: false, problem: 'too-long' }],
    [['x', 7], { ok: false, problem: 'not-a-list' }],
    ['--data-dir=/a', { ok: false, problem: 'not-a-list' }],
    [null, { ok: false, problem: 'not-a-list' }],
    [
      { length: 1, 0: 'x' },
      { ok: false, problem: 'not-a-list' },
    ],
  ])('%j', (argv, expected) => expect(parseStartArguments(argv, '/home/user')).toEqual(expected));

  test('answers any arguments with an absolute data folder or the reason for a refusal', () => {
    const argv = fc.oneof(fc.anything(), fc.array(fc.string()), fc.array(fc.string().map((text) => `--data-dir=/${text}`)));
    fc.assert(
      fc.property(argv, (words) => {
        const parsed = parseStartArguments(words, '/home/user');
        if (parsed.ok) expect(parsed.dataFolder ?? '/').toMatch(/^\//);
        else expect(['not-a-list', 'too-many', 'too-long', 'bad-data-folder']).toContain(parsed.problem);
      }),
    );
  });
});

class FakeApp extends EventEmitter {
  readonly #first: boolean;
  constructor(first: boolean) {
    super();
    this.#first = first;
  }
  requestSingleInstanceLock(): boolean {
    return this.#first;
  }
}

class FakeWindow {
  readonly done: string[] = [];
  minimized = false;
  destroyed = false;
  isMinimized = () => this.minimized;
  isDestroyed = () => this.destroyed;
  restore = () => void this.done.push('restore');
  show = () => void this.done.push('show');
  focus = () => void this.done.push('focus');
}

describe('the one instance', () => {
  const first = (window: FakeWindow | null) => {
    const app = new FakeApp(true);
    const refused: string[] = [];
    const offered: string[] = [];
    expect(
      becomeOnlyInstance(
        app as unknown as App,
        () => window,
        (file) => offered.push(file),
        (problem) => refused.push(problem),
      ),
    ).toBe(true);
    return { app, refused, offered };
  };

  test('a second instance is refused and adds no listeners', () => {
    const app = new FakeApp(false);
    expect(
      becomeOnlyInstance(
        app as unknown as App,
        () => null,
        () => {},
        () => {},
      ),
    ).toBe(false);
    expect(app.eventNames()).toEqual([]);
  });

  test('a second start brings the window to the front, whatever its arguments', () => {
    const window = new FakeWindow();
    const { app } = first(window);
    app.emit('second-instance', {}, ['tsunagi', '--data-dir=/elsewhere', 'https://example.com/'], '/', {});
    expect(window.done).toEqual(['show', 'focus']);
    window.minimized = true;
    app.emit('second-instance', {}, ['tsunagi'], '/', {});
    expect(window.done).toEqual(['show', 'focus', 'restore', 'show', 'focus']);
  });

  test('a second start that names a transfer file offers it', () => {
    const window = new FakeWindow();
    const { app, offered } = first(window);
    app.emit('second-instance', {}, ['tsunagi', '自社.tsunagi-bundle'], '/home/user', {});
    expect([window.done, offered]).toEqual([['show', 'focus'], ['/home/user/自社.tsunagi-bundle']]);
  });

  test.each([[new Array(65).fill('x')], [['x'.repeat(5_000)]], [null]])('a command line that is not one does nothing', (argv) => {
    const window = new FakeWindow();
    const { app, refused } = first(window);
    app.emit('second-instance', {}, argv, '/', {});
    expect([window.done, refused.length]).toEqual([[], 1]);
  });

  test('without a window nothing happens', () => {
    const gone = new FakeWindow();
    gone.destroyed = true;
    for (const window of [null, gone]) first(window).app.emit('second-instance', {}, ['tsunagi'], '/', {});
    expect(gone.done).toEqual([]);
  });
});
