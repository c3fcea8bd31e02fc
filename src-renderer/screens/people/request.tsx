import { CodeBlock, Fold, Mono, Muted, SmallTable, useText } from '#renderer/ui/index.ts';
import classes from './people.module.css';
import type { PersonView } from './person-view.ts';

/** NEO's punchout request, part by part, with the certainty of each. */
export const PunchoutRequest = ({ request }: { readonly request: PersonView['request'] }) => {
  const text = useText('people.request');
  const words = useText('punchout');
  return (
    <section>
      <h2>{text('title')}</h2>
      <Muted component="p">{text('about')}</Muted>
      <SmallTable fixed className={classes.table} mt="sm">
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
                  <Muted>{text('notSent')}</Muted>
                ) : (
                  <Mono>{value}</Mono>
                )}
              </td>
              <td>{words(`from.${from}`)}</td>
              <td>
                {words(`certainty.${certainty}`)}
                <Muted component="p">{words(`part.${part}.why`)}</Muted>
              </td>
            </tr>
          ))}
        </tbody>
      </SmallTable>
      <Fold mt="md" title={text('document')}>
        <CodeBlock label={text('document')} mt="sm" mah="26rem">
          {request.document}
        </CodeBlock>
      </Fold>
    </section>
  );
};
