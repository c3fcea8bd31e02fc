import type { WordRun } from './compare-words.ts';
import classes from './marked-words.module.css';

/** A text with marked differences to another one: removed words are struck through, added ones underlined. */
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
