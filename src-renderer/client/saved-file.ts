import { create } from 'zustand';

/** A file as it was saved last by the system's dialog, until somebody has put that away. */
interface SavedFile {
  readonly token: string;
  /** As it was named in the dialog. */
  readonly name: string;
}

export const useSavedFile = create<{ readonly file: SavedFile | null }>(() => ({ file: null }));

export const announceSaved = (file: SavedFile): void => useSavedFile.setState({ file });
export const putSavedAway = (): void => useSavedFile.setState({ file: null });
