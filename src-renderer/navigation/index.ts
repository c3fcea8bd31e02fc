export { extractScreenAddress as addressIn } from './address.ts';
export {
  enterCompany,
  followAddress,
  getCurrentLink as linkToHere,
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
export { useScreenAddressSync as useAddress } from './use-address.ts';
