import { createAddressRuns } from './address-runs.ts';
import classes from './cells.module.css';
import { measureCharacterWidth } from './character-width.ts';
import type { RowTexts } from './row-words.ts';

/** Horizontal padding of the cell in px. */
const PADDING_PX = 18;

interface AddressCellProps {
  readonly neo: string | null;
  readonly amazon: string | null;
  readonly side: 'neo' | 'amazon';
  readonly width: number;
  readonly words: RowTexts;
}

/** One side's address; where both sides have one and they differ, the differing characters are marked. */
export const AddressCell = ({ neo, amazon, side, width, words }: AddressCellProps) => {
  const own = side === 'neo' ? neo : amazon;
  if (own === null) return <span className={classes.absent}>{words.absent}</span>;
  if (neo === null || amazon === null || neo === amazon) {
    return (
      <span className={classes.address} title={own} translate="no">
        {own}
      </span>
    );
  }
  const runs = createAddressRuns(words.compare(neo, amazon)[side], Math.floor((width - PADDING_PX) / measureCharacterWidth()));
  return (
    <span className={classes.address} title={own} translate="no">
      {runs.map((run, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the runs of one address have no identity but their place.
        <span key={index} {...(run.kind === 'same' ? {} : { className: classes[run.kind] })}>
          {run.text}
        </span>
      ))}
    </span>
  );
};
