import { create } from 'zustand';

/** The last file saved through the system dialog, until its notice is closed. */
interface SavedFile {
  readonly token: string;
  /** Name chosen in the system dialog. */
  readonly name: string;
}

export const useSavedFile = create<{ readonly file: SavedFile | null }>(() => ({ file: null }));

export const announceSaved = (file: SavedFile): void => useSavedFile.setState({ file });
export const dismissSavedFile = (): void => useSavedFile.setState({ file: null });
