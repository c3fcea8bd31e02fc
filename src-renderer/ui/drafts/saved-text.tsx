import { type ComponentProps, useEffect, useRef, useState } from 'react';
import { Textarea, TextInput, useWhyRefused } from '../index.ts';

/** Typing is kept together until it pauses for so long; the host then takes what follows for the same step of undo. */
const PAUSE_MS = 350;

interface SavedText {
  readonly value: string;
  readonly onSave: (value: string) => void;
}

/**
 * A text of a draft: saved while typing, never half converted by an input method, and at once when the field is left. Only read while
 * nothing may be changed.
 */
function useSavedText({ value, onSave }: SavedText) {
  const [typed, setTyped] = useState<string | null>(null);
  const composing = useRef(false);
  const refused = useWhyRefused();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef({ typed, onSave, value });
  latest.current = { typed, onSave, value };
  /** What was given last, until something else is typed. */
  const given = useRef<string | null>(null);
  const save = (): void => {
    clearTimeout(timer.current);
    const { typed: now, onSave: give, value: was } = latest.current;
    // Given once: what another window wrote since, or writes before the answer is here, is not written over again.
    if (now === null || now === was || now === given.current) return;
    given.current = now;
    give(now);
  };
  const saveLater = (): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(save, PAUSE_MS);
  };
  // Leaving the screen is no reason to lose what was typed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only at the end.
  useEffect(() => save, []);
  return {
    ...(refused === null ? {} : { readOnly: true, title: refused }),
    value: typed ?? value,
    onChange: (event: { currentTarget: { value: string } }) => {
      if (event.currentTarget.value !== typed) given.current = null;
      setTyped(event.currentTarget.value);
      if (!composing.current) saveLater();
    },
    onCompositionStart: () => {
      composing.current = true;
      clearTimeout(timer.current);
    },
    onCompositionEnd: () => {
      composing.current = false;
      saveLater();
    },
    onBlur: () => {
      save();
      given.current = null;
      setTyped(null);
    },
  };
}

type InputProps = Omit<ComponentProps<typeof TextInput>, keyof SavedText | 'onChange'> & SavedText;
export const SavedTextInput = ({ value, onSave, ...rest }: InputProps) => (
  <TextInput autoComplete="off" maxLength={200} {...rest} {...useSavedText({ value, onSave })} />
);

type AreaProps = Omit<ComponentProps<typeof Textarea>, keyof SavedText | 'onChange'> & SavedText;
export const SavedTextarea = ({ value, onSave, ...rest }: AreaProps) => (
  <Textarea autosize minRows={2} maxRows={10} maxLength={10_000} {...rest} {...useSavedText({ value, onSave })} />
);
