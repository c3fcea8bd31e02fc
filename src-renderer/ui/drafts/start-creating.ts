import { create } from 'zustand';
import type { ListSection } from './list-section.ts';

/** What somebody who leads to its screen wants begun; the first button for it that is there takes it up. */
export const useWanted = create<{ readonly section: ListSection | null }>(() => ({ section: null }));

/** Opens the dialog of a section as soon as the button for it is on the screen. */
export const startCreating = (section: ListSection): void => useWanted.setState({ section });
