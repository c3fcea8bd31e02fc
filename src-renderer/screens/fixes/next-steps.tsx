import { useCall } from '#renderer/client/index.ts';
import { navigate } from '#renderer/navigation/index.ts';
import { UnstyledButton, useText } from '#renderer/ui/index.ts';
import { countsInput } from '../../parts/fixes/fix-filter.ts';
import classes from '../../parts/fixes/fixes.module.css';
import type { FixSide } from '../../parts/fixes/view-model.ts';
import type { Wizard } from './wizard.ts';

interface NextStepsProps {
  readonly side: FixSide;
  readonly written: Wizard['written'];
  readonly files: number;
}

/** What to do with the saved file on its side, and how the console learns that it arrived. Sources: docs/domain/neo.md#user-csv, docs/domain/amazon-cxml.md#invitations. */
export const NextSteps = ({ side, written, files }: NextStepsProps) => {
  const text = useText('fixesScreen.handOver');
  const imported = useText('import');
  // Old accounts are removed on Amazon's own screen, once the new ones work.
  const old = useCall('fixes.list', side === 'amazon' ? { ...countsInput(['amazon']), limit: 500 } : null);
  const accounts = old.value?.fixes.filter(({ oldAccount, state }) => oldAccount !== '' && state === 'written').length ?? 0;
  const waiting = old.value?.fixes.filter(({ state }) => state === 'written') ?? [];
  const invites = waiting.some(({ account }) => account === null);
  const changes = waiting.some(({ account }) => account !== null);
  const encoding = written?.encoding ?? null;
  const delimiter = written?.delimiter ?? null;
  return (
    <section className={classes.block}>
      <h2>{text(`${side}.title`)}</h2>
      <ol className={classes.teach}>
        <li>{text(`${side}.open`)}</li>
        {side === 'neo' ? (
          <>
            <li>
              {encoding === null || delimiter === null
                ? text('neo.take')
                : text('neo.takeAs', {
                    encoding: imported.phrase(`encodings.${encoding}`),
                    delimiter: imported.phrase(`delimiters.${delimiter}`),
                  })}
            </li>
            <li>{text('neo.check')}</li>
          </>
        ) : (
          <>
            <li>{text('amazon.upload', { files })}</li>
            {invites ? <li>{text('amazon.tell')}</li> : null}
            {changes ? <li>{text('amazon.changed')}</li> : null}
            {accounts === 0 ? null : <li>{text('amazon.remove', { count: accounts })}</li>}
          </>
        )}
        <li>
          {text(`${side}.again`)}{' '}
          <UnstyledButton
            className={classes.link}
            onClick={() => navigate('import', { kind: side === 'neo' ? 'neo-users' : 'amazon-users' })}
          >
            {text(`${side}.import`)}
          </UnstyledButton>
        </li>
      </ol>
    </section>
  );
};
