import { create } from 'zustand';

/** Whether the dialog that makes the fix files is open. */
export const useMakeFiles = create(() => ({ isOpen: false }));

export const openMakeFiles = (): void => useMakeFiles.setState({ isOpen: true });
export const closeMakeFiles = (): void => useMakeFiles.setState({ isOpen: false });
