import type { ImportPreview } from '#shared/contract/imports/imports.ts';
import { SEPARATOR_CHOICES } from '#shared/domain/directory/cell-separator.ts';
import classes from '../../parts/list-reading/list-reading.module.css';
import type { Corrections } from '../../parts/list-reading/list-reading.ts';
import { getChosenSeparator, isSeparatorUndecided, withSeparator } from '../../parts/list-reading/list-reading.ts';
import { Notice, Select, StateMark, useFormat, useText } from '../../ui/index.ts';
import { useFieldName } from './columns-table.tsx';

interface SeparatorsTableProps {
  readonly preview: ImportPreview;
  readonly corrections: Corrections;
  readonly onChange: (corrections: Corrections) => void;
}

/** Separators of several organizations or groups in a cell: detected, with an example, and other choices. */
export const SeparatorsTable = ({ preview, corrections, onChange }: SeparatorsTableProps) => {
  const text = useText('import');
  const words = useText('import.separators');
  const format = useFormat();
  const fieldName = useFieldName(preview.kind);
  if (preview.separators.length === 0) return null;
  return (
    <section className={classes.block} aria-labelledby="separators">
      <h2 id="separators">{words('title')}</h2>
      {preview.separators.filter(isSeparatorUndecided).map(({ field, doubtful }) => (
        <Notice key={field} state="risk">
          {words('doubtful', {
            field: fieldName(field),
            marks: format.list(doubtful.map(({ separator }) => words(`marks.${separator}`))),
            rows: doubtful.reduce((sum, { rows }) => sum + rows, 0),
          })}
        </Notice>
      ))}
      <div className={classes.tableBox}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">{text('field')}</th>
              <th scope="col">{words('separator')}</th>
              <th scope="col">{text('mappedBy')}</th>
              <th scope="col">{words('example')}</th>
            </tr>
          </thead>
          <tbody>
            {preview.separators.map((line) => (
              <tr key={line.field}>
                <th scope="row">{fieldName(line.field)}</th>
                <td className={classes.columnCell}>
                  <Select
                    size="xs"
                    aria-label={words('separatorOf', { field: fieldName(line.field) })}
                    allowDeselect={false}
                    data={[
                      {
                        value: 'auto',
                        label:
                          line.used.length === 0
                            ? words('autoNone')
                            : words('auto', { marks: format.list(line.used.map(({ separator }) => words(`marks.${separator}`))) }),
                      },
                      ...SEPARATOR_CHOICES.map((value) => ({ value, label: words(`choices.${value}`) })),
                    ]}
                    value={getChosenSeparator(corrections, line)}
                    onChange={(value) => onChange(withSeparator(corrections, line.field, value))}
                  />
                </td>
                <td className={classes.by}>
                  {isSeparatorUndecided(line) ? (
                    <StateMark state="unknown" label={words('by.undecided')} />
                  ) : (
                    <span className={classes.muted}>{words(`by.${line.by}`)}</span>
                  )}
                </td>
                <td className={classes.wrapped}>
                  {words('becomes', {
                    text: line.example.text.replace(/[\r\n]+/g, ' ⏎ '),
                    parts: format.list(line.example.parts.map((part) => words('part', { part: part.replace(/[\r\n]+/g, ' ⏎ ') }))),
                    count: line.example.parts.length,
                  })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};
