import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { isComposing, TextInput, useSettledSearch } from '#renderer/ui/index.ts';

interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly className?: string | undefined;
  /** The search of the list; if it is changed elsewhere, the field follows. */
  readonly search: string;
  readonly onSearch: (search: string) => void;
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  /** Called on Enter to move to the list. */
  readonly onLeave: () => void;
}

/** Search field of a table: searches after a pause, Escape clears it, Enter moves to the rows. */
export const SearchField = ({ label, placeholder, className, search, onSearch, fieldRef, onLeave }: SearchFieldProps) => {
  const [typed, setTyped] = useState(search);
  const settled = useSettledSearch(typed);
  /** The last search sent; it returns as `search` while the user may have typed more. */
  const asked = useRef(search);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed starts a search.
  useEffect(() => {
    if (settled === asked.current) return;
    asked.current = settled;
    onSearch(settled);
  }, [settled]);
  useEffect(() => {
    if (search === asked.current) return;
    asked.current = search;
    setTyped(search);
  }, [search]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    if (event.key === 'Enter') onLeave();
    else if (event.key === 'Escape' && typed !== '') {
      event.preventDefault();
      setTyped('');
    }
  };
  return (
    <TextInput
      ref={fieldRef}
      className={className ?? ''}
      aria-label={label}
      placeholder={placeholder}
      leftSection={<IconSearch size={16} aria-hidden />}
      maxLength={200}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={onKeyDown}
    />
  );
};
