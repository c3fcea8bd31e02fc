import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSettingsStore, readStoredLanguage } from '#main/storage/settings.ts';
import { DEFAULT_SETTINGS, type Settings } from '#shared/contract/companies/console.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsunagi-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = () => createSettingsStore(folder);
const file = (): string => join(folder, 'settings.json');

describe('the settings store', () => {
  it('starts with the defaults', () => expect(open().get()).toEqual(DEFAULT_SETTINGS));

  it('keeps any change', () => {
    fc.assert(
      fc.property(
        fc.record<Partial<Settings>>(
          {
            theme: fc.constantFrom('system', 'light', 'dark'),
            contrast: fc.constantFrom('normal', 'high'),
            language: fc.constantFrom('ja', 'en'),
            railCollapsed: fc.boolean(),
            linkHosts: fc.array(fc.domain(), { maxLength: 5 }),
            lastCompanyId: fc.option(fc.string({ unit: 'grapheme' })),
          },
          { requiredKeys: [] },
        ),
        (change) => {
          const before = open().get();
          const after = open().change(change);
          expect(after).toEqual({ ...before, ...change });
          expect(open().get()).toEqual(after);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('refuses values that the schema does not allow, and keeps the file unchanged', () => {
    open().change({ theme: 'dark' });
    const before = readFileSync(file(), 'utf8');
    for (const change of [{ theme: 'pink' }, { unknown: 1 }, { linkHosts: ['x'.repeat(300)] }])
      expect(() => open().change(change as Partial<Settings>)).toThrow();
    expect(readFileSync(file(), 'utf8')).toBe(before);
  });

  it('keeps its values while another program locks the file, so that reading does not fail', () => {
    const settings = open();
    settings.change({ language: 'en' });
    // The file exists but cannot be read, like one held by a virus scanner on Windows.
    renameSync(file(), `${file()}.held`);
    mkdirSync(file());
    expect(settings.get().language).toBe('en');
    expect(() => settings.change({ theme: 'dark' })).toThrow();
    rmSync(file(), { recursive: true });
    renameSync(`${file()}.held`, file());
    expect(settings.change({ contrast: 'high' })).toMatchObject({ language: 'en', theme: 'system', contrast: 'high' });
    expect(open().get()).toEqual(settings.get());
  });

  it('notifies its listeners until they unsubscribe', () => {
    const store = open();
    const heard: Settings[] = [];
    const stop = store.onChange((settings) => heard.push(settings));
    store.change({ language: 'en' });
    stop();
    store.change({ language: 'ja' });
    expect(heard).toEqual([{ ...DEFAULT_SETTINGS, language: 'en' }]);
  });

  it.each(['', '{', 'null', '[1]', '"text"', '\u0000\u0000', '{"theme":"dark"'])(
    'puts a file that holds %j aside and starts with the defaults',
    (content) => {
      writeFileSync(file(), content);
      expect(open().get()).toEqual(DEFAULT_SETTINGS);
      const aside = readdirSync(folder).filter((name) => name.startsWith('settings.corrupt-'));
      expect(aside).toHaveLength(1);
      expect(readFileSync(join(folder, aside[0] ?? ''), 'utf8')).toBe(content);
    },
  );

  it('takes the default for one bad value, and keeps the others', () => {
    writeFileSync(file(), JSON.stringify({ theme: 'pink', language: 'en', linkHosts: 'x' }));
    expect(open().get()).toEqual({ ...DEFAULT_SETTINGS, language: 'en' });
  });

  it('leaves values of a later version in the file', () => {
    writeFileSync(file(), JSON.stringify({ later: { deep: 1 }, theme: 'light' }));
    open().change({ contrast: 'high' });
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ later: { deep: 1 }, theme: 'light', contrast: 'high' });
  });

  it('provides its language to a start without settings, if one can be read', () => {
    const told = (content: string): unknown => {
      writeFileSync(file(), content);
      return readStoredLanguage(folder);
    };
    expect(readStoredLanguage(folder)).toBeNull();
    expect(['{"language":"en"}', '{"language":"ja","theme":"pink"}', '{"language":"fr"}', '{}', 'null', '{', ''].map(told)).toEqual([
      'en',
      'ja',
      ...[null, null, null, null, null],
    ]);
    expect([told(`{"language":"en"}${' '.repeat(1024 * 1024)}`), told(`{"language":"en"}${' '.repeat(1000 * 1024)}`)]).toEqual([
      null,
      'en',
    ]);
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('is one file, with no temporary files left', () => {
    const store = open();
    for (let at = 0; at < 20; at += 1) store.change({ railCollapsed: at % 2 === 0 });
    expect(readdirSync(folder)).toEqual(['settings.json']);
    expect(statSync(file()).size).toBeLessThan(200);
  });
});
