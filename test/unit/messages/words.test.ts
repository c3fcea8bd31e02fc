import { describe, expect, it } from 'vitest';
import { MESSAGES } from '#shared/messages/texts.ts';

function flatten(messages: unknown, prefix = ''): (readonly [string, string])[] {
  return Object.entries(messages as Record<string, unknown>).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${prefix}${key}`, value] as const] : flatten(value, `${prefix}${key}.`),
  );
}

/** Words that readers did not understand, and synonyms of another term: docs/glossary.md#one-word-for-each. */
const RETIRED = {
  ja: [
    ...['予行', '動いている時計', '関門', '打ち間違', '隠していないもの', '誰の番', '動かせる人', '今日整う', 'とされています'],
    ...[
      'でそろえる',
      '引き継ぎシート',
      '印と条件',
      '受け口',
      '反映の決まり',
      '作成中です',
      'だれ',
      'リスト',
      '(?<!再)読み込',
      '(?<!デスクトップ)版',
    ],
  ],
  en: [
    ...['rehears', 'hand-over sheet', 'whose (move|turn)', 'typing slip', 'gone on with', 'running clocks', 'hides? nothing any more'],
    ...['pad(ded)? with 0', 'rules of applying', '(take|taken|took|taking) in\\b', '\\bown organisation', '\\bto check$', 'mend'],
  ],
} as const;

describe.each(['ja', 'en'] as const)('retired words, %s', (language) => {
  it.each(RETIRED[language])('is not used in any text: %s', (word) => {
    const pattern = new RegExp(word, 'i');
    expect(flatten(MESSAGES[language]).filter(([, text]) => pattern.test(text))).toEqual([]);
  });
});
