import { navigate } from '#renderer/navigation/index.ts';
import { UnstyledButton, useText } from '#renderer/ui/index.ts';
import classes from '../fixes/fixes.module.css';
import type { FixSide } from '../fixes/view-model.ts';
import type { Wizard } from './wizard.ts';

interface NextStepsProps {
  readonly side: FixSide;
  readonly written: Wizard['written'];
  readonly files: number;
  /** Counts over all fixes of Amazon's sheet, because the list of fixes loads only the first hundreds. */
  readonly invited: number;
  readonly oldAccounts: number;
  readonly changed: number;
}

/**
 * Next steps for the saved file, and how its arrival at the vendor is detected. Sources: docs/domain/neo.md#user-csv,
 * docs/domain/amazon-cxml.md#invitations.
 */
export const NextSteps = ({ side, written, files, invited, oldAccounts, changed }: NextStepsProps) => {
  const text = useText('fixesScreen.handOver');
  const imported = useText('import');
  const encoding = written?.encoding ?? null;
  const delimiter = written?.delimiter ?? null;
  return (
    <section className={classes.block}>
      <h3>{text(`${side}.title`)}</h3>
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
            {invited === 0 ? null : <li>{text('amazon.tell')}</li>}
            {changed === 0 ? null : <li>{text('amazon.changed')}</li>}
            {/* Old accounts are removed on Amazon's own screen, once the new ones work. */}
            {oldAccounts === 0 ? null : <li>{text('amazon.remove', { count: oldAccounts })}</li>}
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
