import { create } from 'zustand';

/** `open`: the welcome stays although a company is open, because the user is adding one. */
export const useWelcome = create<{ readonly open: boolean }>(() => ({ open: false }));

export const startWelcome = (): void => useWelcome.setState({ open: true });
export const endWelcome = (): void => useWelcome.setState({ open: false });
