import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EventHub } from '../../../../src-renderer/client/event-hub.ts';
import { splitLines } from '../../../../src-renderer/client/http-client.ts';

const streamOf = (chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });

const read = async (chunks: readonly Uint8Array[]): Promise<string[]> => {
  const lines: string[] = [];
  for await (const line of splitLines(streamOf(chunks))) lines.push(line);
  return lines;
};

describe('lines of the event stream', () => {
  test('lines are whole however the bytes arrive, also in the middle of a character', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme' }).map((text) => JSON.stringify(text))),
        fc.infiniteStream(fc.integer({ min: 1, max: 7 })),
        async (lines, sizes) => {
          const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
          const chunks: Uint8Array[] = [];
          for (let at = 0; at < bytes.length; ) {
            const size = sizes.next().value as number;
            chunks.push(bytes.slice(at, at + size));
            at += size;
          }
          expect(await read(chunks)).toEqual(lines);
        },
      ),
    );
  });

  test('empty lines keep the connection alive and say nothing; a cut line is dropped', async () => {
    const bytes = new TextEncoder().encode('\n\n{"a":1}\n\n{"cut":');
    expect(await read([bytes])).toEqual(['{"a":1}']);
  });
});

describe('event hub', () => {
  test('each event reaches its own listeners until they stop', () => {
    const hub = new EventHub();
    const heard: unknown[] = [];
    const stop = hub.on('changed', (data) => heard.push(data));
    hub.on('settings', () => heard.push('settings'));
    hub.emit('changed', { companyId: 'a', topics: ['lists'], revision: 1 });
    stop();
    hub.emit('changed', { companyId: 'b', topics: ['lists'], revision: 2 });
    expect(heard).toEqual([{ companyId: 'a', topics: ['lists'], revision: 1 }]);
  });
});
