import { SmallTable, useText } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import classes from '../fixes/fixes.module.css';
import { applyTypedValues } from '../fixes/view-model.ts';

type Preview = CallOutput<'fixes.previewTemplate'>;

interface SheetSampleProps extends Pick<Preview, 'sample' | 'fields'> {
  /** Typed values of an invitation. */
  readonly values: Preview['defaults'];
}

/** First rows of each kind as written to the template. */
export const SheetSample = ({ sample, fields, values }: SheetSampleProps) => {
  const text = useText('fixesScreen.sample');
  const kinds = useText('fix.account.kind');
  const name = useText('fix.field');
  if (!sample.some(({ change }) => change !== 'invite')) return null;
  const columns = fields.filter(
    ({ id, column }) => column !== null && ['email', 'group', 'fromGroup', 'toGroup', 'role', 'action'].includes(id),
  );
  return (
    <section className={classes.block} aria-labelledby="sheet-sample">
      <h3 id="sheet-sample">{text('title')}</h3>
      <SmallTable dense aria-labelledby="sheet-sample">
        <thead>
          <tr>
            <th scope="col">{name('name')}</th>
            <th scope="col">{text('change')}</th>
            {columns.map(({ id }) => (
              <th key={id} scope="col">
                {name.phrase(id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sample.map((row) => (
            <tr key={`${row.change} ${row.values['email']}`}>
              <th scope="row">{row.name}</th>
              <td>{row.change === 'invite' ? text('invite') : kinds(row.change)}</td>
              {columns.map(({ id }) => (
                <td key={id} translate="no">
                  {applyTypedValues(row, values)[id] || '–'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </SmallTable>
    </section>
  );
};
