import { Radio, Row, TextInput, useText } from '../../ui/index.ts';

export interface Company {
  readonly name: string;
  readonly kind: 'production' | 'test';
}

interface CompanyFieldsProps {
  readonly company: Company;
  readonly onChange: (company: Company) => void;
  readonly disabled?: boolean;
}

/** The company's name and whether it is the real one: asked by every way but the demo's. */
export const CompanyFields = ({ company, onChange, disabled = false }: CompanyFieldsProps) => {
  const text = useText('welcome.company');
  return (
    <>
      <TextInput
        label={text('name')}
        placeholder={text('namePlaceholder')}
        maxLength={60}
        required
        withAsterisk={false}
        disabled={disabled}
        value={company.name}
        onChange={(event) => onChange({ ...company, name: event.currentTarget.value })}
        autoFocus
      />
      <Radio.Group
        label={text('kind')}
        description={text('kindHint')}
        value={company.kind}
        onChange={(kind) => onChange({ ...company, kind: kind === 'production' ? 'production' : 'test' })}
      >
        <Row gap="sm xl" align="stretch" pt="sm">
          <Radio value="test" label={text('test')} disabled={disabled} />
          <Radio value="production" label={text('production')} disabled={disabled} />
        </Row>
      </Radio.Group>
    </>
  );
};
