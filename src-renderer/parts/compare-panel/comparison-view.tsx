import { useText, useWidth, VisuallyHidden } from '#renderer/ui/index.ts';
import type { AddressComparison, CharacterCell } from '#shared/domain/email/index.ts';
import { createCharacterLines } from './character-lines.ts';
import classes from './comparison.module.css';
import { getVisibleText } from './comparison.ts';

const CELL_PX = 14;
/** Width reserved for the names of both sides, in px. */
const LABEL_PX = 60;
/** Width of a boxed name: its letters at 10 px and the box around them. */
const KANJI_PX = 10;
const LATIN_PX = 5.6;
const BOX_PX = 8;
const FIRST_ROOM = 22;

interface ComparisonProps {
  readonly neo: string | null;
  readonly amazon: string | null;
  /** `null` if there is nothing to compare: one side is missing, or both are the same. */
  readonly comparison: AddressComparison | null;
  /** Names of the sides if they are not NEO and Amazon, for example before and after a fix. */
  readonly names?: readonly [string, string];
  /** The directory's address, if there is a directory. */
  readonly third?: DirectoryLine | null;
}

/** The directory's line: an address, which may equal that of one side, or a text if there is none. */
export interface DirectoryLine {
  readonly address: string | null;
  readonly note: string;
  readonly agrees: 'neo' | 'amazon' | 'both' | 'neither';
}

/** Both addresses character by character, with a mark below each difference. */
export const ComparisonView = ({ neo, amazon, comparison, names, third }: ComparisonProps) => {
  const text = useText('matching');
  const [first, second] = names ?? [text('comparePanel.neo'), text('comparePanel.amazon')];
  const characterName = useText('character');
  const { ref, width } = useWidth<HTMLDivElement>();
  const nameOf = (cell: CharacterCell): string => (cell.nameKey === null ? cell.text : characterName.phrase(cell.nameKey));
  const unitsOf = (cell: CharacterCell): number => {
    if (!cell.invisible) return 1;
    const px = [...nameOf(cell)].reduce((sum, letter) => sum + (letter > '\u2e80' ? KANJI_PX : LATIN_PX), BOX_PX);
    return Math.ceil(px / CELL_PX);
  };
  if (comparison === null) {
    return (
      <dl className={classes.plain}>
        <dt>{first}</dt>
        <dd>{neo === null ? <span className={classes.none}>{text('comparePanel.blank')}</span> : <span translate="no">{neo}</span>}</dd>
        <dt>{second}</dt>
        <dd>
          {amazon === null ? <span className={classes.none}>{text('comparePanel.absent')}</span> : <span translate="no">{amazon}</span>}
        </dd>
        {third == null ? null : (
          <>
            <dt>{text('comparePanel.directory')}</dt>
            <dd>
              <ThirdText third={third} />
            </dd>
          </>
        )}
      </dl>
    );
  }
  const room = width === 0 ? FIRST_ROOM : Math.max(8, Math.floor((width - LABEL_PX) / CELL_PX));
  const side = third?.address == null || third.agrees === 'neither' ? null : third.agrees === 'amazon' ? 'amazon' : 'neo';
  const lines = createCharacterLines(comparison, room, unitsOf);
  return (
    <div ref={ref} className={classes.comparison}>
      <VisuallyHidden>
        {first}: {neo}. {second}: {amazon}.{third?.address == null ? '' : ` ${text('comparePanel.inDirectory')}: ${third.address}.`}
      </VisuallyHidden>
      {lines.map((line) => (
        <div
          key={line[0]?.at}
          className={classes.line}
          aria-hidden
          translate="no"
          style={{ gridTemplateColumns: `${LABEL_PX}px ${line.map((column) => `${column.units * CELL_PX}px`).join(' ')}` }}
        >
          <span className={classes.label}>{first}</span>
          {line.map((column) => (
            <Cell key={column.at} cell={column.neo} name={nameOf(column.neo)} />
          ))}
          <span className={classes.label}>{second}</span>
          {line.map((column) => (
            <Cell key={column.at} cell={column.amazon} name={nameOf(column.amazon)} />
          ))}
          {side === null ? null : (
            <>
              <span className={classes.label}>{text('comparePanel.directory')}</span>
              {line.map((column) => (
                <Cell key={column.at} cell={{ ...column[side], kind: column[side].kind === 'missing' ? 'missing' : 'same' }} name="" />
              ))}
            </>
          )}
          <span />
          {line.map((column) => (
            <span key={column.at} className={classes.pointer}>
              {column.differs ? '▲' : null}
            </span>
          ))}
        </div>
      ))}
      {third == null || side !== null ? null : (
        <dl className={classes.plain}>
          <dt>{text('comparePanel.directory')}</dt>
          <dd>
            <ThirdText third={third} />
          </dd>
        </dl>
      )}
    </div>
  );
};

const ThirdText = ({ third: { address, note } }: { third: DirectoryLine }) =>
  address === null ? <span className={classes.none}>{note}</span> : <span translate="no">{address}</span>;

const Cell = ({ cell, name }: { cell: CharacterCell; name: string }) => (
  <span className={classes.cell} data-kind={cell.kind} data-boxed={cell.invisible || undefined}>
    {cell.invisible ? <span className={classes.box}>{name}</span> : getVisibleText(cell)}
  </span>
);
