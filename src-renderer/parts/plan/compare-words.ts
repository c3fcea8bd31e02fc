/** Part of a text. `gone`: only in the text before; `come`: only in the text after. */
export interface WordRun {
  readonly text: string;
  readonly mark: 'gone' | 'come' | null;
}

export interface WordComparison {
  readonly before: readonly WordRun[];
  readonly after: readonly WordRun[];
  /** The new text with removed words inserted at their former position, so that the old text need not be shown. */
  readonly became: readonly WordRun[];
}

/** Maximum number of words; longer texts are shown without marks, because comparing them would block the window. */
const MAX_WORDS = 600;
/** Below this share of common letters both texts are shown without marks, because nearly everything would be marked. */
const MIN_COMMON_SHARE = 0.25;

const words = new Intl.Segmenter('ja', { granularity: 'word' });
const wordsOf = (text: string): readonly string[] => Array.from(words.segment(text), ({ segment }) => segment);

/** Compares two texts by word and marks what is missing in the other. */
export function compareWords(before: string, after: string): WordComparison {
  const plain = { before: runsOf([[before, null]]), after: runsOf([[after, null]]) };
  const unmarked = { ...plain, became: plain.after };
  if (before === after || before.length > MAX_WORDS * 10 || after.length > MAX_WORDS * 10) return unmarked;
  const [from, to] = [wordsOf(before), wordsOf(after)];
  if (from.length > MAX_WORDS || to.length > MAX_WORDS) return unmarked;
  const parts = differing(from, to);
  const kept = parts.reduce((letters, [word, mark]) => letters + (mark === null ? lettersOf(word) : 0), 0);
  if (kept < MIN_COMMON_SHARE * Math.max(lettersOf(before), lettersOf(after))) return unmarked;
  return {
    before: runsOf(parts.filter(([, mark]) => mark !== 'come')),
    after: runsOf(parts.filter(([, mark]) => mark !== 'gone')),
    became: runsOf(parts.filter((_, at) => !isReplaced(parts, at))),
  };
}

type Part = readonly [word: string, mark: WordRun['mark']];

/** Merges both texts around their longest common subsequence; removed words come before inserted ones. */
function differing(from: readonly string[], to: readonly string[]): readonly Part[] {
  const width = to.length + 1;
  // Length of the longest common subsequence after each pair of positions.
  const lengths = new Uint16Array((from.length + 1) * width);
  const longest = (a: number, b: number): number => lengths[a * width + b] as number;
  for (let a = from.length - 1; a >= 0; a--)
    for (let b = to.length - 1; b >= 0; b--)
      lengths[a * width + b] = from[a] === to[b] ? longest(a + 1, b + 1) + 1 : Math.max(longest(a + 1, b), longest(a, b + 1));
  const parts: Part[] = [];
  let come: Part[] = [];
  let [a, b] = [0, 0];
  while (a < from.length || b < to.length) {
    if (a < from.length && b < to.length && from[a] === to[b]) {
      parts.push(...come, [from[a++] as string, null]);
      come = [];
      b++;
    } else if (b === to.length || (a < from.length && longest(a + 1, b) >= longest(a, b + 1))) parts.push([from[a++] as string, 'gone']);
    else come.push([to[b++] as string, 'come']);
  }
  return [...parts, ...come];
}

/** Returns whether a removed word was replaced by another one. */
function isReplaced(parts: readonly Part[], at: number): boolean {
  let next = at;
  while (parts[next]?.[1] === 'gone') next++;
  return next > at && parts[next]?.[1] === 'come';
}

const lettersOf = (text: string): number => text.replace(/[^\p{L}\p{N}]/gu, '').length;

function runsOf(parts: readonly Part[]): readonly WordRun[] {
  const runs: { text: string; mark: WordRun['mark'] }[] = [];
  for (const [text, mark] of parts) {
    const last = runs.at(-1);
    if (last?.mark === mark) last.text += text;
    else if (text !== '') runs.push({ text, mark });
  }
  return runs;
}
