import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { SavedElsewhereNotice } from '#renderer/parts/saved-elsewhere/saved-elsewhere.tsx';
import {
  ActionIcon,
  Button,
  FieldGroup,
  Form,
  Muted,
  NumberInput,
  Switch,
  TextInput,
  useRefusalProps,
  useText,
} from '#renderer/ui/index.ts';
import classes from '../settings.module.css';
import { isSameRules, isUntouched, mergeTypedForm, type Rules, type RulesForm, toRules, toRulesForm } from './view-model.ts';

interface RulesFieldsProps {
  /** The saved rules, including changes of other windows. */
  readonly rules: Rules;
  readonly busy: boolean;
  readonly onEdited: () => void;
  /** Saves rules edited from `began`; returns the saved ones, `null` = not saved. */
  readonly onSave: (rules: Rules, began: Rules) => Promise<Rules | null>;
}

const numberOf = (value: string | number): number | null => (typeof value === 'number' ? value : null);

/** Rules as fields; saved by a button, because saving checks all routes again. */
export const RulesFields = ({ rules, busy, onEdited, onSave }: RulesFieldsProps) => {
  const text = useText('companyRules');
  const refused = useRefusalProps();
  const [began, setBegan] = useState(rules);
  const [form, setForm] = useState<RulesForm>(() => toRulesForm(rules));
  const show = (shown: Rules, next: RulesForm): void => {
    onEdited();
    setBegan(shown);
    setForm(next);
  };
  const moved = !isSameRules(rules, began);
  const untouched = isUntouched(form, began) || isUntouched(form, rules);
  const asks = moved && !busy && !untouched;
  useEffect(() => {
    if (!moved || busy || asks) return;
    setBegan(rules);
    if (untouched) setForm(toRulesForm(rules));
  }, [moved, busy, asks, untouched, rules]);
  const next = toRules(form);
  const edit = (changes: Partial<RulesForm>): void => {
    onEdited();
    setForm({ ...form, ...changes });
  };
  const tier = (key: string, changes: Partial<RulesForm['amountTiers'][number]>): void =>
    edit({ amountTiers: form.amountTiers.map((one) => (one.key === key ? { ...one, ...changes } : one)) });
  const submit = async (): Promise<void> => {
    if (next === null || asks) return;
    const saved = await onSave(next, began);
    // Later input is based on the rules saved here.
    if (saved !== null) setBegan(saved);
  };
  const whole = { allowDecimal: false, allowNegative: false, clampBehavior: 'strict' } as const;
  return (
    <Form onSubmit={() => void submit()}>
      <div className={classes.pair}>
        <NumberInput
          label={text('fewestApprovals')}
          description={text('fewestApprovalsHint')}
          {...whole}
          min={0}
          max={50}
          value={form.fewestApprovals ?? ''}
          onChange={(value) => edit({ fewestApprovals: numberOf(value) })}
        />
        <NumberInput
          label={text('mostSteps')}
          description={text('mostStepsHint')}
          {...whole}
          min={1}
          max={200}
          value={form.mostSteps ?? ''}
          onChange={(value) => edit({ mostSteps: numberOf(value) })}
        />
      </div>
      <Switch
        label={text('forbidSelfApproval')}
        description={text('forbidSelfApprovalHint')}
        checked={form.forbidSelfApproval}
        onChange={(event) => edit({ forbidSelfApproval: event.currentTarget.checked })}
      />
      <Switch
        label={text('discourageNamedPeople')}
        description={text('discourageNamedPeopleHint')}
        checked={form.discourageNamedPeople}
        onChange={(event) => edit({ discourageNamedPeople: event.currentTarget.checked })}
      />
      <FieldGroup legend={text('tiers')}>
        <Muted component="p">{text('tiersHint')}</Muted>
        {form.amountTiers.map(({ key, from, approvers, fewestApprovals: least }, at) => (
          <div key={key} className={classes.tier}>
            <NumberInput
              aria-label={text('tierFrom', { row: at + 1 })}
              {...whole}
              min={0}
              max={1_000_000_000_000}
              thousandSeparator=","
              suffix={text('yenSuffix')}
              value={from ?? ''}
              onChange={(value) => tier(key, { from: numberOf(value) })}
            />
            <TextInput
              aria-label={text('tierApprovers', { row: at + 1 })}
              placeholder={text('tierApproversExample')}
              maxLength={200}
              value={approvers}
              onChange={(event) => tier(key, { approvers: event.currentTarget.value })}
            />
            <NumberInput
              aria-label={text('tierFewest', { row: at + 1 })}
              {...whole}
              min={0}
              max={50}
              prefix={text('tierFewestPrefix')}
              suffix={text('tierFewestSuffix')}
              value={least ?? ''}
              onChange={(value) => tier(key, { fewestApprovals: numberOf(value) })}
            />
            <ActionIcon
              aria-label={text('removeTier', { row: at + 1 })}
              onClick={() => edit({ amountTiers: form.amountTiers.filter((one) => one.key !== key) })}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </div>
        ))}
        <div>
          <Button
            variant="subtle"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            disabled={form.amountTiers.length >= 20}
            onClick={() =>
              edit({ amountTiers: [...form.amountTiers, { key: crypto.randomUUID(), from: null, approvers: '', fewestApprovals: 0 }] })
            }
          >
            {text('addTier')}
          </Button>
        </div>
      </FieldGroup>
      {asks ? (
        <SavedElsewhereNotice
          onKeep={() => show(rules, mergeTypedForm(form, began, rules))}
          onTake={() => show(rules, toRulesForm(rules))}
        />
      ) : null}
      <div>
        <Button type="submit" loading={busy} disabled={next === null || asks || isSameRules(next, rules)} {...refused}>
          {text('save')}
        </Button>
      </div>
    </Form>
  );
};
