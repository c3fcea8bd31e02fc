import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toSupportLogLines } from '#main/app/support/support-log.ts';

const AT = '2026-11-24T01:02:03.000Z';
const line = (more: object): string => JSON.stringify({ at: AT, level: 'error', message: 'matching.rows', ...more });

describe('lines of the log for the support file', () => {
  it('keep the event, its code position, and the reference', () => {
    const stack = [
      'TypeError: 佐藤 花子 <sato@example.co.jp> is not iterable',
      '    at rowOf (file:///home/hanako.sato/Tsunagi/dist/main/worker.mjs:120:15)',
      '    at async Object.rows (C:\\Users\\花子\\Tsunagi\\dist\\main\\worker.mjs:88:3)',
      '    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)',
    ].join('\n');
    expect(
      toSupportLogLines([line({ ref: '0a1b2c3d', error: { name: 'TypeError', message: '佐藤 花子', stack, code: 'ERR_X' } })]),
    ).toEqual([
      {
        at: AT,
        level: 'error',
        message: 'matching.rows',
        ref: '0a1b2c3d',
        error: ['TypeError', 'ERR_X'],
        frames: [
          'rowOf worker.mjs:120:15',
          'Object.rows worker.mjs:88:3',
          'process.processTicksAndRejections node:internal/process/task_queues:105:5',
        ],
      },
    ]);
    expect(toSupportLogLines([line({ level: 'info', message: 'started', port: 41301 })])).toEqual([
      { at: AT, level: 'info', message: 'started', port: 41301 },
    ]);
  });

  it('omit lines that this program did not write', () => {
    expect(toSupportLogLines(['', 'not json', '{"at":"nothing"}', '[]', 'null'])).toEqual([]);
  });

  it('never repeat what an error, a message or an unknown field was given', () => {
    const canary = fc
      .tuple(
        fc.constantFrom('佐藤 花子', 'hanako.sato@example.co.jp', 'https://neo.example.co.jp/cgi', 'Sato Hanako', '10.20.30.40'),
        fc.string(),
      )
      .map(([word, noise]) => [word, `${noise}${word}${noise}`] as const);
    fc.assert(
      fc.property(canary, ([word, text]) => {
        const error = {
          name: text,
          message: text,
          code: text,
          stack: `Error: ${text}\n    at x (/home/${text}/main.mjs:1:2)`,
          cause: { name: text, message: text },
        };
        const told = JSON.stringify(toSupportLogLines([line({ message: text, error, other: text, reason: text, ref: text })]));
        expect(told).not.toContain(word);
        expect(told).not.toContain(JSON.stringify(word).slice(1, -1));
      }),
    );
  });
});
