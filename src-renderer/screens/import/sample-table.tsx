import type { ImportPreview } from '#shared/contract/imports/imports.ts';
import classes from '../../parts/list-reading/list-reading.module.css';
import { listShownFields } from '../../parts/list-reading/list-reading.ts';
import { useText } from '../../ui/index.ts';
import { useFieldName } from './columns-table.tsx';

/** The first rows as they will be imported. */
export const SampleTable = ({ preview }: { preview: ImportPreview }) => {
  const text = useText('import');
  const fieldName = useFieldName(preview.kind);
  const fields = listShownFields(preview);
  if (fields.length === 0) return null;
  return (
    <div className={classes.block}>
      <h2 id="sample">{text('sample', { count: preview.sample.length })}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reachable by keyboard. */}
      <section className={classes.tableBox} tabIndex={0} aria-labelledby="sample">
        <table className={classes.table}>
          <thead>
            <tr>
              {fields.map((field) => (
                <th key={field.id} scope="col">
                  {fieldName(field.id)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.sample.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a sample row is its place in the file.
              <tr key={at}>
                {fields.map((field) => (
                  <td key={field.id} className={classes.sampleCell}>
                    {row[field.id]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
};
