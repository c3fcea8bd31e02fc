import { useState } from 'react';
import type { ImportPreview } from '#shared/contract/imports/imports.ts';
import classes from '../../parts/list-reading/list-reading.module.css';
import type { Corrections } from '../../parts/list-reading/list-reading.ts';
import { formatColumnLetters, listUnusedColumns, splitFields, withColumn } from '../../parts/list-reading/list-reading.ts';
import { Button, Notice, Select, StateMark, useFormat, useText } from '../../ui/index.ts';

interface ColumnsTableProps {
  readonly preview: ImportPreview;
  readonly corrections: Corrections;
  readonly onChange: (corrections: Corrections) => void;
}

/** The column of each field, how it was found, and its first values. */
export const ColumnsTable = ({ preview, corrections, onChange }: ColumnsTableProps) => {
  const text = useText('import');
  const format = useFormat();
  const fieldName = useFieldName(preview.kind);
  const unused = listUnusedColumns(preview);
  const { first, rest } = splitFields(preview, corrections);
  const [all, setAll] = useState(false);
  const nameOf = (column: ImportPreview['columns'][number]): string =>
    column.header || text('unnamed', { letters: formatColumnLetters(column.index) });
  const choices = [
    { value: '', label: text('notInFile') },
    ...preview.columns.map((column) => ({ value: String(column.index), label: nameOf(column) })),
  ];
  return (
    <section className={classes.block} aria-labelledby="columns">
      <h2 id="columns">{text('columns')}</h2>
      {preview.missing.length === 0 ? null : (
        <Notice state="risk">
          {text('missing', { fields: format.list(preview.missing.map(fieldName)), count: preview.missing.length })}
          {preview.kind === 'orders' && preview.missing.includes('state') ? <div>{text('stateOrDecision')}</div> : null}
        </Notice>
      )}
      <div className={classes.tableBox}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{text('field')}</th>
              <th scope="col">{text('column')}</th>
              <th scope="col">{text('mappedBy')}</th>
              <th scope="col">{text('samples')}</th>
            </tr>
          </thead>
          <tbody>
            {(all ? [...first, ...rest] : first).map((field) => {
              const column = preview.columns.find((each) => each.index === field.column);
              const name = fieldName(field.id);
              return (
                <tr key={field.id} data-missing={(field.required && column === undefined) || undefined}>
                  <th scope="row">
                    {name}
                    {field.required ? <span className={classes.required}>{text('required')}</span> : null}
                  </th>
                  <td className={classes.columnCell}>
                    <Select
                      size="xs"
                      aria-label={text('columnFor', { field: name })}
                      searchable={choices.length > 12}
                      data={choices}
                      value={column === undefined ? '' : String(column.index)}
                      error={field.required && column === undefined}
                      onChange={(value) =>
                        onChange(withColumn(corrections, preview, field.id, value === null || value === '' ? null : Number(value)))
                      }
                    />
                  </td>
                  <td className={classes.by}>
                    {column === undefined ? (
                      field.required ? (
                        <StateMark state="block" label={text('by.missing')} />
                      ) : (
                        <span className={classes.muted}>{text('by.none')}</span>
                      )
                    ) : (
                      <span className={classes.muted}>{text(`by.${field.mappedBy}`)}</span>
                    )}
                  </td>
                  <td className={classes.samples}>{column?.samples.join(' / ')}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {rest.length === 0 ? null : (
        <Button size="xs" variant="subtle" className={classes.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {text(all ? 'fewerFields' : 'moreFields', { count: rest.length })}
        </Button>
      )}
      {unused.length === 0 ? null : (
        <p className={classes.muted}>
          {text('unused', {
            count: unused.length,
            columns: format.list(unused.slice(0, 6).map(nameOf)),
            more: Math.max(0, unused.length - 6),
          })}
        </p>
      )}
    </section>
  );
};

/** Name of a field for this kind of list. */
export const useFieldName = (kind: ImportPreview['kind']): ((id: string) => string) => {
  const text = useText('field');
  return (id) => text.phrase(`${kind}.${id}`);
};
