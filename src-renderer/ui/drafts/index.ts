/** Components of the draft screens that send requests: the list, creating, saving, and selecting people. */
export { CreateDraftButton } from './create-draft.tsx';
export { changeDrafts, useDraftSaveState } from './draft-saving.ts';
export type { ListSection } from './list-section.ts';
export type { PersonPick } from './person-picker.tsx';
export { PersonPicker } from './person-picker.tsx';
export { SaveState } from './save-state.tsx';
export { SavedTextarea, SavedTextInput } from './saved-text.tsx';
export type { DraftEdit } from './use-edit.ts';
export { useEdit } from './use-edit.ts';
export type { NamedEntry, Names } from './use-names.ts';
export { useNames } from './use-names.ts';
