import { IconArrowRight, IconArrowsHorizontal } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { FindingRow } from '#shared/contract/readiness/matching.ts';
import { AddressCell } from '../../parts/compare-panel/address-cell.tsx';
import classes from '../../parts/compare-panel/cells.module.css';
import type { RowWords } from '../../parts/compare-panel/row-words.ts';

interface CorrectionCellProps {
  readonly row: FindingRow;
  readonly width: number;
  readonly words: RowWords;
}

/** Minimum width in px for both addresses; a narrower cell has only the new one. */
const BOTH_FROM_PX = 300;
/** Width in px of the padding of the cell, and of the arrow with its gaps. */
const PADDING_PX = 18;
const ARROW_PX = 24;

/**
 * The address that corrects the finding, after the present one, with the differing characters marked. Without a correction, the addresses
 * of both sides.
 */
export const CorrectionCell = ({ row: { correction, workEmail, amazonEmail }, width, words }: CorrectionCellProps) => {
  if (correction === undefined) {
    const only = workEmail ?? amazonEmail;
    if (workEmail === null || amazonEmail === null || width < BOTH_FROM_PX)
      return (
        <span className={classes.muted}>
          {only === null ? null : <Address from={null} to={only} shows="to" width={width} words={words} />}
        </span>
      );
    return (
      <Pair width={width} from={workEmail} to={amazonEmail} words={words}>
        <IconArrowsHorizontal size={16} aria-hidden />
      </Pair>
    );
  }
  const { from, to, ambiguous } = correction;
  const marked = ambiguous ? <span className={classes.since}>{words.ambiguous}</span> : null;
  return width < BOTH_FROM_PX ? (
    <>
      {marked}
      <Address from={from || null} to={to} shows="to" width={width} words={words} />
    </>
  ) : (
    <Pair width={width} from={from} to={to} words={words} before={marked}>
      <IconArrowRight size={16} aria-hidden />
    </Pair>
  );
};

interface PairProps extends Pick<CorrectionCellProps, 'width' | 'words'> {
  /** `''` = none. */
  readonly from: string;
  readonly to: string;
  readonly before?: ReactNode;
  readonly children: ReactNode;
}

const Pair = ({ width, from, to, words, before, children }: PairProps) => {
  const half = Math.floor((width - PADDING_PX - ARROW_PX) / 2) + PADDING_PX;
  return (
    <span className={classes.pair}>
      {before}
      <Address from={from || null} to={to} shows="from" width={half} words={words} />
      {children}
      <Address from={from || null} to={to} shows="to" width={half} words={words} />
    </span>
  );
};

interface AddressProps extends Pick<CorrectionCellProps, 'width' | 'words'> {
  readonly from: string | null;
  readonly to: string;
  readonly shows: 'from' | 'to';
}

const Address = ({ from, to, shows, width, words }: AddressProps) => (
  <AddressCell neo={from} amazon={to} side={shows === 'from' ? 'neo' : 'amazon'} width={width} words={words} />
);
