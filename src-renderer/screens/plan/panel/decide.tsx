import { type FormEvent, useId, useState } from 'react';
import { useClient } from '#renderer/client/index.ts';
import { compareWords } from '#renderer/parts/plan/compare-words.ts';
import { MarkedWords } from '#renderer/parts/plan/marked-words.tsx';
import { usePlanText } from '#renderer/parts/plan/use-plan-text.ts';
import {
  Button,
  ErrorState,
  guardComposition,
  NumberInput,
  Radio,
  StateMark,
  TextInput,
  useRefusalProps,
  useText,
} from '#renderer/ui/index.ts';
import type { Failure } from '#shared/contract/call/result.ts';
import type { CallInput } from '#shared/contract/calls.ts';
import { getFieldEditor, type PlanField } from '../view-model.ts';
import classes from './decide.module.css';

type Resolution = CallInput<'plan.resolve'>['decisions'][number]['resolution'];

/** Conflicting fields with base, draft and server values, and the choice between them. */
export const ConflictDecision = ({ itemKey, fields }: { itemKey: string; fields: readonly PlanField[] }) => {
  const text = useText('planScreen.decide');
  const refused = useRefusalProps();
  const client = useClient();
  const [failure, setFailure] = useState<Failure | null>(null);
  const resolve = async (paths: readonly string[], resolution: Resolution): Promise<void> => {
    const result = await client.call('plan.resolve', { key: itemKey, decisions: paths.map((path) => ({ path, resolution })) });
    setFailure(result.ok ? null : result.error);
  };
  const every = fields.map(({ path }) => path);
  return (
    <div className={classes.decide}>
      {fields.length < 2 ? null : (
        <div className={classes.all}>
          <Button size="xs" variant="default" onClick={() => void resolve(every, { kind: 'ours' })} {...refused}>
            {text('allOurs')}
          </Button>
          <Button size="xs" variant="default" onClick={() => void resolve(every, { kind: 'theirs' })} {...refused}>
            {text('allTheirs')}
          </Button>
        </div>
      )}
      {fields.map((field) => (
        <Field key={field.path} field={field} onResolve={(resolution) => void resolve([field.path], resolution)} />
      ))}
      {failure === null ? null : <ErrorState failure={failure} />}
    </div>
  );
};

interface FieldProps {
  readonly field: PlanField;
  readonly onResolve: (resolution: Resolution) => void;
}

const Field = ({ field, onResolve }: FieldProps) => {
  const text = useText('planScreen.decide');
  const say = usePlanText();
  const group = useId();
  const [editing, setEditing] = useState(false);
  const { words, resolution } = field;
  const editor = getFieldEditor(field);
  const edited = resolution?.kind === 'edit';
  return (
    <fieldset className={classes.field} data-decided={resolution !== null || undefined}>
      <legend>
        <span className={classes.label}>{say(field.label)}</span>
        {resolution === null ? <StateMark state="block" label={text('undecided')} /> : <StateMark state="ready" label={text('decided')} />}
      </legend>
      <div className={classes.sides}>
        <div className={classes.side}>
          <span className={classes.name}>{text('base')}</span>
          <span className={classes.value}>{say(words.base)}</span>
        </div>
        {(['ours', 'theirs'] as const).map((side) => (
          <Radio
            key={side}
            size="xs"
            className={classes.side}
            data-chosen={resolution?.kind === side || undefined}
            name={group}
            label={
              <>
                <span className={classes.name}>{text(side)}</span>
                <span className={classes.value}>
                  <MarkedWords runs={compareWords(say(words.base), say(side === 'ours' ? words.ours : words.server)).became} />
                </span>
              </>
            }
            checked={resolution?.kind === side}
            onChange={() => {
              setEditing(false);
              onResolve({ kind: side });
            }}
          />
        ))}
      </div>
      <div className={classes.foot}>
        {editing && editor !== null ? (
          <Edit
            field={field}
            editor={editor}
            onEdit={(value) => {
              setEditing(false);
              onResolve({ kind: 'edit', value });
            }}
            onCancel={() => setEditing(false)}
          />
        ) : (
          <>
            {edited ? <span className={classes.edited}>{text('edited', { value: say(words.after) })}</span> : null}
            {editor === null ? null : (
              <Button size="xs" variant="subtle" onClick={() => setEditing(true)}>
                {text('edit')}
              </Button>
            )}
            {resolution === null ? null : (
              <Button size="xs" variant="subtle" onClick={() => onResolve(null)}>
                {text('takeBack')}
              </Button>
            )}
          </>
        )}
      </div>
    </fieldset>
  );
};

interface EditProps {
  readonly field: PlanField;
  readonly editor: 'text' | 'number';
  readonly onEdit: (value: string | number) => void;
  readonly onCancel: () => void;
}

/** Input for a third value that replaces both sides. */
const Edit = ({ field, editor, onEdit, onCancel }: EditProps) => {
  const text = useText('planScreen.decide');
  const say = usePlanText();
  const first = field.resolution?.kind === 'edit' ? field.after : field.ours;
  const [value, setValue] = useState<string | number>(typeof first === 'number' || typeof first === 'string' ? first : '');
  const label = text('editLabel', { field: say(field.label) });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (editor === 'text' || typeof value === 'number') onEdit(value);
  };
  return (
    <form className={classes.edit} onSubmit={submit} onKeyDown={guardComposition}>
      {editor === 'text' ? (
        <TextInput
          size="xs"
          aria-label={label}
          autoFocus
          maxLength={2_048}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
      ) : (
        <NumberInput size="xs" aria-label={label} autoFocus hideControls allowDecimal={false} min={0} value={value} onChange={setValue} />
      )}
      <Button size="xs" type="submit">
        {text('editDo')}
      </Button>
      <Button size="xs" variant="default" onClick={onCancel}>
        {text('cancel')}
      </Button>
    </form>
  );
};
