import { createHashHistory, createMemoryHistory, type RouterHistory } from '@tanstack/history';
import { create } from 'zustand';
import { FIRST_SCREEN, formatScreenAddress, parseScreenAddress } from './address.ts';
import type { ScreenId, ScreenParams } from './screen-params.ts';

interface Place<S extends ScreenId = ScreenId> {
  /** The company in the address; `null` if none. */
  readonly company: string | null;
  readonly screen: S;
  /** Parameters with which the screen was opened. Later state is only in the address. */
  readonly params: ScreenParams[S];
  /** Distinguishes two visits of one screen, also with the same parameters; 0 = the start. */
  readonly visit: number;
  /** The followed link contains unknown parts. */
  readonly misread: boolean;
}

/** The current location. It follows the address of the window, however that changes. */
export const useNavigation = create<{ readonly here: Place }>(() => ({
  here: { company: null, screen: FIRST_SCREEN, params: {}, visit: 0, misread: false },
}));

let history: RouterHistory;
let visits = 0;
/** Changes of the address that are not navigations, such as recorded screen state. */
let recording = false;
/** Location whose screen is being loaded; the former one is shown until then. */
let coming: Place | null = null;
/** Screen state that is not written to the address yet. */
let waiting: { readonly write: () => void; readonly timer: ReturnType<typeof setTimeout> } | null = null;

/** Returns a promise while the screen is being loaded; `null` = already loaded. */
type LoadScreen = (screen: ScreenId) => Promise<unknown> | null;
let loadScreen: LoadScreen = () => null;

const shown = (): Place => useNavigation.getState().here;
const here = (): Place => coming ?? shown();

/** The former screen stays until the next one is loaded, except when the company changes. */
const show = (place: Place): void => {
  const loading = loadScreen(place.screen);
  const arrived = (): void => {
    if (coming !== place) return;
    coming = null;
    useNavigation.setState({ here: place });
  };
  coming = place;
  // A screen that cannot be loaded shows its own error.
  void loading?.then(arrived, arrived);
  if (loading === null || place.screen === shown().screen || place.company !== shown().company) arrived();
};
const arrive = (): void => show({ ...parseScreenAddress(history.location.href), visit: visits });

const cancelWaiting = (): void => {
  if (waiting !== null) clearTimeout(waiting.timer);
  waiting = null;
};
const writeWaiting = (): void => {
  const write = waiting?.write;
  cancelWaiting();
  write?.();
};

function follow(next: RouterHistory): void {
  history = next;
  let last = history.location;
  arrive();
  history.subscribe(({ location }) => {
    const same = location.href === last.href && location.state.__TSR_key === last.state.__TSR_key;
    last = location;
    // Ignore fragments that are not routes, e.g. the session key.
    if (recording || same || !location.href.startsWith('/')) return;
    cancelWaiting();
    visits += 1;
    arrive();
  });
}

follow(createMemoryHistory());

/** Keeps the window's address equal to the shown screen. Call it after the session's key is removed from the address. */
export const followAddress = (load: LoadScreen = () => null): void => {
  loadScreen = load;
  follow(createHashHistory());
};

const replaceQuietly = (address: string): void => {
  if (address === history.location.href) return;
  recording = true;
  history.replace(address);
  recording = false;
};

/** Opens a screen; the former location is one step back (Alt+Left). */
export const navigate = <S extends ScreenId>(screen: S, params?: ScreenParams[S]): void => {
  writeWaiting();
  history.push(formatScreenAddress(here().company, screen, params ?? {}));
};

/** Returns the address of a screen of the shown company, for links. */
export const getScreenHref = (screen: ScreenId): string => history.createHref(formatScreenAddress(here().company, screen, {}));

/** Opens the page of a person in NEO's list. */
export const openPerson = (personId: string): void => navigate('people', { personId });

export const goBack = (): void => {
  writeWaiting();
  history.back();
};

export const goForward = (): void => {
  writeWaiting();
  history.forward();
};

/** Opens a link, also to another company. */
export const openAddress = (address: string): void => {
  writeWaiting();
  history.push(address);
};

/** Shows a screen of a company. `instead` replaces the history entry, as if the former location did not exist. */
export const enterCompany = (company: string, screen: ScreenId = FIRST_SCREEN, how: 'next' | 'instead' = 'next'): void => {
  const address = formatScreenAddress(company, screen, {});
  const isBegun = here().company !== null && here().company !== company;
  if (how === 'next' && isBegun) openAddress(address);
  else {
    cancelWaiting();
    if (address !== history.location.href) history.replace(address);
  }
};

/** Sets the company in the address without navigating; `null` = none. */
export const setAddressCompany = (company: string | null): void => {
  cancelWaiting();
  const { screen, params } = company === null ? { screen: FIRST_SCREEN, params: {} } : here();
  replaceQuietly(formatScreenAddress(company, screen, params));
  show({ ...here(), company, screen, params });
};

/** Delay before screen state is written to the address, because browsers limit how often it may change. */
const RECORD_AFTER_MS = 200;

/** Writes the current screen state to the address, so that going back, a reload and a copied link restore it. This is not a visit. */
export const replaceAddress = <S extends ScreenId>(screen: S, params: ScreenParams[S]): void => {
  cancelWaiting();
  const { visit, company } = shown();
  const write = (): void => {
    if (here().screen === screen && here().visit === visit && company !== null)
      replaceQuietly(formatScreenAddress(company, screen, params));
  };
  waiting = {
    write,
    timer: setTimeout(writeWaiting, RECORD_AFTER_MS),
  };
};

/** Returns the link to the current view. */
export const getCurrentLink = (): string => {
  writeWaiting();
  return new URL(history.createHref(history.location.href), window.location.href).href;
};

/** Parameters with which the current location was opened if it is `screen`; otherwise empty. The object changes with every visit. */
export const useParams = <S extends ScreenId>(screen: S): ScreenParams[S] =>
  useNavigation((state) => (state.here.screen === screen ? state.here.params : NOTHING)) as ScreenParams[S];

const NOTHING = {};
