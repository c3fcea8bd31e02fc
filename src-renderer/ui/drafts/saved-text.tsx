import { type ComponentProps, useEffect, useRef, useState } from 'react';
import { Textarea, TextInput, useText, useWhyRefused } from '../index.ts';
import { useDraftConflicts } from './conflicts.ts';

/** Typing is kept together until it pauses for so long; the host then takes what follows for the same step of undo. */
const PAUSE_MS = 350;

interface SavedText {
  readonly value: string;
  /** Resolves to whether it was saved or needs no saving. `seen`: the saved value that the typed text replaces. */
  readonly onSave: (value: string, seen: string) => Promise<boolean>;
  /** Returns why the typed text is not valid, or `null`. Invalid text is not saved and stays with the message. */
  readonly wrong?: ((typed: string) => string | null) | undefined;
}

/**
 * A text of a draft: saved while typing, never half converted by an input method, and at once when the field is left. What could not be
 * saved stays, until it is saved or something else is saved in its place. Only read while nothing may be changed.
 */
function useSavedText({ value, onSave, wrong }: SavedText) {
  const text = useText('draft');
  const [typed, setTyped] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const composing = useRef(false);
  const focused = useRef(false);
  /** Saves that no answer has come to yet. */
  const pending = useRef(0);
  const refused = useWhyRefused();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const refusal = typed === null ? null : (wrong?.(typed) ?? null);
  const latest = useRef({ typed, failed, onSave, value, refusal });
  latest.current = { typed, failed, onSave, value, refusal };
  /** The last saved text, until more is typed or saving fails. */
  const given = useRef<string | null>(null);
  /** The saved value when typing began, or the own text that was saved last since. */
  const base = useRef(value);
  /** `base`, or the own text that was sent last: the next text replaces it. */
  const seen = useRef(value);
  const letGo = (): void => {
    given.current = null;
    setTyped(null);
    setFailed(false);
  };
  const save = (): void => {
    clearTimeout(timer.current);
    const { typed: now, failed: again, onSave: give, value: was, refusal: why } = latest.current;
    if (why !== null) return;
    // Given once: what another window wrote since, or writes before the answer is here, is not written over again.
    if (now === null || now === was || now === given.current || (again && was !== seen.current)) return;
    given.current = now;
    pending.current += 1;
    const before = seen.current;
    seen.current = now;
    void give(now, before).then((isSaved) => settle(now, isSaved));
  };
  const settle = (what: string, isSaved: boolean): void => {
    pending.current -= 1;
    if (isSaved) base.current = what;
    else if (pending.current === 0) seen.current = base.current;
    if (!isSaved && latest.current.typed === what) {
      given.current = null;
      setFailed(true);
      return;
    }
    setFailed(false);
    if (pending.current === 0 && !focused.current && latest.current.refusal === null) letGo();
  };
  const saveLater = (): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(save, PAUSE_MS);
  };
  // Leaving the screen is no reason to lose what was typed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only at the end.
  useEffect(() => save, []);
  const isOvertaken = failed && typed !== null && value !== seen.current && value !== typed;
  useEffect(() => {
    if (isOvertaken && !focused.current) letGo();
  });
  const taken = useDraftConflicts((state) => state.taken);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the saved value was chosen.
  useEffect(() => {
    if (isOvertaken) letGo();
  }, [taken]);
  return {
    ...(refused === null ? {} : { readOnly: true, title: refused }),
    ...(refusal !== null ? { error: refusal } : failed && typed !== value ? { error: text('textUnsaved') } : {}),
    value: typed ?? value,
    onChange: (event: { currentTarget: { value: string } }) => {
      const now = event.currentTarget.value;
      if (now !== typed) given.current = null;
      if (typed === null || (typed === value && pending.current === 0)) {
        base.current = value;
        seen.current = value;
      }
      setTyped(now);
      setFailed(false);
      if (!composing.current) saveLater();
    },
    onFocus: () => {
      focused.current = true;
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
      focused.current = false;
      save();
      if (pending.current === 0 && refusal === null) letGo();
    },
  };
}

type InputProps = Omit<ComponentProps<typeof TextInput>, keyof SavedText | 'onChange'> & SavedText;
export const SavedTextInput = ({ value, onSave, wrong, ...rest }: InputProps) => (
  <TextInput autoComplete="off" maxLength={200} {...rest} {...useSavedText({ value, onSave, wrong })} />
);

type AreaProps = Omit<ComponentProps<typeof Textarea>, keyof SavedText | 'onChange'> & SavedText;
export const SavedTextarea = ({ value, onSave, wrong, ...rest }: AreaProps) => (
  <Textarea autosize minRows={2} maxRows={10} maxLength={10_000} {...rest} {...useSavedText({ value, onSave, wrong })} />
);
