import { useState } from 'react';
import type { ListKind } from '#shared/contract/imports/imports.ts';
import { useCall } from '../../client/index.ts';
import classes from '../../parts/list-reading/list-reading.module.css';
import type { Corrections } from '../../parts/list-reading/list-reading.ts';
import { toReadingInput, withHeaderRow } from '../../parts/list-reading/list-reading.ts';
import { Button, ErrorState, Radio, SkeletonRows, useText } from '../../ui/index.ts';

interface HeaderChoiceProps {
  readonly token: string;
  readonly kind: ListKind;
  /** The header row of the file; `null` = not found. */
  readonly headerRow: number | null;
  readonly corrections: Corrections;
  readonly onChange: (corrections: Corrections) => void;
}

/** The header row, with the first rows for choosing another: lists may start with a title. */
export const HeaderChoice = ({ token, kind, headerRow, corrections, onChange }: HeaderChoiceProps) => {
  const text = useText('import.header');
  const [wanted, setWanted] = useState(false);
  const open = wanted || headerRow === null;
  // Shown at once, before the file is read again.
  const chosen = corrections.headerRow ?? headerRow;
  const { encoding, delimiter } = toReadingInput(corrections);
  const top = useCall(
    'imports.top',
    open ? { token, kind, reading: { ...(encoding && { encoding }), ...(delimiter && { delimiter }) } } : null,
  );
  const width = Math.max(0, ...(top.value?.rows ?? []).map(({ cells }) => cells.length));
  return (
    <section className={classes.headerChoice} aria-label={text('title')}>
      <div className={classes.headerLine}>
        <span>{headerRow === null ? text('none') : text('row', { row: headerRow })}</span>
        {headerRow !== null && headerRow > 1 ? <span className={classes.muted}>{text('above', { rows: headerRow - 1 })}</span> : null}
        {headerRow === null ? null : (
          <Button size="xs" variant="subtle" aria-expanded={open} onClick={() => setWanted(!wanted)}>
            {text(open ? 'close' : 'change')}
          </Button>
        )}
      </div>
      {open && top.loading ? <SkeletonRows rows={4} /> : null}
      {open && top.error !== null ? <ErrorState failure={top.error} /> : null}
      {!open || top.value === undefined ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard.
        <section className={classes.tableBox} tabIndex={0} aria-label={text('rows')}>
          <table className={classes.table}>
            <tbody>
              {top.value.rows.map(({ row, cells }) => (
                <tr key={row} data-chosen={row === chosen || undefined}>
                  <td className={classes.headerRadio}>
                    <Radio
                      size="xs"
                      name="header-row"
                      label={text('option', { row })}
                      checked={row === chosen}
                      onChange={() => onChange(withHeaderRow(corrections, row))}
                    />
                  </td>
                  {Array.from({ length: width }, (_, at) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a raw cell is its place in the row.
                    <td key={at} className={classes.rawCell} title={cells[at]}>
                      {cells[at]}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
};
