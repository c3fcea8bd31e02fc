export { addressIn } from './address.ts';
export {
  enterCompany,
  followAddress,
  goBack,
  goForward,
  linkToHere,
  navigate,
  openAddress,
  openPerson,
  setAddressCompany as nameCompany,
  useNavigation,
  useParams,
} from './navigation.ts';
export type { ScreenId, ScreenParams } from './screen-params.ts';
export { useAddress } from './use-address.ts';
