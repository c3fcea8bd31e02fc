import { IconArrowRight, IconArrowsHorizontal } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { FindingRow } from '#shared/contract/readiness/matching.ts';
import { AddressCell } from '../../parts/compare-panel/address-cell.tsx';
import classes from '../../parts/compare-panel/cells.module.css';
import { measureCharacterWidth } from '../../parts/compare-panel/character-width.ts';
import type { RowTexts } from '../../parts/compare-panel/row-words.ts';

interface CorrectionCellProps {
  readonly row: FindingRow;
  readonly width: number;
  readonly words: RowTexts;
}

/** Minimum width in px for both addresses; a narrower cell has only the new one. */
const MIN_WIDTH_FOR_BOTH_PX = 300;
/** Width in px of the padding of the cell, and of the arrow with its gaps. */
const PADDING_PX = 18;
const ARROW_PX = 24;

/**
 * The address that corrects the finding, after the present one, with the differing characters marked. Without a correction, the addresses
 * of both sides if they differ.
 */
export const CorrectionCell = ({ row: { correction, personId, workEmail, amazonEmail }, width, words }: CorrectionCellProps) => {
  if (correction === undefined) {
    if (workEmail !== null && amazonEmail !== null && workEmail !== amazonEmail && width >= MIN_WIDTH_FOR_BOTH_PX)
      return (
        <Pair width={width} from={workEmail} to={amazonEmail} words={words}>
          <IconArrowsHorizontal size={16} aria-hidden />
        </Pair>
      );
    // An account without a person has no other mark.
    const account = personId === null ? amazonEmail : null;
    return <span className={classes.absent}>{account ?? '–'}</span>;
  }
  const { from, to, ambiguous } = correction;
  const marked = ambiguous ? <span className={classes.since}>{words.ambiguous}</span> : null;
  return width < MIN_WIDTH_FOR_BOTH_PX ? (
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
  const room = width - PADDING_PX - ARROW_PX;
  const [fromPx, toPx] = shareOf(room, (from || words.absent).length * measureCharacterWidth(), to.length * measureCharacterWidth());
  return (
    <span className={classes.pair}>
      {before}
      <Address from={from || null} to={to} shows="from" width={fromPx + PADDING_PX} words={words} />
      {children}
      <Address from={from || null} to={to} shows="to" width={toPx + PADDING_PX} words={words} />
    </span>
  );
};

/** Divides the room between two texts: in half, unless one of them needs less. */
function shareOf(room: number, first: number, second: number): readonly [number, number] {
  const half = Math.floor(room / 2);
  if (first <= half) return [first, room - first];
  return second <= half ? [room - second, second] : [half, half];
}

interface AddressProps extends Pick<CorrectionCellProps, 'width' | 'words'> {
  readonly from: string | null;
  readonly to: string;
  readonly shows: 'from' | 'to';
}

const Address = ({ from, to, shows, width, words }: AddressProps) => (
  <AddressCell neo={from} amazon={to} side={shows === 'from' ? 'neo' : 'amazon'} width={width} words={words} />
);
