import { create } from 'zustand';

/** Whether the overview of all companies is open. The company switch and the palette open it. */
export const useOverview = create<{ readonly opened: boolean }>(() => ({ opened: false }));

export const openOverview = (): void => useOverview.setState({ opened: true });
export const closeOverview = (): void => useOverview.setState({ opened: false });
