import { Autocomplete, Radio, useText } from '#renderer/ui/index.ts';
import type { CallOutput } from '#shared/contract/calls.ts';
import classes from '../fixes/fixes.module.css';
import { listRequiredValues } from '../fixes/view-model.ts';

export type SheetValues = CallOutput<'fixes.previewTemplate'>['defaults'];

interface SheetFormProps {
  readonly preview: CallOutput<'fixes.previewTemplate'>;
  readonly values: SheetValues;
  readonly existing: 'keep' | 'remove';
  readonly onValues: (part: Partial<SheetValues>) => void;
  readonly onExisting: (existing: 'keep' | 'remove') => void;
}

/** Values the template needs besides people, with choices from it and the Amazon list, and the handling of its existing rows. */
export const SheetForm = ({ preview, values, existing, onValues, onExisting }: SheetFormProps) => {
  const text = useText('fixesScreen');
  const name = useText('fix.field');
  const asked = listRequiredValues(preview);
  return (
    <>
      {asked.length === 0 ? null : (
        <section className={classes.block} aria-labelledby="sheet-values">
          <h3 id="sheet-values">{text('values.title')}</h3>
          <div className={classes.values}>
            {asked.map((field) => (
              <Autocomplete
                key={field}
                label={name(field)}
                description={text(`values.${field}`)}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                required={field !== 'action'}
                maxLength={200}
                data={preview.values[field]}
                filter={({ options }) => options}
                value={values[field]}
                error={field !== 'action' && values[field].trim() === '' ? text('values.required') : null}
                onChange={(value) => onValues({ [field]: value })}
              />
            ))}
          </div>
        </section>
      )}
      {preview.existing.rows === 0 ? null : (
        <div className={classes.block}>
          <Radio.Group
            label={text('existing.title', { rows: preview.existing.rows, people: preview.existing.withEmail })}
            value={existing}
            onChange={(value) => onExisting(value === 'keep' ? 'keep' : 'remove')}
          >
            <div className={classes.choices}>
              {(['remove', 'keep'] as const).map((value) => (
                <Radio key={value} value={value} label={text(`existing.${value}.label`)} description={text(`existing.${value}.hint`)} />
              ))}
            </div>
          </Radio.Group>
        </div>
      )}
    </>
  );
};
