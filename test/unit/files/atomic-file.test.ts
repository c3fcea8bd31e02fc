import { mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { copyAtomically, drainChunks, writeAtomically, writeContentAtomically } from '#main/files/atomic-file.ts';
import { readJsonFile } from '#main/files/json-file.ts';
import { generateJsonChunks } from '#main/files/reports/json-report.ts';
import { failureOfAsync } from '../../support/failure-of.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
const at = (name: string): string => join(folder, name);
beforeEach(() => {
  folder = temporaryFolder('atomic');
});
function* pieces(...texts: readonly string[]): Generator<Uint8Array, number> {
  for (const text of texts) yield Buffer.from(text);
  return texts.length;
}

test('a file is written whole, for this user alone, and nothing else is left', async () => {
  writeFileSync(at('a'), 'old');
  expect(await writeAtomically(at('a'), pieces('one ', 'two'))).toBe(2);
  await writeContentAtomically(at('b'), '日本');
  await writeContentAtomically(at('c'), Buffer.from([1, 2]));
  await copyAtomically(at('a'), at('d'));
  mkdirSync(at('beside'));
  await writeAtomically(at('e'), pieces('x'), undefined, at('beside'));
  expect(['a', 'b', 'd', 'e'].map((name) => readFileSync(at(name), 'utf8'))).toEqual(['one two', '日本', 'one two', 'x']);
  expect([[...readFileSync(at('c'))], readdirSync(folder).sort(), readdirSync(at('beside'))]).toEqual([
    [1, 2],
    ['a', 'b', 'beside', 'c', 'd', 'e'],
    [],
  ]);
  if (process.platform !== 'win32') expect(statSync(at('b')).mode & 0o777).toBe(0o600);
});

test('an existing file stays unchanged if the new one cannot be written', async () => {
  writeFileSync(at('a'), 'old');
  mkdirSync(at('folder'));
  const stopped = new AbortController();
  function* stopping(): Generator<Uint8Array, void> {
    yield Buffer.from('half');
    stopped.abort();
  }
  function* failing(): Generator<Uint8Array, void> {
    yield Buffer.from('half');
    throw new Error('a fault of ours');
  }
  const fromSystem = (code: string) =>
    function* (): Generator<Uint8Array, void> {
      yield Buffer.from('half');
      throw Object.assign(new Error(code), { code });
    };
  const write = (chunks: Generator<Uint8Array, void>, signal?: AbortSignal) =>
    failureOfAsync(() => writeAtomically(at('a'), chunks, signal));
  const notWritable = { code: 'file-not-writable', params: { file: 'a' } };
  expect(await write(stopping(), AbortSignal.abort())).toMatchObject({ code: 'cancelled' });
  await expect(write(failing())).rejects.toThrow('a fault of ours');
  expect([await write(fromSystem('EACCES')()), await write(fromSystem('ENOSPC')()), await write(fromSystem('EDQUOT')())]).toEqual([
    notWritable,
    { code: 'storage-full', params: { folder } },
    { code: 'storage-full', params: { folder } },
  ]);
  await expect(write(fromSystem('ERR_X')())).rejects.toThrow('ERR_X');
  const aborting = new AbortController();
  const cut = function* (): Generator<Uint8Array, void> {
    yield Buffer.from('half');
    aborting.abort();
    throw new Error('whatever it says');
  };
  expect(await write(cut(), aborting.signal)).toMatchObject({ code: 'cancelled' });
  expect(await failureOfAsync(() => writeContentAtomically(at('folder'), 'x'))).toEqual({
    code: 'file-not-writable',
    params: { file: 'folder' },
  });
  expect(await failureOfAsync(() => writeContentAtomically(join(at('none'), 'b'), 'x'))).toEqual({
    code: 'file-not-writable',
    params: { file: 'b' },
  });
  expect(await failureOfAsync(() => copyAtomically(at('none'), at('b')))).toEqual({ code: 'file-not-writable', params: { file: 'b' } });
  expect([readFileSync(at('a'), 'utf8'), readdirSync(folder).sort()]).toEqual(['old', ['a', 'folder']]);
});

test('retries renaming a file while a Windows virus scanner has it open', async () => {
  const { platform } = process;
  const { rename } = files;
  let refusals: string[] = [];
  const tried: string[] = [];
  files.rename = async (from, to) => {
    const code = refusals.shift();
    tried.push(code ?? 'renamed');
    if (code !== undefined) throw Object.assign(new Error(code), { code });
    await rename(from, to);
  };
  syncBuiltinESMExports();
  try {
    Object.defineProperty(process, 'platform', { value: 'win32' });
    refusals = ['EPERM', 'EBUSY', 'EACCES'];
    await writeContentAtomically(at('a'), 'new');
    expect([readFileSync(at('a'), 'utf8'), tried.splice(0)]).toEqual(['new', ['EPERM', 'EBUSY', 'EACCES', 'renamed']]);
    refusals = ['ENOSPC'];
    expect(await failureOfAsync(() => writeContentAtomically(at('a'), 'newer'))).toMatchObject({ code: 'storage-full' });
    // On other systems a reader does not block renaming, so an error is not retried.
    Object.defineProperty(process, 'platform', { value: 'linux' });
    refusals = ['EACCES'];
    expect(await failureOfAsync(() => writeContentAtomically(at('a'), 'newer'))).toMatchObject({ code: 'file-not-writable' });
    expect([readFileSync(at('a'), 'utf8'), tried, readdirSync(folder)]).toEqual(['new', ['ENOSPC', 'EACCES'], ['a']]);
  } finally {
    Object.defineProperty(process, 'platform', { value: platform });
    files.rename = rename;
    syncBuiltinESMExports();
  }
});

test.skipIf(process.platform === 'win32')('refuses to overwrite a device', async () => {
  symlinkSync('/dev/null', at('device'));
  expect(await failureOfAsync(() => writeContentAtomically(at('device'), 'x'))).toEqual({
    code: 'file-not-writable',
    params: { file: 'device' },
  });
  expect(readlinkSync(at('device'))).toBe('/dev/null');
});

test('passes chunks on in sequence until it is aborted', async () => {
  const stop = new AbortController();
  const seen: string[] = [];
  const work = drainChunks(
    pieces('a', 'b', 'c'),
    async (bytes) => {
      seen.push(Buffer.from(bytes).toString());
      if (seen.length === 2) stop.abort();
    },
    stop.signal,
  );
  expect([await failureOfAsync(() => work), seen]).toEqual([{ code: 'cancelled', params: {} }, ['a', 'b']]);
});

test('a JSON file is read within its size limit, and counts as empty if it is not valid JSON', async () => {
  const read = (content: string, maxMegabytes = 1): unknown => {
    writeFileSync(at('a.json'), content);
    return failureOfAsync(() => readJsonFile({ path: at('a.json'), name: 'a.json', maxMegabytes }));
  };
  const told = (code: string, params: object = {}): unknown => ({ code, params: { file: 'a.json', ...params } });
  expect([await read('{"a":[1]}'), await read('\ufeff[1]'), await read('{'), await read('')]).toEqual([
    { a: [1] },
    [1],
    undefined,
    told('file-empty'),
  ]);
  expect(await read(`"${'a'.repeat(1024 * 1024 - 1)}"`)).toEqual(told('file-too-large', { size: 1 }));
  expect(await read(`"${'a'.repeat(1024 * 1024 - 2)}"`)).toHaveLength(1024 * 1024 - 2);
  const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
  expect([await read(deep(60)), await read(deep(80))]).toEqual([JSON.parse(deep(60)), told('file-beyond-limits', { limit: 'nesting' })]);
  expect(await read(`[${'1,'.repeat(110_000)}1]`)).toEqual(told('file-beyond-limits', { limit: 'parts' }));
  expect(await failureOfAsync(() => readJsonFile({ path: at('none'), name: 'a.json', maxMegabytes: 1 }))).toEqual(told('file-unreadable'));
  mkdirSync(at('folder'));
  expect(await failureOfAsync(() => readJsonFile({ path: at('folder'), name: 'a.json', maxMegabytes: 1 }))).toMatchObject({
    code: 'file-unreadable',
  });
});

test('findings are written as JSON, one a line, in pieces of a mebibyte', () => {
  const write = (findings: readonly object[]): readonly [string, unknown, number] => {
    const chunks = generateJsonChunks({ n: 1 }, findings);
    const all: Uint8Array[] = [];
    for (;;) {
      const next = chunks.next();
      if (next.done) return [Buffer.concat(all).toString('utf8'), next.value, all.length];
      all.push(next.value);
    }
  };
  expect(write([])).toEqual(['{\n  "summary": {"n":1},\n  "findings": []\n}\n', { bytes: 43, rows: 0 }, 1]);
  const [two, summary] = write([{ a: '山' }, { b: 2 }]);
  expect([two, summary]).toEqual([
    '{\n  "summary": {"n":1},\n  "findings": [\n    {"a":"山"},\n    {"b":2}\n  ]\n}\n',
    { bytes: Buffer.byteLength(two), rows: 2 },
  ]);
  const many = Array.from({ length: 300 }, (_, n) => ({ n, text: '山'.repeat(10_000) }));
  const [long, told, count] = write(many);
  expect([JSON.parse(long), told, count]).toEqual([
    { summary: { n: 1 }, findings: many },
    { bytes: Buffer.byteLength(long), rows: 300 },
    3,
  ]);
});
