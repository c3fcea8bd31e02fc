export { extractScreenAddress } from './address.ts';
export {
  enterCompany,
  followAddress,
  getCurrentLink,
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
export { useScreenAddressSync } from './use-address.ts';
