import { TextInput, useText } from '../../ui/index.ts';

interface CompanyNameProps {
  readonly value: string;
  /** Name used if none is entered. */
  readonly unnamed: string;
  readonly onChange: (name: string) => void;
  readonly disabled?: boolean;
}

/** The company's name, optional at first. */
export const CompanyNameField = ({ value, unnamed, onChange, disabled = false }: CompanyNameProps) => {
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
