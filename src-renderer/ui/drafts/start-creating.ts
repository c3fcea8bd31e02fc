import { create } from 'zustand';
import type { ListSection } from './list-section.ts';

/** Requests that the target screen starts creating an object; its first matching button handles it. */
export const useCreationRequest = create<{ readonly section: ListSection | null }>(() => ({ section: null }));

/** Opens the creation dialog of a section as soon as its button is rendered. */
export const startCreating = (section: ListSection): void => useCreationRequest.setState({ section });
