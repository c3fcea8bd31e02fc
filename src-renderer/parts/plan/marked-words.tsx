import classes from './marked-words.module.css';
import type { WordRun } from './word-marks.ts';

/** A text whose words that differ from another one are marked: those that go are struck through, those that come underlined. */
export const MarkedWords = ({ runs }: { readonly runs: readonly WordRun[] }) =>
  runs.map(({ text, mark }, at) => {
    if (mark === null) return text;
    const Marked = mark === 'gone' ? 'del' : 'ins';
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a text has its stretches in this order and no other.
      <Marked key={at} className={classes.marked} data-mark={mark}>
        {text}
      </Marked>
    );
  });
