/** A stretch of a text; `differs`: the other text has it not, or has something else there. */
export interface WordRun {
  readonly text: string;
  readonly differs: boolean;
}

export interface WordMarks {
  readonly before: readonly WordRun[];
  readonly after: readonly WordRun[];
}

/** Longer texts are shown without marks: comparing them word by word would hold the window up. */
const MOST_WORDS = 600;
/** With less than this in common, by letters, two texts are two texts: marks on nearly everything tell nothing. */
const LEAST_COMMON = 0.25;

const words = new Intl.Segmenter('ja', { granularity: 'word' });
const wordsOf = (text: string): readonly string[] => Array.from(words.segment(text), ({ segment }) => segment);

/** Two texts word by word: what of each is not in the other. */
export function wordMarks(before: string, after: string): WordMarks {
  const unmarked = { before: runsOf([before], () => false), after: runsOf([after], () => false) };
  if (before === after || before.length > MOST_WORDS * 10 || after.length > MOST_WORDS * 10) return unmarked;
  const [from, to] = [wordsOf(before), wordsOf(after)];
  if (from.length > MOST_WORDS || to.length > MOST_WORDS) return unmarked;
  const { gone, come } = differing(from, to);
  const kept = from.reduce((letters, word, at) => letters + (gone.has(at) ? 0 : lettersOf(word)), 0);
  if (kept < LEAST_COMMON * Math.max(lettersOf(before), lettersOf(after))) return unmarked;
  return { before: runsOf(from, (at) => gone.has(at)), after: runsOf(to, (at) => come.has(at)) };
}

/** Places of the words that are not in the longest sequence that both have in common. */
function differing(from: readonly string[], to: readonly string[]): Readonly<Record<'gone' | 'come', ReadonlySet<number>>> {
  const width = to.length + 1;
  // Length of the longest common sequence of what follows each pair of places.
  const lengths = new Uint16Array((from.length + 1) * width);
  const longest = (a: number, b: number): number => lengths[a * width + b] as number;
  for (let a = from.length - 1; a >= 0; a--)
    for (let b = to.length - 1; b >= 0; b--)
      lengths[a * width + b] = from[a] === to[b] ? longest(a + 1, b + 1) + 1 : Math.max(longest(a + 1, b), longest(a, b + 1));
  const gone = new Set<number>();
  const come = new Set<number>();
  let [a, b] = [0, 0];
  while (a < from.length || b < to.length) {
    if (a < from.length && b < to.length && from[a] === to[b]) {
      a++;
      b++;
    } else if (b === to.length || (a < from.length && longest(a + 1, b) >= longest(a, b + 1))) gone.add(a++);
    else come.add(b++);
  }
  return { gone, come };
}

const lettersOf = (text: string): number => text.replace(/[^\p{L}\p{N}]/gu, '').length;

function runsOf(parts: readonly string[], differs: (at: number) => boolean): readonly WordRun[] {
  const runs: { text: string; differs: boolean }[] = [];
  for (const [at, text] of parts.entries()) {
    const last = runs.at(-1);
    if (last !== undefined && last.differs === differs(at)) last.text += text;
    else if (text !== '') runs.push({ text, differs: differs(at) });
  }
  return runs;
}
