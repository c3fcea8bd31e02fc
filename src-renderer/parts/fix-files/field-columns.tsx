import { type ReactNode, useId } from 'react';
import { Select, StateMark, useText } from '#renderer/ui/index.ts';
import type { ImportPreview } from '#shared/contract/imports/imports.ts';
import imports from '../list-reading/list-reading.module.css';
import { type Corrections, formatColumnLetters, withColumn } from '../list-reading/list-reading.ts';

interface FieldColumnsProps {
  readonly columns: ImportPreview['columns'];
  readonly fields: ImportPreview['fields'];
  readonly corrections: Corrections;
  readonly onChange: (corrections: Corrections) => void;
  /** Content of a field's column. */
  readonly written: (field: string) => ReactNode;
}

/** Mapping of the file's columns to fields, detected or chosen, with the content to be written. */
export const FieldColumns = ({ columns, fields, corrections, onChange, written }: FieldColumnsProps) => {
  const text = useText('import');
  const id = useId();
  const own = useText('fixesScreen');
  const name = useText('fix.field');
  const choices = [
    { value: '', label: text('notInFile') },
    ...columns.map(({ index, header }) => ({
      value: String(index),
      label: header || text('unnamed', { letters: formatColumnLetters(index) }),
    })),
  ];
  return (
    <section className={imports.block} aria-labelledby={id}>
      <h3 id={id}>{text('columns')}</h3>
      <div className={imports.tableBox}>
        <table className={imports.table}>
          <thead>
            <tr>
              <th scope="col">{text('field')}</th>
              <th scope="col">{text('column')}</th>
              <th scope="col">{text('mappedBy')}</th>
              <th scope="col">{own('columns.written')}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => {
              const column = columns.find(({ index }) => index === field.column);
              const missing = field.required && column === undefined;
              return (
                <tr key={field.id} data-missing={missing || undefined}>
                  <th scope="row">
                    {name.phrase(field.id)}
                    {field.required ? <span className={imports.required}>{text('required')}</span> : null}
                  </th>
                  <td className={imports.columnCell}>
                    <Select
                      size="xs"
                      aria-label={text('columnFor', { field: name.phrase(field.id) })}
                      searchable={choices.length > 12}
                      data={choices}
                      value={column === undefined ? '' : String(column.index)}
                      error={missing}
                      onChange={(value) =>
                        onChange(withColumn(corrections, { fields }, field.id, value === null || value === '' ? null : Number(value)))
                      }
                    />
                  </td>
                  <td className={imports.by}>
                    {missing ? (
                      <StateMark state="block" label={text('by.missing')} />
                    ) : (
                      <span className={imports.muted}>{text(`by.${column === undefined ? 'none' : field.mappedBy}`)}</span>
                    )}
                  </td>
                  <td>{column === undefined ? <span className={imports.muted}>–</span> : written(field.id)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
};
