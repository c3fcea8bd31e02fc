import { type ComponentProps, useEffect, useRef, useState } from 'react';
import { Textarea, TextInput, useRefusalReason, useText } from '../index.ts';
import { useDraftConflicts } from './conflicts.ts';

/** Pause in typing before text is saved; the host merges the following changes into the same undo step. */
const PAUSE_MS = 350;

interface SavedText {
  readonly value: string;
  /** Resolves to whether it was saved or needs no saving. `seen`: the saved value that the typed text replaces. */
  readonly onSave: (value: string, seen: string) => Promise<boolean>;
  /** Returns why the typed text is not valid, or `null`. Invalid text is not saved and stays with the message. */
  readonly wrong?: ((typed: string) => string | null) | undefined;
}

/**
 * A text of a draft: saved while typing, but not during an IME composition, and immediately when the field is left. Text that could not be
 * saved stays until it or another value is saved. Read-only while changes are refused.
 */
function useSavedText({ value, onSave, wrong }: SavedText) {
  const text = useText('draft');
  const [typed, setTyped] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const composing = useRef(false);
  const focused = useRef(false);
  /** Number of saves whose response is pending. */
  const pending = useRef(0);
  const refused = useRefusalReason();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const refusal = typed === null ? null : (wrong?.(typed) ?? null);
  const latest = useRef({ typed, failed, onSave, value, refusal });
  latest.current = { typed, failed, onSave, value, refusal };
  /** The last saved text, until more is typed or saving fails. */
  const given = useRef<string | null>(null);
  /** The saved value when typing began, or the own text saved last since then. */
  const base = useRef(value);
  /** `base`, or the own text sent last; it is the value that the next text replaces. */
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
    // Each text is sent once, so that it does not overwrite changes that another window made in the meantime.
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
  // Typed text is saved when the screen is left.
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
