import { create } from 'zustand';

/** Whether the overview of all companies is shown; the switch of companies and the palette open it. */
export const useOverview = create<{ readonly opened: boolean }>(() => ({ opened: false }));

export const openOverview = (): void => useOverview.setState({ opened: true });
export const closeOverview = (): void => useOverview.setState({ opened: false });
