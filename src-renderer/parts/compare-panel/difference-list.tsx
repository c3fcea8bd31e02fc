import { useText } from '#renderer/ui/index.ts';
import type { AddressComparison, CharacterCell } from '#shared/domain/email/index.ts';
import classes from './compare-panel.module.css';
import { formatCodePoint, getVisibleText } from './comparison.ts';
import { type DifferenceSide, listDifferenceLines } from './differences.ts';

/** Lists every difference: kind, position, and the characters with code points and names. */
export const DifferenceList = ({ comparison, names }: { comparison: AddressComparison; names?: readonly [string, string] }) => {
  const text = useText('matching');
  const [first, second] = names ?? [text('comparePanel.neo'), text('comparePanel.amazon')];
  const rule = useText('matchRule');
  const lines = listDifferenceLines(comparison);
  return (
    <table className={classes.differences} aria-label={text('comparePanel.steps')}>
      <thead>
        <tr>
          <th scope="col">{text('comparePanel.difference')}</th>
          <th scope="col">{first}</th>
          <th scope="col">{second}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.position}>
            <th scope="row">
              {line.code === null ? text('comparePanel.otherCharacters') : rule(`${line.code}.name`)}
              <span>{text('comparePanel.position', { position: line.position })}</span>
            </th>
            <td>
              <Side side={line.neo} single={line.single} />
            </td>
            <td>
              <Side side={line.amazon} single={line.single} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Side = ({ side, single }: { side: DifferenceSide; single: boolean }) => {
  const text = useText('matching');
  if (side.characters.length === 0) return <span className={classes.faint}>{text('comparePanel.nothing')}</span>;
  if (!single) return <code>{side.text}</code>;
  return side.characters.map((cell, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the characters of one side have no identity but their place.
    <Character key={index} cell={cell} />
  ));
};

const Character = ({ cell }: { cell: CharacterCell }) => {
  const name = useText('character');
  return (
    <div className={classes.character}>
      {cell.invisible ? null : <code translate="no">{getVisibleText(cell)}</code>}
      <code className={classes.point}>{formatCodePoint(cell)}</code>
      {cell.nameKey === null ? null : <span>{name.phrase(cell.nameKey)}</span>}
    </div>
  );
};
