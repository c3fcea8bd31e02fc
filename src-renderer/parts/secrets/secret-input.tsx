import { PasswordInput, Stack, StateMark, useText } from '#renderer/ui/index.ts';
import { MAX_SECRET_LENGTH } from '#shared/contract/connections/secret-limits.ts';
import { findOddCharacters } from '#shared/domain/integration/secret-text.ts';
import classes from './secrets.module.css';

interface SecretInputProps {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | null;
  readonly maxLength?: number;
  readonly autoFocus?: boolean;
  /** Whether to report typing mistakes; for issued values, not for passphrases. */
  readonly marksSlips?: boolean;
}

/**
 * Input for a secret, taken exactly as typed or pasted. Hidden unless the eye is pressed. No spell check (browsers may use a server) and
 * no password manager.
 */
export const SecretInput = ({ value, onChange, marksSlips = false, autoFocus = false, maxLength, error, ...rest }: SecretInputProps) => {
  const text = useText('secretsPart');
  const slips = marksSlips ? findOddCharacters(value) : [];
  return (
    <Stack gap="sm">
      <PasswordInput
        {...rest}
        classNames={{ innerInput: classes.typed ?? '' }}
        autoComplete="one-time-code"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        data-autofocus={autoFocus || undefined}
        autoFocus={autoFocus}
        maxLength={maxLength ?? MAX_SECRET_LENGTH}
        value={value}
        error={error ?? null}
        onChange={(event) => onChange(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': text('show'), tabIndex: 0 }}
      />
      <ul className={classes.slips} aria-live="polite">
        {slips.map(({ oddity, position }) => (
          <li key={oddity}>
            <StateMark state="risk" look="icon" label={text('slip.mark')} />
            {text(`slip.${oddity}`, { position })}
          </li>
        ))}
      </ul>
    </Stack>
  );
};
