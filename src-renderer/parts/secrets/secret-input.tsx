import { PasswordInput, Stack, StateMark, useText } from '#renderer/ui/index.ts';
import { LONGEST_SECRET } from '#shared/contract/secret-limits.ts';
import { oddSpots } from '#shared/domain/integration/secret-text.ts';
import classes from './secrets.module.css';

interface SecretInputProps {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | null;
  readonly maxLength?: number;
  readonly autoFocus?: boolean;
  /** Whether slips are told: for what a vendor issued, not for a passphrase somebody thinks up. */
  readonly marksSlips?: boolean;
}

/**
 * A field a secret is typed or pasted into, exactly as it is. Hidden unless its eye is pressed, which holds for this typing alone.
 * Spelling is not checked (browsers may ask a server), and the browser does not offer to remember it.
 */
export const SecretInput = ({ value, onChange, marksSlips = false, autoFocus = false, maxLength, error, ...rest }: SecretInputProps) => {
  const text = useText('secretsPart');
  const slips = marksSlips ? oddSpots(value) : [];
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
        maxLength={maxLength ?? LONGEST_SECRET}
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
