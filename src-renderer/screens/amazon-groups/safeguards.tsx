import type { ReactNode } from 'react';
import { SavedTextInput } from '#renderer/ui/drafts/index.ts';
import { Muted, Select, Stack, useText } from '#renderer/ui/index.ts';
import type { AmazonGroup, Safeguards } from '#shared/domain/integration/settings.ts';
import classes from './amazon-groups.module.css';
import { parseLimit } from './limits.ts';

const QUANTITIES = ['send-what-is-left', 'drop'] as const;
const LIMITS = ['priceChangePercent', 'shippingYen', 'deliveryDays'] as const;
const NOT_SET = 'none';

interface SafeguardFieldsProps {
  readonly group: AmazonGroup;
  readonly onChange: (safeguards: Safeguards) => Promise<boolean>;
  readonly children: ReactNode;
}

/** Amazon's order safeguards; an empty field means not set. */
export const SafeguardFields = ({ group: { safeguards }, onChange, children }: SafeguardFieldsProps) => {
  const text = useText('invoicingScreen.amazon.safeguards');
  const draft = useText('draft');
  return (
    <Stack component="section">
      <div>
        <h2>{text('title')}</h2>
        <Muted component="p" size="xs">
          {text('hint')}
        </Muted>
      </div>
      <Select
        label={text('quantity')}
        data={[{ value: NOT_SET, label: text('notSet') }, ...QUANTITIES.map((value) => ({ value, label: text(`quantities.${value}`) }))]}
        value={safeguards.quantity ?? NOT_SET}
        onChange={(value) => onChange({ ...safeguards, quantity: QUANTITIES.find((one) => one === value) ?? null })}
      />
      <Select
        label={text('amazonOnly')}
        data={[
          { value: NOT_SET, label: text('notSet') },
          { value: 'yes', label: text('yes') },
          { value: 'no', label: text('no') },
        ]}
        value={safeguards.amazonOnly === null ? NOT_SET : safeguards.amazonOnly ? 'yes' : 'no'}
        onChange={(value) => onChange({ ...safeguards, amazonOnly: value === 'yes' ? true : value === 'no' ? false : null })}
      />
      {LIMITS.map((field) => (
        <SavedTextInput
          key={field}
          classNames={{ wrapper: classes.short }}
          label={text(field)}
          placeholder={text('notSet')}
          inputMode="decimal"
          value={safeguards[field] === null ? '' : String(safeguards[field])}
          wrong={(typed) => (parseLimit(typed) === undefined ? draft('numberWrong') : null)}
          onSave={async (typed) => {
            const limit = parseLimit(typed);
            return limit === undefined || onChange({ ...safeguards, [field]: limit });
          }}
        />
      ))}
      {children}
    </Stack>
  );
};
