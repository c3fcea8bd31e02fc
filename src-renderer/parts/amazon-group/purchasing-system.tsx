import { FieldLabel, Row, SegmentedControl, TextInput, useText } from '#renderer/ui/index.ts';
import type { AmazonGroup } from '#shared/domain/integration/settings.ts';

const STATES = ['none', 'test', 'active'] as const;
type System = AmazonGroup['purchasingSystem'];

interface PurchasingSystemProps {
  readonly system: System;
  /** Label of the group of fields. */
  readonly label: string;
  readonly onChange: (system: System) => void;
}

/** State of a group's purchasing system on Amazon and the day it was registered. */
export const PurchasingSystem = ({ system, label, onChange }: PurchasingSystemProps) => {
  const text = useText('invoicingScreen.amazon');
  return (
    <>
      <FieldLabel>{label}</FieldLabel>
      <Row gap="md">
        <SegmentedControl
          aria-label={label}
          value={system.state}
          data={STATES.map((value) => ({ value, label: text(`states.${value}`) }))}
          onChange={(value) => onChange({ ...system, state: STATES.find((one) => one === value) ?? 'none' })}
        />
        {system.state === 'none' ? null : (
          <TextInput
            type="date"
            aria-label={text('registered')}
            title={text('registered')}
            value={system.registeredOn ?? ''}
            onChange={(event) => {
              const day = event.currentTarget.value;
              onChange({ ...system, registeredOn: day === '' ? null : day });
            }}
          />
        )}
      </Row>
    </>
  );
};
