import { create } from 'zustand';
import type { ListSection } from './list-section.ts';

/** Requests that the target screen starts creating an object; its first matching button handles it. */
export const useWanted = create<{ readonly section: ListSection | null }>(() => ({ section: null }));

/** Opens the dialog of a section as soon as the button for it is on the screen. */
export const startCreating = (section: ListSection): void => useWanted.setState({ section });
