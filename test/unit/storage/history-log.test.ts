import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { beforeEach, describe, expect, it } from 'vitest';
import { CompanyFile } from '#main/storage/company-file.ts';
import { type HistoryRecord, hashHistoryLine } from '#main/storage/history-log.ts';
import { createPhrase } from '#shared/domain/sync/wording/phrase.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const record = (name: string): HistoryRecord => ({
  at: '2026-11-24T00:00:00.000Z',
  by: '田中',
  kind: 'put',
  section: 'invoice_groups',
  id: 'g1',
  name,
  sentence: createPhrase('plan.item.create'),
  reason: '理由',
  runId: null,
  requestId: 'r1',
  before: null,
  after: { name, code: 'B' },
});

describe('the history', () => {
  let folder: string;
  const path = (): string => join(folder, 'company.tsunagi');
  const open = <T>(use: (file: CompanyFile) => T): T => {
    const file = CompanyFile.open(path());
    try {
      return use(file);
    } finally {
      file.close();
    }
  };
  /** Modifies the file as an attacker with another program could. */
  const tamper = (sql: string): void => {
    const database = new DatabaseSync(path());
    database.exec(`DROP TRIGGER history_entry_stays; DROP TRIGGER history_entry_kept; ${sql}`);
    database.close();
  };
  beforeEach(() => {
    folder = temporaryFolder('history');
    const file = CompanyFile.create(path(), {
      id: 'p',
      name: '自社',
      kind: 'test',
      serverAddress: null,
      readOnly: false,
      createdAt: '2026-11-24T00:00:00.000Z',
    });
    file.log.append([record('一'), record('二')]);
    file.log.append([record('三')]);
    file.close();
  });

  it('is unchanged when it is opened again', () => {
    const proof = open(({ log }) => log.verify());
    expect(proof).toMatchObject({ entries: 3, broken: null });
    expect(open(({ log }) => log.line(3)?.hash)).toBe(proof.head);
    expect(open(({ log }) => [...log.lines()].map(({ head }) => head.name))).toEqual(['三', '二', '一']);
  });

  it('is hashed as its document describes', () => {
    const [line, before] = open(({ log }) => [log.line(2), log.line(1)]);
    const canonical = (value: unknown): string =>
      value === null || typeof value !== 'object'
        ? JSON.stringify(value)
        : Array.isArray(value)
          ? `[${value.map(canonical).join(',')}]`
          : `{${Object.entries(value)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`)
              .join(',')}}`;
    const content = canonical({ after: line?.after, before: line?.before, head: line?.head, seq: 2 });
    expect(line?.previousHash).toBe(before?.hash);
    expect(createHash('sha256').update(`${line?.previousHash}${content}`).digest('hex')).toBe(line?.hash);
  });

  it('allows no one to change or remove a line', () => {
    const database = new DatabaseSync(path());
    expect(() => database.exec("UPDATE history_entry SET head = '{}'")).toThrow(/only ever added/);
    expect(() => database.exec('DELETE FROM history_entry WHERE seq = 3')).toThrow(/only ever added/);
    database.close();
  });

  it.each([
    ['a word', "UPDATE history_entry SET after = replace(after, '二', '四') WHERE seq = 2", { seq: 2, problem: 'content' }],
    ['who it was', "UPDATE history_entry SET head = replace(head, '田中', '佐藤') WHERE seq = 1", { seq: 1, problem: 'content' }],
    ['a line that is gone', 'DELETE FROM history_entry WHERE seq = 2', { seq: 3, problem: 'missing' }],
    ['the first of several', "UPDATE history_entry SET head = replace(head, '田中', '佐藤')", { seq: 1, problem: 'content' }],
    ['a line of another history', "UPDATE history_entry SET previous_hash = 'x' WHERE seq = 3", { seq: 3, problem: 'chain' }],
  ])('sees %s', (_, sql, broken) => {
    tamper(sql);
    expect(open(({ log }) => log.verify())).toMatchObject({ broken });
  });

  it('detects by a hash recorded elsewhere that its end was cut off', () => {
    const { head } = open(({ log }) => log.verify());
    tamper('DELETE FROM history_entry WHERE seq = 3');
    expect(open(({ log }) => log.verify())).toMatchObject({ entries: 2, broken: null });
    expect(open(({ log }) => log.has(head))).toBe(false);
  });

  it('is listed in windows, latest first, also if a line is missing', () => {
    const window = (offset: number, limit: number): unknown =>
      open(({ log }) => {
        const { total, lines } = log.window(offset, limit);
        return [total, ...lines.map(({ seq, head }) => `${seq} ${head.name}`)];
      });
    expect([window(0, 9), window(1, 1), window(2, 9), window(3, 9)]).toEqual([[3, '3 三', '2 二', '1 一'], [3, '2 二'], [3, '1 一'], [3]]);
    tamper('DELETE FROM history_entry WHERE seq = 2');
    expect([window(0, 9), window(1, 9), window(2, 9)]).toEqual([[2, '3 三', '1 一'], [2, '1 一'], [2]]);
  });

  it('keeps before and after as given, and nothing for a line that does not exist', () => {
    open(({ log }) => {
      log.append([{ ...record('四'), before: { b: 2, a: [1] }, after: undefined }]);
      log.append([]);
      expect(log.line(4)).toMatchObject({ seq: 4, before: { a: [1], b: 2 }, after: null, head: { name: '四', reason: '理由' } });
      expect(log.line(1)).toMatchObject({ before: null, after: { name: '一', code: 'B' }, previousHash: '' });
      expect([log.line(5), log.has(log.line(4)?.hash ?? ''), log.has(''), log.verify().entries]).toEqual([null, true, false, 4]);
      expect(log.line(4)?.head).not.toHaveProperty('before');
    });
  });

  it('is whole while there is nothing in it', () => {
    tamper('DELETE FROM history_entry');
    open(({ log }) => {
      expect([log.verify(), log.window(0, 9), [...log.lines()]]).toEqual([
        { entries: 0, head: '', broken: null },
        { total: 0, lines: [] },
        [],
      ]);
      log.append([record('一')]);
      expect(log.verify()).toMatchObject({ entries: 1, broken: null });
    });
  });

  it('gives an equal line another hash at another position', () => {
    const texts = ['{}', null, null] as const;
    expect(hashHistoryLine('', 1, ...texts)).not.toBe(hashHistoryLine('', 2, ...texts));
    expect(hashHistoryLine('a', 1, ...texts)).not.toBe(hashHistoryLine('b', 1, ...texts));
  });
});
