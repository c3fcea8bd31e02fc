import { useFormat, useText } from '#renderer/ui/index.ts';
import type { SkippedFix } from '#shared/contract/fixes/fix-files.ts';
import classes from '../fixes/fixes.module.css';
import { groupSkippedPeople } from '../fixes/view-model.ts';

interface LeftOutProps {
  readonly leftOut: { readonly total: number; readonly first: readonly SkippedFix[] };
}

/** People left out of the file, by reason, expandable. */
export const LeftOut = ({ leftOut }: LeftOutProps) => {
  const text = useText('fixesScreen');
  const why = useText('fix.leftOut');
  const format = useFormat();
  if (leftOut.total === 0) return null;
  return (
    <section className={classes.block}>
      <h3>{text('leftOut.title', { count: leftOut.total })}</h3>
      {groupSkippedPeople(leftOut.first).map((group) => (
        <details key={group.why} className={classes.fold}>
          <summary>
            {why(group.why)} <span className={classes.number}>{format.count(group.people.length)}</span>
          </summary>
          <table className={classes.people}>
            <tbody>
              {group.people.map(({ person, name, row, found }) => (
                <tr key={person}>
                  <th scope="row">{name}</th>
                  <td className={classes.rowNumber}>{row === null ? '' : text('row', { row })}</td>
                  <td translate="no">{found}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      ))}
      {leftOut.total > leftOut.first.length ? (
        <p className={classes.muted}>{text('leftOut.more', { count: leftOut.total - leftOut.first.length })}</p>
      ) : null}
    </section>
  );
};
