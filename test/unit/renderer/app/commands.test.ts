import { describe, expect, test } from 'vitest';
import { createTexts } from '../../../../shared/messages/texts.ts';
import type { LabelledCommand } from '../../../../src-renderer/app/palette/commands.ts';
import { normalizeSearchText, searchCommands } from '../../../../src-renderer/app/palette/commands.ts';
import { SCREEN_PART_IDS, SCREEN_PARTS } from '../../../../src-renderer/app/palette/screen-parts.ts';

const commands: readonly LabelledCommand[] = [
  { command: { kind: 'screen', screen: 'readiness' }, label: '準備状況', reading: 'じゅんびじょうきょう junbi' },
  { command: { kind: 'screen', screen: 'matching' }, label: 'ユーザー照合', reading: 'ゆーざーしょうごう shougou' },
  { command: { kind: 'import', list: 'neo-users' }, label: 'NEO ユーザーの一覧を取り込む', reading: 'とりこむ torikomu' },
];
const undo: LabelledCommand = {
  command: { kind: 'undo' },
  label: '元に戻す: 名古屋支店の購入の状態の変更',
  reading: 'もとにもどす 元に戻す undo',
  isFoundByReadingAlone: true,
};

test('searching for an object’s name does not list the undo of its last edit', () => {
  const found = (query: string): string[] => searchCommands([...commands, undo], query).map(({ command }) => command.kind);
  expect(found('名古屋支店')).toEqual([]);
  expect(found('元に戻す')).toEqual(['undo']);
  expect(found('undo')).toEqual(['undo']);
});

const labels = (query: string): string[] => searchCommands(commands, query).map(({ label }) => label);

describe('parts of screens', () => {
  test.each(['ja', 'en'] as const)('each has the name of its tab, and is found by its own words before its screen (%s)', (language) => {
    const say = createTexts(language);
    const known: LabelledCommand[] = [
      ...([...new Set(SCREEN_PART_IDS.map((part) => SCREEN_PARTS[part].screen))] as const).map((screen) => ({
        command: { kind: 'screen' as const, screen },
        label: say(`app.screen.${screen}`),
        reading: say(`palette.reading.${screen}`),
      })),
      ...SCREEN_PART_IDS.map((part) => ({
        command: { kind: 'part' as const, part },
        label: `${say(`app.screen.${SCREEN_PARTS[part].screen}`)} › ${say.phrase(SCREEN_PARTS[part].name)}`,
        reading: say(`palette.reading.${part}`),
      })),
    ];
    for (const [typed, part] of [
      ['退職', 'fixes-people'],
      ['taishoku', 'fixes-people'],
      ['除外', 'triage-exclusions'],
      ['coverage', 'invoicing-coverage'],
      ['approver', 'orders-approvers'],
    ] as const) {
      const [first] = searchCommands(known, typed);
      const found = searchCommands(known, typed).flatMap(({ command }) => (command.kind === 'part' ? [command.part] : []));
      expect(first?.command.kind, typed).toBe('part');
      expect(found, typed).toContain(part);
    }
  });
});

describe('search of the palette', () => {
  test('an empty search keeps everything in its order', () => {
    expect(labels('  ')).toEqual(commands.map(({ label }) => label));
  });

  test.each([
    ['準備', '準備状況'],
    ['じゅんび', '準備状況'],
    ['ジュンビ', '準備状況'],
    ['junbi', '準備状況'],
    ['ＪＵＮＢＩ', '準備状況'],
    ['neo 取り込む', 'NEO ユーザーの一覧を取り込む'],
    ['torikomu neo', 'NEO ユーザーの一覧を取り込む'],
  ])('%s finds %s', (query, label) => {
    expect(labels(query)).toEqual([label]);
  });

  test('a name that starts with the search text is listed before one that contains it', () => {
    expect(labels('ユーザー')).toEqual(['ユーザー照合', 'NEO ユーザーの一覧を取り込む']);
  });

  test('ranks an exact reading before a prefix, and a prefix before a match inside', () => {
    const guide = { ...commands[0], label: '初期設定ガイド', reading: 'shokisettei' };
    const wizard = { ...commands[0], label: '連携', reading: 'setteirenkei' };
    const settings = { ...commands[0], label: '設定', reading: 'せってい settei' };
    const found = searchCommands([guide, wizard, settings] as Parameters<typeof searchCommands>[0], 'settei');
    expect(found.map(({ label }) => label)).toEqual(['設定', '連携', '初期設定ガイド']);
  });

  test('a text that no command contains finds nothing', () => {
    expect(labels('請求書')).toEqual([]);
  });

  test('folding a folded text changes nothing', () => {
    for (const text of ['ﾕｰｻﾞｰ', 'Ｎ Ｅ Ｏ', 'カタカナ ひらがな'])
      expect(normalizeSearchText(normalizeSearchText(text))).toBe(normalizeSearchText(text));
    expect(normalizeSearchText('ﾕｰｻﾞｰ')).toBe('ゆーざー');
  });
});
