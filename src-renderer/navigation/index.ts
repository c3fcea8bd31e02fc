export { extractScreenAddress } from './address.ts';
export {
  enterCompany,
  followAddress,
  getCurrentLink,
  getScreenHref,
  goBack,
  goForward,
  navigate,
  openAddress,
  openPerson,
  setAddressCompany as nameCompany,
  useNavigation,
  useParams,
} from './navigation.ts';
export type { ScreenId, ScreenParams } from './screen-params.ts';
export { SETTINGS_SECTIONS, type SettingsSection } from './settings-sections.ts';
export { useScreenAddressSync } from './use-address.ts';
