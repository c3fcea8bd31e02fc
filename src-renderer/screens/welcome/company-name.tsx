import { TextInput, useText } from '../../ui/index.ts';

interface CompanyNameProps {
  readonly value: string;
  /** The name while nobody gave one. */
  readonly unnamed: string;
  readonly onChange: (name: string) => void;
  readonly disabled?: boolean;
}

/** The company's name; nobody has to think of one before there is anything to see. */
export const CompanyName = ({ value, unnamed, onChange, disabled = false }: CompanyNameProps) => {
  const text = useText('welcome.company');
  return (
    <TextInput
      label={text('name')}
      description={text('nameHint')}
      placeholder={unnamed}
      maxLength={60}
      disabled={disabled}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoFocus
    />
  );
};
