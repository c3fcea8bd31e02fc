import { IconSearch } from '@tabler/icons-react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { CloseButton, isComposing, Kbd, TextInput, useText } from '#renderer/ui/index.ts';

/** Keys within this time count as continuous typing. */
const CONTINUOUS_TYPING_MS = 400;
/** Pause before a request during typing: a word makes two calls, one for its first key and one for the whole. */
const PAUSE_MS = 200;

interface SearchBoxProps {
  readonly value: string;
  readonly onSearch: (search: string) => void;
  /** Called on Enter, Escape and arrow down to move focus to the table. */
  readonly onLeave: () => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
}

/** Searches while typing, but never with the half-converted text of an input method. */
export const SearchBox = ({ value, onSearch, onLeave, inputRef }: SearchBoxProps) => {
  const text = useText('matching');
  const [typed, setTyped] = useState(value);
  const [composing, setComposing] = useState(false);
  const asked = useRef(value);
  const typedAt = useRef(Number.NEGATIVE_INFINITY);
  if (value !== asked.current) {
    // The filter was changed elsewhere (a link, 'clear'), so the box follows.
    asked.current = value;
    setTyped(value);
  }
  useEffect(() => {
    if (composing || typed === asked.current) return;
    const ask = (): void => {
      asked.current = typed;
      onSearch(typed);
    };
    const sinceLastMs = performance.now() - typedAt.current;
    typedAt.current = performance.now();
    if (sinceLastMs > CONTINUOUS_TYPING_MS) return ask();
    const timer = setTimeout(ask, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, composing, onSearch]);
  return (
    <TextInput
      ref={inputRef}
      aria-label={text('search.label')}
      placeholder={text('search.placeholder')}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={typed === '' ? <Kbd>/</Kbd> : <CloseButton size="sm" aria-label={text('search.clear')} onClick={() => setTyped('')} />}
      maxLength={200}
      spellCheck={false}
      autoComplete="off"
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={(event) => {
        setComposing(false);
        setTyped(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (isComposing(event)) return;
        if (event.key === 'Enter' || event.key === 'ArrowDown' || event.key === 'Escape') {
          event.preventDefault();
          onLeave();
        }
      }}
    />
  );
};
