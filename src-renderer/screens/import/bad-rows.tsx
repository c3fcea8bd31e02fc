import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import type { Failure } from '#shared/contract/call/result.ts';
import type { ImportPreview } from '#shared/contract/imports/imports.ts';
import { useClient } from '../../client/index.ts';
import classes from '../../parts/list-reading/list-reading.module.css';
import type { Corrections } from '../../parts/list-reading/list-reading.ts';
import { toReadingInput, withSkippedBadRows } from '../../parts/list-reading/list-reading.ts';
import { Button, Checkbox, ErrorState, Notice, useLanguage, useText } from '../../ui/index.ts';

interface BadRowsProps {
  readonly token: string;
  readonly preview: ImportPreview;
  readonly corrections: Corrections;
  readonly onChange: (corrections: Corrections) => void;
}

/** All rows that cannot be imported, as a list to save; they can be skipped. */
export const BadRows = ({ token, preview, corrections, onChange }: BadRowsProps) => {
  const text = useText('import.badRow');
  const client = useClient();
  const language = useLanguage();
  const [failure, setFailure] = useState<Failure | null>(null);
  const { rows, total, cells } = preview.badRows;
  if (rows === 0) return null;
  const save = async (): Promise<void> => {
    setFailure(null);
    const made = await client.call('imports.badRows', { token, kind: preview.kind, reading: toReadingInput(corrections), language });
    if (!made.ok) return setFailure(made.error);
    const saved = await client.saveFile({ token: made.value.token, name: made.value.name });
    if (!saved.ok) setFailure(saved.error);
  };
  return (
    <section className={classes.block} aria-labelledby="bad-rows">
      <h2 id="bad-rows">{text('title', { rows })}</h2>
      <Notice state="risk">{text('hint')}</Notice>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard. */}
      <section className={`${classes.tableBox} ${classes.badRows}`} tabIndex={0} aria-labelledby="bad-rows">
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col" className={classes.number}>
                {text('row')}
              </th>
              <th scope="col">{text('column')}</th>
              <th scope="col">{text('value')}</th>
              <th scope="col">{text('reason')}</th>
            </tr>
          </thead>
          <tbody>
            {cells.map(({ row, column, columnNumber, value, reason }) => (
              <tr key={`${row} ${columnNumber} ${reason}`}>
                <td className={classes.number}>{row}</td>
                <td>{column === '' ? text('columnNumber', { number: columnNumber }) : column}</td>
                <td className={classes.sampleCell}>{value === '' ? <span className={classes.muted}>{text('noValue')}</span> : value}</td>
                <td className={classes.wrapped}>{text(`reasons.${reason}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className={classes.badRowsFoot}>
        <Checkbox
          label={text('skip', { rows })}
          checked={corrections.skipBadRows === rows}
          onChange={(event) => onChange(withSkippedBadRows(corrections, event.currentTarget.checked ? rows : null))}
        />
        {cells.length < total ? <span className={classes.muted}>{text('of', { total, shown: cells.length })}</span> : null}
        <Button size="xs" variant="default" leftSection={<IconDownload size={14} aria-hidden />} onClick={() => void save()}>
          {text('save')}
        </Button>
      </div>
      {failure === null ? null : <ErrorState failure={failure} />}
    </section>
  );
};
