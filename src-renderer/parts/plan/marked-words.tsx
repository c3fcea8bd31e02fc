import classes from './marked-words.module.css';
import type { WordRun } from './word-marks.ts';

interface MarkedWordsProps {
  readonly runs: readonly WordRun[];
  /** Of what was, words that go are struck through; of what will be, words that come are underlined. */
  readonly side: 'before' | 'after';
}

/** A text whose words that differ from the other side are marked. */
export const MarkedWords = ({ runs, side }: MarkedWordsProps) => {
  const Marked = side === 'before' ? 'del' : 'ins';
  return runs.map(({ text, differs }, at) =>
    differs ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text has its stretches in this order and no other.
      <Marked key={at} className={classes.marked} data-side={side}>
        {text}
      </Marked>
    ) : (
      text
    ),
  );
};
