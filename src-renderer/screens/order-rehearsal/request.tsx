import { Mono, useText } from '#renderer/ui/index.ts';
import classes from './order-rehearsal.module.css';
import type { Rehearsed } from './view-model.ts';

/** What NEO would send to start the shopping, part by part, with how sure that is. */
export const Request = ({ request }: { readonly request: Rehearsed['request'] }) => {
  const text = useText('orderRehearsal.request');
  const words = useText('punchout');
  return (
    <section>
      <h2>{text('title')}</h2>
      <p className={classes.hint}>{text('about')}</p>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{text('part')}</th>
            <th scope="col">{text('value')}</th>
            <th scope="col">{text('from')}</th>
            <th scope="col">{text('certainty')}</th>
          </tr>
        </thead>
        <tbody>
          {request.parts.map(({ part, value, from, certainty, missing }) => (
            <tr key={part}>
              <th scope="row">{words(`part.${part}.name`)}</th>
              <td>
                {missing ? (
                  <span className={classes.missing}>{text('missing')}</span>
                ) : value === '' ? (
                  <span className={classes.hint}>{text('notSent')}</span>
                ) : (
                  <Mono>{value}</Mono>
                )}
              </td>
              <td>{words(`from.${from}`)}</td>
              <td>
                {words(`certainty.${certainty}`)}
                <p className={classes.hint}>{words(`part.${part}.why`)}</p>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <details className={classes.document}>
        <summary>{text('document')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard. */}
        <pre tabIndex={0} translate="no">
          {request.document}
        </pre>
      </details>
    </section>
  );
};
