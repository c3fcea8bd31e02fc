import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCsvTable } from '#main/files/csv/csv-table.ts';
import { writeCsv } from '#main/files/reports/csv-report.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tsunagi-report-'));
  path = join(folder, 'report.csv');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const HEADER = ['code', 'severity', 'side', 'name'];

describe('writeCsv', () => {
  it('writes RFC 4180 with CRLF', async () => {
    const summary = await writeCsv(
      path,
      HEADER,
      [
        ['a', 'b,c', 'd"e', 'f\r\ng'],
        ['', '', '', '山田'],
      ],
      { encoding: 'utf8' },
    );
    const text = 'code,severity,side,name\r\na,"b,c","d""e","f\r\ng"\r\n,,,山田\r\n';
    expect(await readFile(path, 'utf8')).toBe(text);
    expect(summary).toEqual({ bytes: Buffer.byteLength(text), rows: 2, unwritable: [] });
  });

  it('marks UTF-8 for Excel when asked', async () => {
    await writeCsv(path, ['a'], [['b']], { encoding: 'utf8-bom' });
    expect(await readFile(path)).toEqual(Buffer.from('\ufeffa\r\nb\r\n'));
  });

  it('makes formulas harmless, and reading the report gives them back', async () => {
    const risky = ['=1+1', '+81 3', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1', "'0123", "''", '="x"', 'plain'];
    await writeCsv(
      path,
      HEADER,
      risky.map((text) => ['c', 'block', 'neo', text]),
      { encoding: 'utf8' },
    );
    const bytes = await readFile(path);
    const written = bytes.toString().split('\r\n')[1];
    expect(written).toBe("c,block,neo,'=1+1");
    expect(readCsvTable(bytes, 'report.csv').column(3)).toEqual(risky);
  });

  it('leaves a leading quote mark alone in files of others', () => {
    expect(readCsvTable(Buffer.from("氏名,E-mail\n'=1,a\n"), 'a.csv').cell(0, 0)).toBe("'=1");
  });

  it('reports the characters that CP932 cannot encode, with count and first row', async () => {
    const rows = [
      ['a', '', '', '髙﨑①～'],
      ['b', '', '', '𠮷野家, 𠮷'],
      ['c', '', '', '〜é'],
      ['d', '', '', '〓'],
    ];
    const { unwritable } = await writeCsv(path, HEADER, rows, { encoding: 'cp932' });
    expect(unwritable).toEqual([
      { character: '𠮷', codePoint: 0x20bb7, count: 2, firstRow: 2 },
      { character: '〜', codePoint: 0x301c, count: 1, firstRow: 3 },
      { character: 'é', codePoint: 0xe9, count: 1, firstRow: 3 },
    ]);
    expect(readCsvTable(await readFile(path), 'report.csv').column(3)).toEqual(['髙﨑①～', '〓野家, 〓', '〓〓', '〓']);
  });

  it('writes an unpaired surrogate as U+FFFD and reports it', async () => {
    const { unwritable } = await writeCsv(path, HEADER, [['a', '', '', 'x\ud83d']], { encoding: 'utf8' });
    expect(unwritable).toEqual([{ character: '\ud83d', codePoint: 0xd83d, count: 1, firstRow: 1 }]);
  });

  it('writes cells larger than a chunk and many rows, reporting progress', async () => {
    const large = 'あ"'.repeat(700_000);
    const rows = Array.from({ length: 12_000 }, (_, row) => [String(row), 'x', 'y', row === 7 ? large : `行 ${row}`]);
    const told: number[] = [];
    await writeCsv(path, HEADER, rows, { encoding: 'cp932', onProgress: (done) => told.push(done) });
    // The reader refuses lists with such large cells, so the report is read as text.
    const lines = iconv.decode(await readFile(path), 'cp932').split('\r\n');
    expect(lines).toHaveLength(12_000 + 2);
    expect(lines[8]).toBe(`7,x,y,"${large.replaceAll('"', '""')}"`);
    expect(lines[12_000]).toBe('11999,x,y,行 11999');
    expect(told).toEqual([5_000, 10_000, 12_000]);
  });

  it('leaves the former report and no temporary file when it is canceled, or when the rows fail', async () => {
    await writeFile(path, 'former');
    const stop = new AbortController();
    function* cancelling() {
      for (let row = 0; row < 100_000; row++) {
        if (row === 50_000) stop.abort();
        yield ['a', 'b', 'c', 'd'.repeat(40)];
      }
    }
    await expect(writeCsv(path, HEADER, cancelling(), { encoding: 'utf8', signal: stop.signal })).rejects.toMatchObject({
      failure: { code: 'cancelled' },
    });
    function* failing(): Generator<string[]> {
      yield ['a', 'b', 'c', 'd'];
      throw new TypeError('a bug');
    }
    await expect(writeCsv(path, HEADER, failing(), { encoding: 'utf8' })).rejects.toThrow('a bug');
    expect(await readFile(path, 'utf8')).toBe('former');
    expect(await readdir(folder)).toEqual(['report.csv']);
  });

  it('reports a path that cannot be written', async () => {
    await expect(writeCsv(join(folder, 'none', 'report.csv'), HEADER, [], { encoding: 'utf8' })).rejects.toMatchObject({
      failure: { code: 'file-not-writable', params: { file: 'report.csv' } },
    });
  });
});
