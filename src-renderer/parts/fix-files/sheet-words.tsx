import { Muted, Notice, Select, useText } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import { type AccountChangeKind, hasRoleInSheet } from '#shared/domain/fixes/account-changes.ts';
import classes from '../fixes/fixes.module.css';

interface SheetWordsProps {
  readonly preview: CallOutput<'fixes.previewTemplate'>;
  readonly onWord: (kind: AccountChangeKind, word: string) => void;
}

/** The template's word for each change. Only words of the template are offered, and an ambiguous one must be chosen. */
export const SheetWords = ({ preview, onWord }: SheetWordsProps) => {
  const text = useText('fixesScreen.words');
  const kinds = useText('fix.account.kind');
  const effects = useText('fix.effect');
  const why = useText('fix.leftOut');
  const { changes, values, fields } = preview;
  if (changes.length === 0) return null;
  const hasRole = fields.some(({ id, column }) => id === 'role' && column !== null);
  const noColumn = changes.some(({ refused }) => refused === 'no-action-column');
  return (
    <section className={classes.block} aria-labelledby="sheet-words">
      <h3 id="sheet-words">{text('title')}</h3>
      {noColumn || values.action.length === 0 ? (
        <Notice state="risk">{text(noColumn ? 'noColumn' : 'noWords')}</Notice>
      ) : (
        <>
          <Muted component="p" mb="sm">
            {text('hint')}
          </Muted>
          <div className={classes.values}>
            {changes.map(({ kind, people, word, refused }) => (
              <Select
                key={kind}
                label={`${kinds(kind)}　${text('people', { count: people })}`}
                description={
                  word === ''
                    ? undefined
                    : kind === 'remove-account'
                      ? text('remove')
                      : hasRoleInSheet(kind) && hasRole
                        ? effects('amazon-roles-may-be-replaced')
                        : undefined
                }
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                placeholder={text('choose')}
                data={[{ value: '', label: text('none') }, ...values.action.map((value) => ({ value, label: value }))]}
                value={word === '' ? null : word}
                error={refused === 'no-group-column' || refused === 'no-role-column' ? why(refused) : null}
                onChange={(value) => onWord(kind, value ?? '')}
              />
            ))}
          </div>
        </>
      )}
    </section>
  );
};
