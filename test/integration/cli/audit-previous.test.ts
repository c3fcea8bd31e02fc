import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it, vi } from 'vitest';
import { runAudit } from '#main/hosts/cli/commands/audit.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

let folder: string;
beforeAll(() => {
  folder = temporaryFolder('previous');
});

const HEADER = 'ID,ログインID,氏名,職場用メールアドレス';
const LINES = Array.from({ length: 60 }, (_, n) => `${100 + n},user${n},名前 ${n},user${n}@example.co.jp`);
const AMAZON = ['Eメールアドレス,氏名', ...LINES.map((_, n) => `user${n}@example.co.jp,名前 ${n}`)];
const write = (name: string, lines: readonly string[], end = '\r\n'): string => {
  const path = join(folder, name);
  writeFileSync(path, lines.join('\r\n') + end);
  return path;
};

/** Returns the exit code, its explanation, and whether a report was written. */
async function audited(neo: string, amazon: string, ...options: string[]): Promise<{ exit: number; said: string; written: boolean }> {
  const out = join(folder, 'report.json');
  rmSync(out, { force: true });
  let said = '';
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  try {
    const exit = await runAudit(['--neo', neo, '--amazon', amazon, '--out', out, '--lang', 'ja', ...options]);
    let written = true;
    try {
      readFileSync(out);
    } catch {
      written = false;
    }
    return { exit, said, written };
  } finally {
    spy.mockRestore();
  }
}

it('refuses lists that lack too many people of an earlier one, by the limit that is given or the standard', async () => {
  const [whole, amazon] = [write('neo.csv', [HEADER, ...LINES]), write('amazon.csv', AMAZON)];
  const five = write('five.csv', [HEADER, ...LINES.slice(55)]);
  const refused = await audited(five, amazon, '--previous-neo', whole, '--max-shrink', '20%');
  expect(refused).toMatchObject({ exit: 4, written: false });
  expect(refused.said).toContain('55 人');
  expect(refused.said).toContain('91.7');
  expect((await audited(five, amazon, '--previous-neo', whole)).exit).toBe(4);
  expect((await audited(five, amazon, '--previous-neo', whole, '--max-shrink', '55')).exit).toBeLessThan(2);
  expect((await audited(five, amazon, '--previous-neo', whole, '--max-shrink', '54')).exit).toBe(4);
  // The same people in a list with other columns do not count as a smaller list.
  const narrow = write('narrow.csv', [
    '氏名,ログインID,職場用メールアドレス',
    ...LINES.map((_, n) => `名前 ${n},user${n},user${n}@example.co.jp`),
  ]);
  expect((await audited(narrow, amazon, '--previous-neo', whole, '--max-shrink', '0')).exit).toBeLessThan(2);
  const few = write('few.csv', AMAZON.slice(0, 20));
  expect((await audited(whole, few, '--previous-amazon', amazon)).exit).toBe(4);
});

it('refuses lists whose people have lost their addresses, and names how many', async () => {
  const [whole, amazon] = [write('neo.csv', [HEADER, ...LINES]), write('amazon.csv', AMAZON)];
  const withoutMail = (many: number): string =>
    write('blank.csv', [HEADER, ...LINES.map((line, n) => (n < many ? line.replace(/[^,]*$/, '') : line))]);
  const refused = await audited(withoutMail(60), amazon, '--previous-neo', whole);
  expect(refused).toMatchObject({ exit: 4, written: false });
  expect(refused.said).toContain('60 人（100 %）のメールアドレスが空になります');
  expect((await audited(withoutMail(13), amazon, '--previous-neo', whole)).exit).toBe(4);
  expect((await audited(withoutMail(12), amazon, '--previous-neo', whole)).exit).toBeLessThan(2);
  expect((await audited(withoutMail(60), amazon, '--previous-neo', whole, '--max-shrink', '60')).exit).toBeLessThan(2);
  expect((await audited(withoutMail(60), amazon, '--previous-neo', whole, '--max-shrink', '59')).exit).toBe(4);
  const three = write('three.csv', [HEADER, ...LINES.slice(0, 3)]);
  const none = write('none.csv', [HEADER, ...LINES.slice(0, 3).map((line) => line.replace(/[^,]*$/, 'なし'))]);
  expect((await audited(none, amazon, '--previous-neo', three)).exit).toBe(4);
});

it('compares the number of addresses with the last run', async () => {
  const [whole, amazon] = [write('neo.csv', [HEADER, ...LINES]), write('amazon.csv', AMAZON)];
  const blank = write('blank.csv', [HEADER, ...LINES.map((line) => line.replace(/[^,]*$/, ''))]);
  const last = ['--since-last', join(folder, 'last.json')];
  expect((await audited(whole, amazon, ...last)).exit).toBeLessThan(2);
  const refused = await audited(blank, amazon, ...last);
  expect(refused).toMatchObject({ exit: 4, written: false });
  expect(refused.said).toContain('60 人（100 %）のメールアドレスが空になります');
  // A refused run is not saved, so the next one is compared with the complete list again.
  expect((await audited(blank, amazon, ...last)).exit).toBe(4);
  expect((await audited(blank, amazon, ...last, '--max-shrink', '60')).exit).toBeLessThan(2);
});

it('reports that a file appears truncated, and refuses it if lists are compared', async () => {
  const [whole, amazon] = [write('neo.csv', [HEADER, ...LINES]), write('amazon.csv', AMAZON)];
  const cut = write('cut.csv', [HEADER, ...LINES.slice(0, 59), '159,user59'], '');
  const told = await audited(cut, amazon);
  expect([told.exit < 2, told.said.includes('cut.csv'), told.said.includes('61')]).toEqual([true, true, true]);
  expect(await audited(cut, amazon, '--previous-neo', whole)).toMatchObject({ exit: 4, written: false });
});

it('takes a limit only with something to compare with', async () => {
  const [whole, amazon] = [write('neo.csv', [HEADER, ...LINES]), write('amazon.csv', AMAZON)];
  expect((await audited(whole, amazon, '--max-shrink', '20%')).exit).toBe(2);
  for (const limit of ['many', '120%', '-1', '1.5'])
    expect((await audited(whole, amazon, '--previous-neo', whole, `--max-shrink=${limit}`)).exit).toBe(2);
});
