import { create } from 'zustand';

/** `open`: the welcome screen stays although a company is open, because another is being added. */
export const useWelcome = create<{ readonly open: boolean }>(() => ({ open: false }));

export const startWelcome = (): void => useWelcome.setState({ open: true });
export const endWelcome = (): void => useWelcome.setState({ open: false });
