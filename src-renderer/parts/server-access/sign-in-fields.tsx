import { SecretInput } from '#renderer/parts/secrets/secret-input.tsx';
import { Muted, TextInput, useText } from '#renderer/ui/index.ts';

/** Credentials for signing in: sent once, never stored. */
export interface SignInCredentials {
  readonly loginId: string;
  readonly password: string;
}

export const EMPTY_CREDENTIALS: SignInCredentials = { loginId: '', password: '' };

export const hasCredentials = ({ loginId, password }: SignInCredentials): boolean => loginId !== '' && password !== '';

interface SignInFieldsProps {
  readonly value: SignInCredentials;
  readonly onChange: (value: SignInCredentials) => void;
}

export const SignInFields = ({ value, onChange }: SignInFieldsProps) => {
  const text = useText('server.signIn');
  return (
    <>
      <Muted component="p">{text('hint')}</Muted>
      <TextInput
        label={text('loginId')}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={value.loginId}
        onChange={(event) => onChange({ ...value, loginId: event.currentTarget.value })}
      />
      <SecretInput label={text('password')} value={value.password} onChange={(password) => onChange({ ...value, password })} />
    </>
  );
};
